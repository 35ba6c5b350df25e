extension Mosaic {
  /// Reads the bits of a cluster of units off the coefficients as they are now.
  init(of cluster: Int, in picture: JPEGPicture, mask: BlockMask) {
    let bounds = mask.clusters[cluster].bounds
    let grid = Self.grid(bounds)
    var means: [[Float]] = Array(repeating: [], count: grid.columns * grid.rows + 1)
    for index in picture.components.indices {
      let component = picture.components[index]
      // The last entry gathers the whole cluster. Sums are integers, so the order does not matter.
      var sums = [Int](repeating: 0, count: means.count)
      var counts = sums
      for unitY in bounds.top..<bounds.bottom {
        for unitX in bounds.left..<bounds.right
        where mask.label(x: unitX, y: unitY) == cluster + 1 {
          let cell = Self.cell(x: unitX, y: unitY, in: bounds)
          let sum = component.sum(index, unitX: unitX, unitY: unitY, in: picture)
          for entry in [cell, sums.count - 1] {
            sums[entry] += sum.levels
            counts[entry] += sum.blocks
          }
        }
      }
      for entry in sums.indices {
        let blocks = Float(max(counts[entry], 1))
        means[entry].append(Float(sums[entry]) * component.steps[0][0] / blocks / 8 + 128)
      }
    }
    let colours = means.map(picture.sampleColour.colour(of:))
    self.init(
      bounds: bounds, colour: picture.sampleColour, cells: Array(colours.dropLast()),
      whole: colours[colours.count - 1])
  }
}

extension JPEGPicture.Component {
  /// The sum of the DC levels of one unit, and of how many blocks.
  fileprivate func sum(
    _ index: Int, unitX: Int, unitY: Int, in picture: JPEGPicture
  ) -> (levels: Int, blocks: Int) {
    var levels = 0
    var blocks = 0
    for y in unitY * unitRows..<min((unitY + 1) * unitRows, rows) {
      for x in unitX * unitColumns..<min((unitX + 1) * unitColumns, columns) {
        levels += Int(picture.block(index, x: x, y: y)[0])
        blocks += 1
      }
    }
    return (levels, blocks)
  }
}

extension JPEGPicture {
  var sampleColour: SampleColour {
    switch colour {
    case .gray: .gray
    case .rgb: .rgb
    case .ycc: .ycc
    case .cmyk: .cmyk(inverted: hasAdobeMarker)
    case .ycck: .ycck(inverted: hasAdobeMarker)
    case .other: .other
    }
  }
}
