/// Paints shapes into the blocks of a JPEG picture that they cross, and no other block.
struct CoefficientDrawing {
  let picture: JPEGPicture
  let drawing: Drawing

  func apply() {
    guard !drawing.isEmpty else { return }
    for index in picture.components.indices {
      forEachTouchedBlock(of: index) { x, y in paint(index, x: x, y: y) }
    }
  }

  /// Pixels of the picture for each sample of a component, across and down.
  private func pitch(_ component: JPEGPicture.Component) -> (x: Float, y: Float) {
    (
      Float(picture.unit.width / 8) / Float(component.unitColumns),
      Float(picture.unit.height / 8) / Float(component.unitRows)
    )
  }

  func forEachTouchedBlock(of index: Int, _ body: (Int, Int) -> Void) {
    let component = picture.components[index]
    let pitch = pitch(component)
    for y in 0..<component.rows {
      for x in 0..<component.columns {
        let touches = drawing.touches(
          left: Float(8 * x) * pitch.x, top: Float(8 * y) * pitch.y,
          right: Float(8 * x + 8) * pitch.x, bottom: Float(8 * y + 8) * pitch.y)
        if touches { body(x, y) }
      }
    }
  }

  func paint(_ index: Int, x: Int, y: Int) {
    let component = picture.components[index]
    let pitch = pitch(component)
    let block = picture.block(index, x: x, y: y)
    var samples = BlockTransform.samples(of: block, steps: component.steps)
    for row in 0..<8 {
      samples[row].clamp(
        lowerBound: SIMD8(repeating: 0), upperBound: SIMD8(repeating: 255))
    }
    var isCovered = false
    for layer in drawing.layers {
      let colour = layer.colour.sample(index, in: picture.sampleColour)
      for row in 0..<8 {
        for column in 0..<8 {
          let covered = drawing.coverage(
            x: (Float(8 * x + column) + 0.5) * pitch.x, y: (Float(8 * y + row) + 0.5) * pitch.y,
            width: (pitch.x + pitch.y) / 2, of: layer)
          guard covered > 0 else { continue }
          isCovered = true
          samples[row][column] += covered * (colour - samples[row][column])
        }
      }
    }
    if isCovered { BlockTransform.store(samples: samples, steps: component.steps, in: block) }
  }
}
