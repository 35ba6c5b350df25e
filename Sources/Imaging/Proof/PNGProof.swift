/// See ``Verifier``.
struct PNGProof {
  let options: RedactionOptions
  let original: [UInt8]
  let redacted: [UInt8]

  /// Chunks that a redacted picture may have.
  private static let list = ["IHDR", "PLTE", "tRNS", "sRGB", "iCCP", "cICP", "IDAT", "IEND"]

  func run() throws -> ProofReport {
    var report = ProofReport()
    let structure = try PNGStructure(original)
    let metadata = PNGMetadata(original, structure)
    let orientation = metadata.orientation ?? .upright
    let result = try PNGReader(redacted, salvages: false)
    report.findings = try Self.audit(redacted, result)
    let source = try PNGReader(original, salvages: false)
    let target = result.wide
    switch source.pixels {
    case .bytes(let raster):
      try judge(raster.cleaned(orientation), target, structure.filling, &report)
    case .deep(let raster):
      try judge(raster.cleaned(orientation), target, structure.filling, &report)
    }
    return report
  }

  private static func audit(
    _ bytes: [UInt8], _ reader: PNGReader
  ) throws -> [ProofReport.Finding] {
    var findings: [ProofReport.Finding] = []
    let structure = try PNGStructure(bytes)
    for chunk in structure.chunks where !list.contains(chunk.type) {
      findings.append(.foreignData(kind: chunk.type, bytes: chunk.payload.count + 12))
    }
    if structure.end < bytes.count {
      findings.append(.foreignData(kind: "trailing-data", bytes: bytes.count - structure.end))
    }
    if let profile = reader.profile, !CanonicalProfile.all.contains(where: { $0.bytes == profile })
    {
      findings.append(.foreignData(kind: "icc", bytes: profile.count))
    }
    if structure.colourType == 3, case .bytes(let raster) = reader.pixels,
      let palette = structure.chunks.first(where: { $0.type == "PLTE" }),
      IndexedRaster(raster)?.palette.count != palette.payload.count / 3
    {
      findings.append(.unexplainedCoding("the palette has colours that are not used"))
    }
    return findings
  }

  private func judge<Sample>(
    _ source: Raster<Sample>, _ result: Raster<UInt16>, _ filling: Float,
    _ report: inout ProofReport
  ) throws {
    guard source.size == result.size else {
      report.findings.append(.otherPicture("the size"))
      return
    }
    let unit = PixelSize(width: 8, height: 8)
    let drawing = try Drawing(arrowsOf: options, stored: source.size, orientation: .upright)
    var expected = source
    expected.paint(drawing)
    let differing = expected.wide.unitsDiffering(from: result)
    let plan: RegionPlan
    if options.regions.isEmpty {
      if differing.isEmpty {
        report.findings.append(.nothingHidden)
        return
      }
      plan = RegionPlan(
        units: Verifier.hulls(differing), mode: .blur, stored: source.size, orientation: .upright,
        unit: unit)
    } else {
      plan = try RegionPlan(
        options: options, stored: source.size, orientation: .upright, unit: unit)
    }
    let outside = differing.filter { !plan.mask.isHidden(x: $0.x, y: $0.y) }
    if let first = outside.first {
      let place = Rectangle(
        left: first.x, top: first.y, right: first.x + 1, bottom: first.y + 1)
      report.findings.append(.changedOutside(blocks: outside.count, first: plan.seen(place)))
    }
    judgeInside(
      source, result, plan, drawing, filling, Set(differing.map { [$0.x, $0.y] }), &report)
  }

  private func judgeInside<Sample>(
    _ source: Raster<Sample>, _ result: Raster<UInt16>, _ plan: RegionPlan, _ drawing: Drawing,
    _ filling: Float, _ differing: Set<[Int]>, _ report: inout ProofReport
  ) {
    let mask = plan.mask
    let mosaics = mask.clusters.indices.map { Mosaic(of: $0, in: source, mask: mask) }
    var wiped = RasterRedaction(raster: source, mask: mask, filling: filling)
    for cluster in mask.clusters.indices { wiped.fill(cluster) }
    var open = Set(mask.clusters.indices)
    for mode in [RedactionMode.fill, .blur, .pixelate] where !open.isEmpty {
      var trial = wiped
      var tried = open
      for cluster in open {
        switch mode {
        case .fill: break
        case .blur: if !trial.blur(cluster) { tried.remove(cluster) }
        case .pixelate: trial.lay(mosaics[cluster], over: cluster)
        }
      }
      trial.raster.paint(drawing)
      let wrong = trial.raster.wide.unitsDiffering(from: result)
      for unit in wrong where mask.isHidden(x: unit.x, y: unit.y) {
        tried.remove(Int(mask.label(x: unit.x, y: unit.y)) - 1)
      }
      for cluster in tried.sorted() {
        report.hidden.append((plan.seen(mask.clusters[cluster].bounds), mode))
      }
      open.subtract(tried)
    }
    for cluster in open.sorted() {
      let place = plan.seen(mask.clusters[cluster].bounds)
      let shows = mask.units(of: cluster).contains { !differing.contains([$0.x, $0.y]) }
      report.findings.append(shows ? .notCovered(place) : .dependsOnOriginal(place))
    }
  }
}

extension PNGReader {
  /// The pixels as they are seen, in the widest form.
  fileprivate var wide: Raster<UInt16> {
    switch pixels {
    case .bytes(let raster): raster.cleaned(.upright).wide
    case .deep(let raster): raster.cleaned(.upright).wide
    }
  }
}

extension Raster {
  /// The same in red, green, blue and alpha of 16 bits.
  fileprivate var wide: Raster<UInt16> {
    var wide = Raster<UInt16>(size: size, channels: 4)
    let factor = Sample.max == 255 ? 257 : 1
    for pixel in 0..<size.width * size.height {
      for channel in 0..<3 {
        let from = pixel * channels + (colours == 1 ? 0 : channel)
        wide.samples[4 * pixel + channel] = UInt16(Int(samples[from]) * factor)
      }
      wide.samples[4 * pixel + 3] =
        hasAlpha ? UInt16(Int(samples[pixel * channels + colours]) * factor) : .max
    }
    return wide
  }

  /// Units of 8 × 8 pixels in which two pictures of one size and form differ, in reading order.
  fileprivate func unitsDiffering(from other: Raster) -> [(x: Int, y: Int)] {
    let columns = (size.width + 7) / 8
    var differs = [Bool](repeating: false, count: columns * ((size.height + 7) / 8))
    for y in 0..<size.height {
      for x in 0..<size.width {
        let place = index(x: x, y: y)
        for channel in 0..<channels where samples[place + channel] != other.samples[place + channel]
        {
          differs[y / 8 * columns + x / 8] = true
        }
      }
    }
    return differs.indices.filter { differs[$0] }.map { ($0 % columns, $0 / columns) }
  }
}
