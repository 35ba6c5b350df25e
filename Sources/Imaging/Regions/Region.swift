/// A part of a picture to hide, in the picture as a person sees it.
package struct Region: Equatable, Sendable {
  /// What is inside, as far as it decides how it may be hidden.
  package enum Kind: String, Sendable {
    case face, text, code, manual

    /// Text and codes survive a mosaic; they are always filled.
    package var forcesFill: Bool { self == .text || self == .code }
  }

  package enum Length: Equatable, Sendable {
    case pixels(Double)
    case percent(Double)

    func pixels(of whole: Int) -> Double {
      switch self {
      case .pixels(let count): count
      case .percent(let share): share * Double(whole) / 100
      }
    }
  }

  package var width: Length
  package var height: Length
  package var x: Length
  package var y: Length
  package var kind: Kind
  /// As it was written, for messages.
  package var text: String

  /// Reads `WxH+X+Y`; each number whole pixels, or per cent when `%` follows it.
  package init(parsing text: String, kind: Kind = .manual) throws(ImagingError) {
    var scanner = NumberScanner(text)
    guard let width = scanner.length(), scanner.takes("x"), let height = scanner.length(),
      scanner.takes("+"), let x = scanner.length(), scanner.takes("+"), let y = scanner.length(),
      scanner.isAtEnd, width.isPositive, height.isPositive
    else { throw .regionMalformed(text) }
    self.init(width: width, height: height, x: x, y: y, kind: kind, text: text)
  }

  package init(
    width: Length, height: Length, x: Length, y: Length, kind: Kind = .manual, text: String
  ) {
    self.width = width
    self.height = height
    self.x = x
    self.y = y
    self.kind = kind
    self.text = text
  }

  /// The whole pixels it touches in a picture seen as `size`. Throws when there are none.
  package func rectangle(in size: PixelSize) throws(ImagingError) -> Rectangle {
    let left = x.pixels(of: size.width)
    let top = y.pixels(of: size.height)
    let rectangle = Rectangle(
      left: Int(left.rounded(.down)), top: Int(top.rounded(.down)),
      right: Int((left + width.pixels(of: size.width)).rounded(.up)),
      bottom: Int((top + height.pixels(of: size.height)).rounded(.up))
    ).clipped(to: size)
    if rectangle.isEmpty {
      throw .regionOutside(text, width: size.width, height: size.height)
    }
    return rectangle
  }
}

extension Region.Length {
  var isPositive: Bool {
    switch self {
    case .pixels(let number), .percent(let number): number > 0
    }
  }
}

/// Reads the numbers of a command-line value.
struct NumberScanner {
  private let bytes: [UInt8]
  private var position = 0

  /// More than any coordinate, and safely an integer.
  static let greatest = 1e9

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { position == bytes.count }

  mutating func takes(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Digits, and after a point more digits; nil when there are none or the number is too large.
  mutating func number() -> (value: Double, isWhole: Bool)? {
    guard var value = digits()?.value else { return nil }
    var isWhole = true
    if takes(".") {
      guard let fraction = digits() else { return nil }
      value += fraction.value / fraction.scale
      isWhole = false
    }
    return value <= Self.greatest ? (value, isWhole) : nil
  }

  mutating func length() -> Region.Length? {
    guard let number = number() else { return nil }
    if takes("%") { return number.value <= 1000 ? .percent(number.value) : nil }
    return number.isWhole ? .pixels(number.value) : nil
  }

  private mutating func digits() -> (value: Double, scale: Double)? {
    var value = 0.0
    var scale = 1.0
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]), position - start < 15 {
      value = value * 10 + Double(bytes[position] - 0x30)
      scale *= 10
      position += 1
    }
    return position > start ? (value, scale) : nil
  }
}
