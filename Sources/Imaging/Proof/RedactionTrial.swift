/// Redoes a redaction on the original, whose inside it wipes first, and compares block by block.
final class RedactionTrial {
  enum Verdict {
    case hidden(RedactionMode)
    /// Some of it is as in the original.
    case shown
    case unexplained
  }

  private let source: JPEGPicture
  private let result: JPEGPicture
  private let mask: BlockMask
  private let drawing: Drawing
  /// For each cluster what `pixelate` may keep of it.
  private let mosaics: [Mosaic]
  /// For each cluster, whether a block of it is as in the original.
  private let shows: [Bool]
  private let drawn: Set<[Int]>

  /// `source` is used up.
  init(source: JPEGPicture, result: JPEGPicture, mask: BlockMask, drawing: Drawing) {
    self.source = source
    self.result = result
    self.mask = mask
    self.drawing = drawing
    mosaics = mask.clusters.indices.map { Mosaic(of: $0, in: source, mask: mask) }
    var shows = [Bool](repeating: false, count: mask.clusters.count)
    var drawn: Set<[Int]> = []
    let painter = CoefficientDrawing(picture: source, drawing: drawing)
    for index in source.components.indices {
      if !drawing.isEmpty {
        painter.forEachTouchedBlock(of: index) { drawn.insert([index, $0, $1]) }
      }
      let redaction = CoefficientRedaction(picture: source, mask: mask)
      for cluster in mask.clusters.indices {
        redaction.forEachBlock(of: cluster, in: index) { x, y in
          if Self.isDetailed(source, index, x, y), Self.same(source, result, index, x, y) {
            shows[cluster] = true
          }
        }
      }
    }
    self.shows = shows
    self.drawn = drawn
  }

  /// Overwrites the unseen part of the source's edge when that explains more of the result.
  /// Returns how many blocks that are.
  func scrubIfResultIs() -> Int {
    let unscrubbed = changedOutside().blocks
    if unscrubbed == 0 { return 0 }
    var before: [(block: UnsafeMutablePointer<Int16>, levels: [Int16])] = []
    for (index, component) in source.components.enumerated() {
      for (x, y) in EdgeScrub.blocks(of: component) {
        before.append((source.block(index, x: x, y: y), source.levels(index, x: x, y: y)))
      }
    }
    let count = EdgeScrub(picture: source, mask: mask).apply()
    if changedOutside().blocks < unscrubbed { return count }
    for (block, levels) in before { block.update(from: levels, count: 64) }
    return 0
  }

  /// How many blocks outside the mask are not as they should be, and the unit of the first as a
  /// rectangle of one unit.
  func changedOutside() -> (blocks: Int, first: Rectangle?) {
    var blocks = 0
    var first: Rectangle?
    let painted = paintedOutside()
    for index in source.components.indices {
      let component = source.components[index]
      for y in 0..<component.rows {
        for x in 0..<component.columns
        where !mask.isHidden(component: component, x: x, y: y) {
          let same =
            painted[[index, x, y]].map { $0 == result.levels(index, x: x, y: y) }
            ?? Self.same(source, result, index, x, y)
          if !same {
            blocks += 1
            let (unitX, unitY) = (x / component.unitColumns, y / component.unitRows)
            if first == nil {
              first = Rectangle(left: unitX, top: unitY, right: unitX + 1, bottom: unitY + 1)
            }
          }
        }
      }
    }
    return (blocks, first)
  }

  /// As ``changedOutside()``, each unit once, when no mask is known; scrubbed edges are explained.
  func unexplainedUnits() -> [(x: Int, y: Int)] {
    var edges: Set<[Int]> = []
    for index in source.components.indices {
      for (x, y) in EdgeScrub.blocks(of: source.components[index]) { edges.insert([index, x, y]) }
    }
    var units = UnitGrid(columns: source.unitColumns, rows: source.unitRows)
    for index in source.components.indices {
      let component = source.components[index]
      for y in 0..<component.rows {
        for x in 0..<component.columns where !Self.same(source, result, index, x, y) {
          if drawn.contains([index, x, y]) { continue }
          if edges.contains([index, x, y]) {
            let levels = scrubbed(index, x: x, y: y)
            if levels == result.levels(index, x: x, y: y) { continue }
          }
          units.insert(x: x / component.unitColumns, y: y / component.unitRows)
        }
      }
    }
    return units.units
  }

  private func scrubbed(_ index: Int, x: Int, y: Int) -> [Int16] {
    let component = source.components[index]
    var levels = source.levels(index, x: x, y: y)
    levels.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      EdgeScrub.scrub(
        base, steps: component.steps,
        visible: PixelSize(
          width: min(component.width - 8 * x, 8), height: min(component.height - 8 * y, 8)))
    }
    return levels
  }

  /// What the drawn blocks outside the mask should be.
  private func paintedOutside() -> [[Int]: [Int16]] {
    painted(
      drawn.filter { !mask.isHidden(component: source.components[$0[0]], x: $0[1], y: $0[2]) })
  }

  /// What some blocks are once drawn on; the source is left as it is.
  private func painted(_ blocks: Set<[Int]>) -> [[Int]: [Int16]] {
    let painter = CoefficientDrawing(picture: source, drawing: drawing)
    var painted: [[Int]: [Int16]] = [:]
    for place in blocks {
      let block = source.block(place[0], x: place[1], y: place[2])
      let before = source.levels(place[0], x: place[1], y: place[2])
      painter.paint(place[0], x: place[1], y: place[2])
      painted[place] = source.levels(place[0], x: place[1], y: place[2])
      block.update(from: before, count: 64)
    }
    return painted
  }

  /// Tries the modes on a cluster whose inside is wiped.
  func judge(_ cluster: Int) -> Verdict {
    let redaction = CoefficientRedaction(picture: source, mask: mask)
    for mode in [RedactionMode.fill, .blur, .pixelate] {
      redaction.fill(cluster)
      switch mode {
      case .fill: break
      case .blur: guard redaction.blur(cluster) else { continue }
      case .pixelate: redaction.lay(mosaics[cluster], over: cluster)
      }
      if matches(cluster, redaction) { return .hidden(mode) }
    }
    return shows[cluster] ? .shown : .unexplained
  }

  private func matches(_ cluster: Int, _ redaction: CoefficientRedaction) -> Bool {
    var inside: Set<[Int]> = []
    var isSame = true
    for index in source.components.indices {
      redaction.forEachBlock(of: cluster, in: index) { x, y in
        if drawn.contains([index, x, y]) {
          inside.insert([index, x, y])
        } else if !Self.same(source, result, index, x, y) {
          isSame = false
        }
      }
    }
    guard isSame else { return false }
    return painted(inside).allSatisfy { place, levels in
      levels == result.levels(place[0], x: place[1], y: place[2])
    }
  }

  /// More than a flat block, which may well be the same by chance.
  private static func isDetailed(_ picture: JPEGPicture, _ index: Int, _ x: Int, _ y: Int) -> Bool {
    picture.levels(index, x: x, y: y).count { $0 != 0 } > 3
  }

  private static func same(
    _ first: JPEGPicture, _ second: JPEGPicture, _ index: Int, _ x: Int, _ y: Int
  ) -> Bool {
    let one = UnsafeBufferPointer(start: first.block(index, x: x, y: y), count: 64)
    let two = UnsafeBufferPointer(start: second.block(index, x: x, y: y), count: 64)
    return one.elementsEqual(two)
  }
}

extension JPEGPicture {
  /// A copy of a block's coefficients.
  func levels(_ component: Int, x: Int, y: Int) -> [Int16] {
    Array(UnsafeBufferPointer(start: block(component, x: x, y: y), count: 64))
  }
}
