/// Hides the units of a mask, 8 × 8 pixels each, by replacing their pixels.
///
/// What is written is a function of the pixels outside the mask; with `pixelate` also of the bits
/// in ``Mosaic``.
struct RasterRedaction<Sample: FixedWidthInteger & UnsignedInteger & Sendable> {
  var raster: Raster<Sample>
  let mask: BlockMask
  /// The gray to fill with, 0 to 255.
  let filling: Float

  static var unit: Int { 8 }

  /// As ``CoefficientRedaction/apply()``.
  mutating func apply() -> [RedactionMode] {
    mask.clusters.indices.map { index in
      switch mask.clusters[index].mode {
      case .fill:
        fill(index)
        return .fill
      case .blur: return blur(index) ? .blur : .fill
      case .pixelate:
        lay(Mosaic(of: index, in: raster, mask: mask), over: index)
        return .pixelate
      }
    }
  }

  mutating func fill(_ cluster: Int) {
    let pixel = opaque { _ in filling }
    for unit in units(of: cluster) {
      for y in rows(unit.y) {
        for x in columns(unit.x) { write(pixel, x: x, y: y) }
      }
    }
  }

  /// False when nothing surrounds the cluster, which is then filled.
  mutating func blur(_ cluster: Int) -> Bool {
    let box = ringed(mask.clusters[cluster].bounds)
    var films = [Membrane](
      repeating: Membrane(columns: box.width, rows: box.height), count: raster.channels)
    for y in box.top..<box.bottom {
      for x in box.left..<box.right {
        let label = mask.label(x: x, y: y)
        if label == 0 {
          for (channel, value) in mean(x: x, y: y).enumerated() {
            films[channel].know(value, x: x - box.left, y: y - box.top)
          }
        } else if label == cluster + 1 {
          for channel in films.indices { films[channel].want(x: x - box.left, y: y - box.top) }
        }
      }
    }
    for channel in films.indices {
      // All films know the same cells, so this is the first or never.
      guard films[channel].span() else {
        fill(cluster)
        return false
      }
    }
    for unit in units(of: cluster) {
      lay(films.map { $0.surface(x: unit.x - box.left, y: unit.y - box.top) }, over: unit)
    }
    return true
  }

  /// `surfaces` hold colours times alpha, then alpha.
  private mutating func lay(_ surfaces: [Block], over unit: (x: Int, y: Int)) {
    for y in rows(unit.y) {
      for x in columns(unit.x) {
        let place = raster.index(x: x, y: y)
        let values = surfaces.map { $0[y % Self.unit][x % Self.unit] }
        let alpha = raster.hasAlpha ? values[values.count - 1] : 255
        for channel in 0..<raster.colours {
          let value = alpha > 0 ? values[channel] * 255 / alpha : 0
          raster.samples[place + channel] = Raster<Sample>.level(value)
        }
        if raster.hasAlpha {
          raster.samples[place + raster.colours] = Raster<Sample>.level(alpha)
          if raster.samples[place + raster.colours] == 0 {
            for channel in 0..<raster.colours { raster.samples[place + channel] = 0 }
          }
        }
      }
    }
  }

  mutating func lay(_ mosaic: Mosaic, over cluster: Int) {
    for unit in units(of: cluster) {
      let pixel = opaque { mosaic.level(component: $0, unitX: unit.x, unitY: unit.y) }
      for y in rows(unit.y) {
        for x in columns(unit.x) { write(pixel, x: x, y: y) }
      }
    }
  }

  private func opaque(_ colour: (Int) -> Float) -> [Sample] {
    (0..<raster.channels).map {
      $0 < raster.colours ? Raster<Sample>.level(colour($0)) : Sample.max
    }
  }

  private mutating func write(_ pixel: [Sample], x: Int, y: Int) {
    let place = raster.index(x: x, y: y)
    for channel in pixel.indices { raster.samples[place + channel] = pixel[channel] }
  }

  /// The mean of a unit's pixels, 0 to 255: colours times alpha, then alpha.
  private func mean(x: Int, y: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: raster.channels)
    var count: Float = 0
    for row in rows(y) {
      for column in columns(x) {
        let place = raster.index(x: column, y: row)
        let alpha =
          raster.hasAlpha ? Float(raster.samples[place + raster.colours]) / Float(Sample.max) : 1
        for channel in 0..<raster.colours {
          sums[channel] += Float(raster.samples[place + channel]) * alpha
        }
        if raster.hasAlpha { sums[raster.colours] += alpha * Float(Sample.max) }
        count += 1
      }
    }
    return sums.map { $0 / count / Raster<Sample>.scale }
  }

  private func rows(_ unit: Int) -> Range<Int> {
    unit * Self.unit..<min((unit + 1) * Self.unit, raster.size.height)
  }

  private func columns(_ unit: Int) -> Range<Int> {
    unit * Self.unit..<min((unit + 1) * Self.unit, raster.size.width)
  }

  private func ringed(_ bounds: Rectangle) -> Rectangle {
    Rectangle(
      left: bounds.left - 1, top: bounds.top - 1, right: bounds.right + 1,
      bottom: bounds.bottom + 1
    ).clipped(to: PixelSize(width: mask.columns, height: mask.rows))
  }

  private func units(of cluster: Int) -> [(x: Int, y: Int)] { mask.units(of: cluster) }
}

extension BlockMask {
  /// The units of a cluster in reading order.
  func units(of cluster: Int) -> [(x: Int, y: Int)] {
    let bounds = clusters[cluster].bounds
    return (bounds.top..<bounds.bottom).flatMap { y in
      (bounds.left..<bounds.right).compactMap { x in
        label(x: x, y: y) == cluster + 1 ? (x, y) : nil
      }
    }
  }
}

extension Mosaic {
  /// Reads the bits of a cluster of units off the pixels as they are now.
  init<Sample>(of cluster: Int, in raster: Raster<Sample>, mask: BlockMask) {
    let bounds = mask.clusters[cluster].bounds
    let grid = Self.grid(bounds)
    let cells = grid.columns * grid.rows
    // The last entry gathers the whole cluster. Sums are integers, so the order does not matter.
    var sums = [[Int]](repeating: [Int](repeating: 0, count: raster.colours), count: cells + 1)
    var counts = [Int](repeating: 0, count: cells + 1)
    for unit in mask.units(of: cluster) {
      let cell = Self.cell(x: unit.x, y: unit.y, in: bounds)
      for y in unit.y * 8..<min(unit.y * 8 + 8, raster.size.height) {
        for x in unit.x * 8..<min(unit.x * 8 + 8, raster.size.width) {
          let place = raster.index(x: x, y: y)
          for channel in 0..<raster.colours {
            sums[cell][channel] += Int(raster.samples[place + channel])
          }
          counts[cell] += 1
        }
      }
    }
    for cell in 0..<cells {
      for channel in 0..<raster.colours { sums[cells][channel] += sums[cell][channel] }
      counts[cells] += counts[cell]
    }
    let colour: SampleColour = raster.colours == 1 ? .gray : .rgb
    let means = zip(sums, counts).map { sum, count in
      colour.colour(
        of: sum.map { Float($0) / Float(max(count, 1)) / Raster<Sample>.scale })
    }
    self.init(
      bounds: bounds, colour: colour, cells: Array(means.dropLast()), whole: means[cells])
  }
}
