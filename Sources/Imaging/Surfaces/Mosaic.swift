/// All that `pixelate` keeps of a cluster: for each of at most nine cells one of four brightnesses,
/// and for the whole one of four tints. 9 × 2 + 2 = 20 bits.
struct Mosaic: Equatable {
  static let bits = 20

  /// Cells across and down, at most three each.
  let columns: Int
  let rows: Int
  /// 0 to 3 for each cell.
  let brightness: [UInt8]
  /// 0 to 3: neutral, warm, cool, green.
  let tint: UInt8

  private let bounds: Rectangle
  private let colour: SampleColour

  private static let tints: [(cb: Float, cr: Float)] = [
    (128, 128), (112, 146), (144, 116), (114, 112),
  ]

  /// `bounds` are the units that the cluster spans; `colour` says how samples are meant.
  init(bounds: Rectangle, colour: SampleColour, cells: [MosaicSum], whole: MosaicSum) {
    self.bounds = bounds
    self.colour = colour
    (columns, rows) = Self.grid(bounds)
    brightness = cells.map { UInt8(min(max($0.luma / 64, 0), 3)) }
    tint = colour.hasTint ? Self.nearestTint(cb: whole.cb, cr: whole.cr) : 0
  }

  static func grid(_ bounds: Rectangle) -> (columns: Int, rows: Int) {
    (min(bounds.width, 3), min(bounds.height, 3))
  }

  /// The cell that a unit within `bounds` belongs to.
  static func cell(x: Int, y: Int, in bounds: Rectangle) -> Int {
    let grid = grid(bounds)
    return (y - bounds.top) * grid.rows / bounds.height * grid.columns
      + (x - bounds.left) * grid.columns / bounds.width
  }

  private static func nearestTint(cb: Float, cr: Float) -> UInt8 {
    let distances = tints.map { tint in
      (tint.cb - cb) * (tint.cb - cb) + (tint.cr - cr) * (tint.cr - cr)
    }
    let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    return UInt8(nearest)
  }

  /// The sample of a component, 0 to 255, for every block of a unit.
  func level(component: Int, unitX: Int, unitY: Int) -> Float {
    let cell = Self.cell(x: unitX, y: unitY, in: bounds)
    let tint = Self.tints[Int(tint)]
    return colour.sample(
      component, luma: Float(brightness[cell]) * 64 + 32, cb: tint.cb, cr: tint.cr)
  }
}

/// The mean colour of some blocks, in full range YCbCr.
struct MosaicSum {
  var luma: Float
  var cb: Float
  var cr: Float
}
