/// Overwrites what lies beyond the right and bottom edge of a picture whose size is not a multiple
/// of eight: after a lossless crop, real pixels that nobody sees.
///
/// The blocks at the edge are decoded to whole 8-bit samples, the last visible row and column are
/// repeated outward, and the block is quantised again. Only what is visible goes into it.
struct EdgeScrub {
  let picture: JPEGPicture
  /// Hidden units are left alone: they are written again anyway.
  let mask: BlockMask

  /// Returns how many blocks were written.
  @discardableResult
  func apply() -> Int {
    var count = 0
    for index in picture.components.indices {
      for (x, y) in Self.blocks(of: picture.components[index])
      where !mask.isHidden(component: picture.components[index], x: x, y: y) {
        scrub(index, x: x, y: y)
        count += 1
      }
    }
    return count
  }

  /// The blocks of a component that lie only partly in the picture.
  static func blocks(of component: JPEGPicture.Component) -> [(x: Int, y: Int)] {
    var blocks: [(x: Int, y: Int)] = []
    let cutsBottom = !component.height.isMultiple(of: 8)
    if !component.width.isMultiple(of: 8) {
      let rows = cutsBottom ? component.rows - 1 : component.rows
      for y in 0..<rows { blocks.append((component.columns - 1, y)) }
    }
    if cutsBottom {
      for x in 0..<component.columns { blocks.append((x, component.rows - 1)) }
    }
    return blocks
  }

  private func scrub(_ index: Int, x: Int, y: Int) {
    let component = picture.components[index]
    let block = picture.block(index, x: x, y: y)
    Self.scrub(
      block, steps: component.steps,
      visible: PixelSize(
        width: min(component.width - 8 * x, 8), height: min(component.height - 8 * y, 8)))
  }

  static func scrub(
    _ block: UnsafeMutablePointer<Int16>, steps: Steps, visible: PixelSize
  ) {
    let samples = BlockTransform.samples(of: block, steps: steps)
    let repeated = Block { row in
      var line = samples[min(row, visible.height - 1)]
      for column in 0..<8 {
        line[column] = line[min(column, visible.width - 1)].rounded(.toNearestOrAwayFromZero)
      }
      return line.clamped(lowerBound: SIMD8(repeating: 0), upperBound: SIMD8(repeating: 255))
    }
    BlockTransform.store(samples: repeated, steps: steps, in: block)
  }
}

extension BlockMask {
  func isHidden(component: JPEGPicture.Component, x: Int, y: Int) -> Bool {
    isHidden(x: x / component.unitColumns, y: y / component.unitRows)
  }
}
