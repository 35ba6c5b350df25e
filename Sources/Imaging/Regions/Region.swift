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

    /// Reads whole pixels, or per cent when `%` follows.
    package init?(parsing text: String) {
      var scanner = NumberScanner(text)
      guard let length = scanner.length(), scanner.isAtEnd else { return nil }
      self = length
    }

    func pixels(of whole: Int) -> Double { pixels(of: Double(whole)) }

    func pixels(of whole: Double) -> Double {
      switch self {
      case .pixels(let count): count
      case .percent(let share): share * whole / 100
      }
    }
  }

  /// From which side of the orientation that a camera noted a place is counted.
  package enum Frame: String, Sendable {
    /// The picture as a person sees it.
    case seen
    /// The pixels as they lie in the file.
    case stored
  }

  package var width: Length
  package var height: Length
  package var x: Length
  package var y: Length
  package var kind: Kind
  /// As it was written, for messages.
  package var text: String
  /// Nil when whoever found it did not say.
  package var frame: Frame? = .seen
  /// The size of the picture in which it was found, in that frame.
  package var pictureSize: PixelSize?
  /// How much it grows on each side, in pixels or per cent of its own width and height.
  package var margin: Length?
  /// In a video, the seconds from its start during which it counts; nil for all of it.
  package var time: ClosedRange<Double>?
  /// How sure the detector of this program is, 0 to 1000.
  package var score: Int?

  /// Reads `WxH+X+Y`; each number whole pixels, or per cent when `%` follows it. In a video,
  /// `@FROM-TO` may follow, in seconds; one of them may be left out. At last, `=KIND` may follow.
  package init(parsing text: String, kind: Kind = .manual) throws(ImagingError) {
    var scanner = NumberScanner(text)
    guard let width = scanner.length(), scanner.takes("x"), let height = scanner.length(),
      scanner.takes("+"), let x = scanner.length(), scanner.takes("+"), let y = scanner.length(),
      width.isPositive, height.isPositive
    else { throw .regionMalformed(text) }
    self.init(width: width, height: height, x: x, y: y, kind: kind, text: text)
    if scanner.takes("@") {
      let from = scanner.number()?.value
      guard scanner.takes("-") else { throw .regionMalformed(text) }
      let to = scanner.number()?.value
      guard from != nil || to != nil, from ?? 0 <= to ?? .infinity else {
        throw .regionMalformed(text)
      }
      time = (from ?? 0)...(to ?? .infinity)
    }
    if scanner.takes("=") {
      guard let told = Kind(rawValue: scanner.rest()) else { throw .regionMalformed(text) }
      self.kind = told
    }
    guard scanner.isAtEnd else { throw .regionMalformed(text) }
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

  /// These pixels of the picture as it is seen.
  init(_ place: Rectangle, kind: Kind, text: String) {
    self.init(
      width: .pixels(Double(place.width)), height: .pixels(Double(place.height)),
      x: .pixels(Double(place.left)), y: .pixels(Double(place.top)), kind: kind, text: text)
  }

  /// The whole pixels it touches, in the picture as it is seen, of one that is stored as `size`.
  /// Throws when there are none, and when it is not known from which side it counts.
  package func seen(
    stored size: PixelSize, orientation: Orientation
  ) throws(ImagingError) -> Rectangle {
    switch try frame(stored: size, orientation) {
    case .seen: return try rectangle(in: orientation.turned(size))
    case .stored: return orientation.seen(try rectangle(in: size), in: size)
    }
  }

  /// Makes it the pixels that it touches, in the picture as it is seen.
  mutating func place(stored size: PixelSize, orientation: Orientation) throws(ImagingError) {
    let place = try seen(stored: size, orientation: orientation)
    let score = score
    self = Region(place, kind: kind, text: text)
    self.score = score
  }

  /// Many programs that find things know nothing of orientations: in a picture that is turned, a
  /// box whose frame was not said and does not follow from the size is refused.
  private func frame(
    stored: PixelSize, _ orientation: Orientation
  ) throws(ImagingError) -> Frame {
    let seen = orientation.turned(stored)
    var fitting: [Frame] = [.seen, .stored]
    if let pictureSize {
      fitting = fitting.filter { pictureSize == ($0 == .seen ? seen : stored) }
      guard !fitting.isEmpty, frame.map(fitting.contains) ?? true else {
        throw .regionLine(
          "\(text) was found in a picture of \(pictureSize.width) × "
            + "\(pictureSize.height) pixels, and "
            + "this one has \(seen.width) × \(seen.height)")
      }
    }
    if let frame { return frame }
    guard orientation != .upright, fitting.count > 1 else { return fitting[0] }
    throw .regionLine(
      "\(text): the camera noted that this picture is to be turned; add \"frame\":\"seen\" when "
        + "the box was found in the turned picture, else \"frame\":\"stored\"")
  }

  /// The whole pixels it touches in a picture of `size`. Throws when there are none.
  package func rectangle(in size: PixelSize) throws(ImagingError) -> Rectangle {
    let (wide, high) = (width.pixels(of: size.width), height.pixels(of: size.height))
    let aside = margin?.pixels(of: wide) ?? 0
    let above = margin?.pixels(of: high) ?? 0
    let left = x.pixels(of: size.width) - aside
    let top = y.pixels(of: size.height) - above
    let rectangle = Rectangle(
      left: Int(left.rounded(.down)), top: Int(top.rounded(.down)),
      right: Int((left + wide + 2 * aside).rounded(.up)),
      bottom: Int((top + high + 2 * above).rounded(.up))
    ).clipped(to: size)
    if rectangle.isEmpty {
      throw .regionOutside(text, width: size.width, height: size.height)
    }
    return rectangle
  }
}

extension Region {
  /// `WxH+X+Y`, without its margin.
  package var written: String { "\(width.written)x\(height.written)+\(x.written)+\(y.written)" }
}

extension Region.Length {
  fileprivate var written: String {
    switch self {
    case .pixels(let count): "\(Int(count.rounded()))"
    case .percent(let share): "\(Int(share.rounded()))%"
    }
  }

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

  /// All that is left.
  mutating func rest() -> String {
    defer { position = bytes.count }
    return String(decoding: bytes[position...], as: UTF8.self)
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
