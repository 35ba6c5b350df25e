/// Which units of a picture something is true of.
struct UnitGrid {
  let columns: Int
  private var flags: [Bool]
  private(set) var count = 0

  init(columns: Int, rows: Int) {
    self.columns = columns
    flags = [Bool](repeating: false, count: columns * rows)
  }

  func contains(x: Int, y: Int) -> Bool { flags[y * columns + x] }

  mutating func insert(x: Int, y: Int) {
    guard !flags[y * columns + x] else { return }
    flags[y * columns + x] = true
    count += 1
  }

  /// In reading order.
  var units: [(x: Int, y: Int)] {
    flags.indices.filter { flags[$0] }.map { ($0 % columns, $0 / columns) }
  }
}
