/// Which units of a picture are hidden, and which of them hang together.
struct BlockMask {
  /// Units that touch each other, diagonally too, and are hidden in the same way.
  struct Cluster {
    let mode: RedactionMode
    /// The units it spans, not all of which need be its own.
    var bounds: Rectangle
  }

  let columns: Int
  let rows: Int
  private(set) var clusters: [Cluster] = []
  /// For each unit 0, or one more than the index of its cluster.
  private(set) var labels: [Int32]

  /// `areas` in units. Where they overlap, filling wins.
  init(columns: Int, rows: Int, areas: [(units: Rectangle, mode: RedactionMode)]) {
    self.columns = columns
    self.rows = rows
    labels = [Int32](repeating: 0, count: columns * rows)
    let modes = Set(areas.map(\.mode)).sorted { Self.rank($0) < Self.rank($1) }
    for mode in modes {
      for area in areas where area.mode == mode { paint(area.units, with: -Self.rank(mode)) }
    }
    for mode in modes { gather(mode, areas.map(\.units)) }
  }

  private static func rank(_ mode: RedactionMode) -> Int32 {
    switch mode {
    case .blur: 1
    case .pixelate: 2
    case .fill: 3
    }
  }

  private mutating func paint(_ area: Rectangle, with label: Int32) {
    for y in area.top..<area.bottom {
      for x in area.left..<area.right { labels[y * columns + x] = label }
    }
  }

  /// Numbers the clusters of `mode`, looking for them only where areas are.
  private mutating func gather(_ mode: RedactionMode, _ areas: [Rectangle]) {
    let raw = -Self.rank(mode)
    for area in areas {
      for y in area.top..<area.bottom {
        for x in area.left..<area.right where labels[y * columns + x] == raw {
          flood(from: (x, y), raw: raw, mode: mode)
        }
      }
    }
  }

  private mutating func flood(from start: (Int, Int), raw: Int32, mode: RedactionMode) {
    let label = Int32(clusters.count + 1)
    var bounds = Rectangle(
      left: start.0, top: start.1, right: start.0 + 1, bottom: start.1 + 1)
    var waiting = [start]
    labels[start.1 * columns + start.0] = label
    while let (x, y) = waiting.popLast() {
      bounds.left = min(bounds.left, x)
      bounds.right = max(bounds.right, x + 1)
      bounds.top = min(bounds.top, y)
      bounds.bottom = max(bounds.bottom, y + 1)
      for nextY in max(y - 1, 0)...min(y + 1, rows - 1) {
        for nextX in max(x - 1, 0)...min(x + 1, columns - 1)
        where labels[nextY * columns + nextX] == raw {
          labels[nextY * columns + nextX] = label
          waiting.append((nextX, nextY))
        }
      }
    }
    clusters.append(Cluster(mode: mode, bounds: bounds))
  }

  var isEmpty: Bool { clusters.isEmpty }

  /// 0, or one more than the index of the cluster that unit (`x`, `y`) belongs to.
  func label(x: Int, y: Int) -> Int32 { labels[y * columns + x] }

  func isHidden(x: Int, y: Int) -> Bool { labels[y * columns + x] != 0 }
}
