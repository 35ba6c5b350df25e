/// A grid of values of which some are known, some are wanted, and some do not exist.
///
/// The wanted ones are laid like a soap film between the known ones: each the mean of its
/// neighbours (Laplace's equation; no flow across the rim of what does not exist). The result is
/// a function of the known values alone.
struct Membrane {
  enum Cell: UInt8 { case known, wanted, absent }

  let columns: Int
  let rows: Int
  var cells: [Cell]
  var values: [Float]

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = [Cell](repeating: .absent, count: columns * rows)
    values = [Float](repeating: 0, count: columns * rows)
  }

  /// Fills in the wanted values. False when nothing is known, and then nothing is changed.
  mutating func span() -> Bool {
    guard cells.contains(.known) else { return false }
    solve()
    return true
  }

  /// From coarse to fine: a grid of half the size gives the first guess, a few sweeps refine it.
  private mutating func solve() {
    let sweeps: Int
    if max(columns, rows) > 4 {
      var coarse = coarser()
      coarse.solve()
      guess(from: coarse)
      sweeps = 10
    } else {
      guessMean()
      sweeps = 40
    }
    for _ in 0..<sweeps { relax() }
  }

  private func coarser() -> Membrane {
    var coarse = Membrane(columns: (columns + 1) / 2, rows: (rows + 1) / 2)
    for y in 0..<coarse.rows {
      for x in 0..<coarse.columns {
        var sum: Float = 0
        var known: Float = 0
        var wanted = false
        for fineY in 2 * y..<min(2 * y + 2, rows) {
          for fineX in 2 * x..<min(2 * x + 2, columns) {
            let fine = fineY * columns + fineX
            switch cells[fine] {
            case .known:
              sum += values[fine]
              known += 1
            case .wanted: wanted = true
            case .absent: break
            }
          }
        }
        let index = y * coarse.columns + x
        if known > 0 {
          coarse.cells[index] = .known
          coarse.values[index] = sum / known
        } else if wanted {
          coarse.cells[index] = .wanted
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
      for x in 0..<columns where cells[y * columns + x] == .wanted {
        values[y * columns + x] = coarse.mixed(
          x: (Float(x) - 0.5) / 2, y: (Float(y) - 0.5) / 2)
      }
    }
  }

  /// One sweep in reading order, each wanted value overshooting a little towards the mean of its
  /// neighbours.
  private mutating func relax() {
    let overshoot: Float = 1.5
    let columns = self.columns
    let rows = self.rows
    cells.withUnsafeBufferPointer { cells in
      values.withUnsafeMutableBufferPointer { values in
        for y in 0..<rows {
          for x in 0..<columns {
            let index = y * columns + x
            guard cells[index] == .wanted else { continue }
            var sum: Float = 0
            var count: Float = 0
            if x > 0, cells[index - 1] != .absent {
              sum += values[index - 1]
              count += 1
            }
            if x + 1 < columns, cells[index + 1] != .absent {
              sum += values[index + 1]
              count += 1
            }
            if y > 0, cells[index - columns] != .absent {
              sum += values[index - columns]
              count += 1
            }
            if y + 1 < rows, cells[index + columns] != .absent {
              sum += values[index + columns]
              count += 1
            }
            if count > 0 { values[index] += overshoot * (sum / count - values[index]) }
          }
        }
      }
    }
  }

  /// The value between cell centres, from those of the four around it that exist.
  func mixed(x: Float, y: Float) -> Float {
    let left = x.rounded(.down)
    let top = y.rounded(.down)
    var sum: Float = 0
    var weight: Float = 0
    for (offsetY, weightY) in [(0, 1 - (y - top)), (1, y - top)] {
      for (offsetX, weightX) in [(0, 1 - (x - left)), (1, x - left)] {
        let column = Int(left) + offsetX
        let row = Int(top) + offsetY
        guard column >= 0, column < columns, row >= 0, row < rows,
          cells[row * columns + column] != .absent
        else { continue }
        sum += weightX * weightY * values[row * columns + column]
        weight += weightX * weightY
      }
    }
    return weight > 0 ? sum / weight : 0
  }
}

extension Membrane {
  /// The values of the three cells in a row around a cell.
  private typealias Line = (left: Float, middle: Float, right: Float)

  /// Three rows of three cells; one that does not exist has the value of its neighbour inward.
  private func surroundings(x: Int, y: Int) -> (above: Line, middle: Line, below: Line) {
    func value(_ x: Int, _ y: Int, or other: Float) -> Float {
      guard x >= 0, x < columns, y >= 0, y < rows, cells[y * columns + x] != .absent
      else { return other }
      return values[y * columns + x]
    }
    func line(_ y: Int, or other: Float) -> Line {
      let middle = value(x, y, or: other)
      return (value(x - 1, y, or: middle), middle, value(x + 1, y, or: middle))
    }
    let middle = line(y, or: 0)
    return (line(y - 1, or: middle.middle), middle, line(y + 1, or: middle.middle))
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
