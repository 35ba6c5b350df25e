/// A grid of values of which some are known, some are wanted, and some do not exist.
///
/// The wanted ones are laid like a soap film between the known ones: each the mean of its
/// neighbours (Laplace's equation; no flow across the rim of what does not exist). The result is
/// a function of the known values alone.
struct Membrane {
  private enum Cell: UInt8 { case absent, known, wanted }

  let columns: Int
  let rows: Int
  /// With a rim of absent cells, so that every cell has four neighbours.
  private var cells: [Cell]
  /// Zero where absent.
  private var values: [Float]
  private var stride: Int { columns + 2 }

  /// A grid in which nothing exists yet.
  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [Cell](repeating: .absent, count: (columns + 2) * (rows + 2))
    values = [Float](repeating: 0, count: (columns + 2) * (rows + 2))
  }

  private func place(_ x: Int, _ y: Int) -> Int { (y + 1) * stride + x + 1 }

  mutating func know(_ value: Float, x: Int, y: Int) {
    cells[place(x, y)] = .known
    values[place(x, y)] = value
  }

  mutating func want(x: Int, y: Int) { cells[place(x, y)] = .wanted }

  /// Fills in the wanted values. False when nothing is known, and then nothing is changed.
  mutating func span() -> Bool {
    guard cells.contains(.known) else { return false }
    solve()
    return true
  }

  /// From coarse to fine: a grid of half the size gives the first guess, a few sweeps refine it.
  private mutating func solve() {
    let isSmall = max(columns, rows) <= 4
    if isSmall {
      guessMean()
    } else {
      var coarse = coarser()
      coarse.solve()
      guess(from: coarse)
    }
    relax(sweeps: isSmall ? 40 : 10)
  }

  private func coarser() -> Membrane {
    var coarse = Membrane(columns: (columns + 1) / 2, rows: (rows + 1) / 2)
    for y in 0..<coarse.rows {
      for x in 0..<coarse.columns {
        // A cell past the last column or row falls on the rim and is absent.
        let first = place(2 * x, 2 * y)
        var sum: Float = 0
        var known: Float = 0
        var wanted = false
        let four: InlineArray<4, Int> = [first, first + 1, first + stride, first + stride + 1]
        for index in four.indices {
          let fine = four[index]
          if cells[fine] == .known {
            sum += values[fine]
            known += 1
          }
          if cells[fine] == .wanted { wanted = true }
        }
        if known > 0 {
          coarse.know(sum / known, x: x, y: y)
        } else if wanted {
          coarse.want(x: x, y: y)
        }
      }
    }
    return coarse
  }

  private mutating func guessMean() {
    var sum: Float = 0
    var known: Float = 0
    for (cell, value) in zip(cells, values) where cell == .known {
      sum += value
      known += 1
    }
    for index in cells.indices where cells[index] == .wanted {
      values[index] = known > 0 ? sum / known : 0
    }
  }

  private mutating func guess(from coarse: Membrane) {
    for y in 0..<rows {
      for x in 0..<columns where cells[place(x, y)] == .wanted {
        values[place(x, y)] = coarse.mixed(for: x, y)
      }
    }
  }

  /// The value for the cell (`x`, `y`) of a grid twice as fine: from the coarse cell that holds it
  /// and the three nearest to it, as far as they exist.
  private func mixed(for x: Int, _ y: Int) -> Float {
    let own = place(x / 2, y / 2)
    let aside = x.isMultiple(of: 2) ? -1 : 1
    let along = y.isMultiple(of: 2) ? -stride : stride
    var sum: Float = 0
    var weight: Float = 0
    func add(_ index: Int, _ share: Float) {
      guard cells[index] != .absent else { return }
      sum += share * values[index]
      weight += share
    }
    add(own, 9)
    add(own + aside, 3)
    add(own + along, 3)
    add(own + aside + along, 1)
    return weight > 0 ? sum / weight : 0
  }

  /// Sweeps in reading order, each wanted value overshooting a little towards the mean of its
  /// neighbours.
  private mutating func relax(sweeps: Int) {
    let stride = self.stride
    let overshoot: Float = 1.5
    let wanted = cells.indices.filter { cells[$0] == .wanted }
    let shares = wanted.map { index in
      let count = [index - 1, index + 1, index - stride, index + stride].count {
        cells[$0] != .absent
      }
      return count > 0 ? 1 / Float(count) : 0
    }
    values.withUnsafeMutableBufferPointer { values in
      for _ in 0..<sweeps {
        for (index, share) in zip(wanted, shares) where share > 0 {
          let across = values[index - 1] + values[index + 1]
          let down = values[index - stride] + values[index + stride]
          values[index] += overshoot * ((across + down) * share - values[index])
        }
      }
    }
  }
}

extension Membrane {
  /// The values of the three cells in a row around a cell.
  private typealias Line = (left: Float, middle: Float, right: Float)

  /// Three rows of three cells; one that does not exist has the value of its neighbour inward.
  private func surroundings(x: Int, y: Int) -> (above: Line, middle: Line, below: Line) {
    func value(_ index: Int, or other: Float) -> Float {
      cells[index] == .absent ? other : values[index]
    }
    func line(_ index: Int, or other: Float) -> Line {
      let middle = value(index, or: other)
      return (value(index - 1, or: middle), middle, value(index + 1, or: middle))
    }
    let own = place(x, y)
    let middle = line(own, or: 0)
    return (
      line(own - stride, or: middle.middle), middle, line(own + stride, or: middle.middle)
    )
  }

  /// The film over cell (`x`, `y`) at 8 × 8 places.
  func surface(x: Int, y: Int) -> Block {
    blend(x: x, y: y, BlendWeights.samples)
  }

  /// The cosine transform of ``surface(x:y:)``: both are linear in the same nine values.
  func coefficients(x: Int, y: Int) -> Block {
    var block = blend(x: x, y: y, BlendWeights.coefficients)
    block[0][0] -= 8 * 128
    return block
  }

  private func blend(x: Int, y: Int, _ weights: BlendWeights) -> Block {
    let around = surroundings(x: x, y: y)
    func mix(_ line: Line) -> SIMD8<Float> {
      let steady = line.middle * weights.own
      return steady + line.left * weights.before + line.right * weights.after
    }
    let above = mix(around.above)
    let middle = mix(around.middle)
    let below = mix(around.below)
    return Block { row in
      weights.own[row] * middle + weights.before[row] * above + weights.after[row] * below
    }
  }
}

/// How much a cell, the one before and the one after it weigh at the eight sample places along it:
/// a quadratic B-spline, so that there is no crease where cells meet.
private struct BlendWeights: Sendable {
  let before: SIMD8<Float>
  let own: SIMD8<Float>
  let after: SIMD8<Float>

  static let samples: BlendWeights = {
    let distance = SIMD8 { (Float($0) - 3.5) / 8 }
    let before = (0.5 - distance) * (0.5 - distance) / 2
    let after = (0.5 + distance) * (0.5 + distance) / 2
    return BlendWeights(before: before, own: 1 - before - after, after: after)
  }()

  static let coefficients = BlendWeights(
    before: BlockTransform.forward(samples.before), own: BlockTransform.forward(samples.own),
    after: BlockTransform.forward(samples.after))
}
