/// A colour to draw with.
package struct DrawingColour: Equatable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  package static let white = DrawingColour(red: 255, green: 255, blue: 255)
  /// Far from every shade of skin, and dark on paper.
  package static let standard = DrawingColour(red: 16, green: 72, blue: 224)

  /// White, or black round what is nearly white itself.
  var edge: DrawingColour {
    let luma = SampleColour.ycc(red: Float(red), green: Float(green), blue: Float(blue)).luma
    return luma > 180 ? DrawingColour(red: 0, green: 0, blue: 0) : .white
  }

  package static let names: [(name: String, colour: DrawingColour)] = [
    ("black", DrawingColour(red: 0, green: 0, blue: 0)), ("white", .white),
    ("red", DrawingColour(red: 220, green: 20, blue: 20)),
    ("orange", DrawingColour(red: 255, green: 128, blue: 0)),
    ("yellow", DrawingColour(red: 255, green: 220, blue: 0)),
    ("green", DrawingColour(red: 0, green: 140, blue: 40)),
    ("cyan", DrawingColour(red: 0, green: 190, blue: 220)), ("blue", .standard),
    ("magenta", DrawingColour(red: 210, green: 0, blue: 160)),
  ]

  /// Reads a name, or `#rrggbb`.
  package init(parsing text: String) throws(ImagingError) {
    if let named = Self.names.first(where: { $0.name == text.lowercased() }) {
      self = named.colour
      return
    }
    guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
      let value = UInt32(text.dropFirst(), radix: 16)
    else { throw .colourMalformed(text) }
    self.init(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
  }

  /// The sample, 0 to 255, of a component that stands for this colour.
  func sample(_ component: Int, in space: SampleColour) -> Float {
    if space == .rgb { return [Float(red), Float(green), Float(blue)][component] }
    let ycc = SampleColour.ycc(red: Float(red), green: Float(green), blue: Float(blue))
    return space.sample(component, luma: ycc.luma, cb: ycc.cb, cr: ycc.cr)
  }
}
