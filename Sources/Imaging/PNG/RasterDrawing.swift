extension Raster {
  /// Paints shapes over the pixels that they cover.
  mutating func paint(_ drawing: Drawing) {
    guard !drawing.isEmpty else { return }
    for top in stride(from: 0, to: size.height, by: 8) {
      for left in stride(from: 0, to: size.width, by: 8) {
        let touches = drawing.touches(
          left: Float(left), top: Float(top), right: Float(left + 8), bottom: Float(top + 8))
        guard touches else { continue }
        for y in top..<min(top + 8, size.height) {
          for x in left..<min(left + 8, size.width) { paint(drawing, x: x, y: y) }
        }
      }
    }
  }

  private mutating func paint(_ drawing: Drawing, x: Int, y: Int) {
    let space: SampleColour = colours == 1 ? .gray : .rgb
    let place = index(x: x, y: y)
    for layer in drawing.layers {
      let covered = drawing.coverage(
        x: Float(x) + 0.5, y: Float(y) + 0.5, width: 1, of: layer)
      guard covered > 0 else { continue }
      let below = hasAlpha ? Float(samples[place + colours]) / Float(Sample.max) : 1
      let alpha = covered + below * (1 - covered)
      for channel in 0..<colours {
        let old = Float(samples[place + channel]) / Self.scale
        let new = layer.colour.sample(channel, in: space)
        samples[place + channel] = Self.level(
          (new * covered + old * below * (1 - covered)) / alpha)
      }
      guard hasAlpha else { continue }
      samples[place + colours] = Self.level(alpha * 255)
      if samples[place + colours] == 0 {
        for channel in 0..<colours { samples[place + channel] = 0 }
      }
    }
  }
}
