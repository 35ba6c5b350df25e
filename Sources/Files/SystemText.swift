internal import Glibc

/// Paths and arguments as text. For the system they are bytes, and nearly always UTF-8.
///
/// Each byte that does not belong to UTF-8 text stands as one of the last 128 scalars of Unicode,
/// which are for private use: the byte 0xF6 as U+10FFF6. Where those scalars themselves are in the
/// bytes, each of their bytes stands so as well. So different bytes are different texts, and
/// ``Swift/String/systemBytes`` gives the same bytes back.
package enum SystemText {
  private static let marks: ClosedRange<UInt32> = 0x10ff80...0x10ffff
  private static let offset: UInt32 = 0x10ff00

  /// The text of `bytes`, which have no NUL.
  package static func text(_ bytes: some Collection<UInt8>) -> String {
    let plain = String(decoding: bytes, as: UTF8.self)
    if plain.utf8.elementsEqual(bytes), isText(plain) { return plain }
    return marked(Array(bytes))
  }

  /// The text of what the system keeps at `pointer`, up to a NUL.
  package static func text(_ pointer: UnsafePointer<CChar>) -> String {
    text(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer)))
  }

  /// Whether `text` came from UTF-8.
  package static func isText(_ text: String) -> Bool {
    !text.unicodeScalars.contains { marks.contains($0.value) }
  }

  /// `text` with each byte that is not UTF-8 written as `\x…`, to be shown or written as JSON.
  package static func shown(_ text: String) -> String {
    replacing(text) { "\\x\(String($0, radix: 16))" }
  }

  /// `text` with an underscore for each byte that is not UTF-8.
  package static func readable(_ text: String) -> String { replacing(text) { _ in "_" } }

  private static func replacing(_ text: String, _ words: (UInt8) -> String) -> String {
    guard !isText(text) else { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      shown += byte(scalar).map(words) ?? String(scalar)
    }
  }

  /// The byte for which `scalar` stands; nil when it stands for itself.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    marks.contains(scalar.value) ? UInt8(scalar.value - offset) : nil
  }

  private static func marked(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var position = 0
    while true {
      let start = position
      switch parser.parseScalar(from: &input) {
      case .emptyInput: return String(text)
      case .valid(let encoded):
        position += encoded.count
        let scalar = Unicode.UTF8.decode(encoded)
        if byte(scalar) == nil {
          text.append(scalar)
          continue
        }
      case .error(let length): position += length
      }
      text.append(contentsOf: bytes[start..<position].map(mark))
    }
  }

  private static func mark(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(offset + UInt32(byte)) ?? Unicode.Scalar(byte)
  }
}

extension String {
  /// The bytes that the system knows this text by, and a NUL.
  package var systemBytes: [CChar] {
    guard !SystemText.isText(self) else { return utf8CString.map { $0 } }
    let bytes = unicodeScalars.flatMap { scalar in
      SystemText.byte(scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }
}
