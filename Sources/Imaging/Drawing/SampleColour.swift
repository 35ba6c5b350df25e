/// How the components of a picture stand for colours, and back (JFIF 1.02; Adobe TN 5116).
enum SampleColour: Equatable, Sendable {
  case gray, rgb, ycc
  /// `inverted`: 255 means no ink, as every picture with an Adobe marker has it.
  case cmyk(inverted: Bool)
  case ycck(inverted: Bool)
  case other

  /// False where a tint cannot be told or shown with the few bits there are.
  var hasTint: Bool { self == .rgb || self == .ycc }

  /// The sample of component `index` that stands for a colour in full range YCbCr.
  func sample(_ index: Int, luma: Float, cb: Float, cr: Float) -> Float {
    switch self {
    case .gray, .other: return luma
    case .ycc: return [luma, cb, cr][index]
    case .rgb: return Self.rgb(luma: luma, cb: cb, cr: cr)[index]
    case .cmyk(let inverted):
      if index == 3 { return inverted ? 255 : 0 }
      let light = Self.rgb(luma: luma, cb: cb, cr: cr)[index]
      return inverted ? light : 255 - light
    case .ycck(let inverted):
      // The first three are the YCbCr of what libjpeg calls 255 − CMY.
      if index == 3 { return inverted ? 255 : 0 }
      let values = inverted ? [255 - luma, 256 - cb, 256 - cr] : [luma, cb, cr]
      return values[index]
    }
  }

  /// The colour, in full range YCbCr, that the samples of all components stand for.
  func colour(of samples: [Float]) -> MosaicSum {
    switch self {
    case .gray, .other: return MosaicSum(luma: samples[0], cb: 128, cr: 128)
    case .ycc: return MosaicSum(luma: samples[0], cb: samples[1], cr: samples[2])
    case .rgb: return Self.ycc(red: samples[0], green: samples[1], blue: samples[2])
    case .cmyk(let inverted):
      let light = samples.map { inverted ? $0 : 255 - $0 }
      let key = light[3] / 255
      return Self.ycc(red: light[0] * key, green: light[1] * key, blue: light[2] * key)
    case .ycck(let inverted):
      let key = (inverted ? samples[3] : 255 - samples[3]) / 255
      return MosaicSum(
        luma: (inverted ? 255 - samples[0] : samples[0]) * key, cb: 128, cr: 128)
    }
  }

  static func rgb(luma: Float, cb: Float, cr: Float) -> [Float] {
    [
      luma + 1.402 * (cr - 128),
      luma - 0.344136 * (cb - 128) - 0.714136 * (cr - 128),
      luma + 1.772 * (cb - 128),
    ].map { min(max($0, 0), 255) }
  }

  static func ycc(red: Float, green: Float, blue: Float) -> MosaicSum {
    let luma = 0.299 * red + 0.587 * green + 0.114 * blue
    return MosaicSum(
      luma: luma, cb: 128 + (blue - luma) / 1.772, cr: 128 + (red - luma) / 1.402)
  }
}
