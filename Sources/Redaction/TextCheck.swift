internal import Files
internal import Glibc

/// Whether a stream is text in UTF-8. What is not cannot be read, hence not masked.
struct TextCheck {
  private var utf8 = UTF8Check()
  /// The first bytes, until there are enough to tell what they begin.
  private var head: [UInt8]? = []

  private static let formats: [(bytes: [UInt8], format: String, remedy: String)] = [
    ([0xff, 0xfe], "UTF-16", "iconv -f UTF-16 -t UTF-8"),
    ([0xfe, 0xff], "UTF-16", "iconv -f UTF-16 -t UTF-8"),
    (Array("%PDF".utf8), "PDF", "pdftotext FILE -"),
    ([0x1f, 0x8b], "gzip", "zcat"),
    ([0x50, 0x4b, 3, 4], "a zip archive, such as docx, odt or xlsx", "pandoc -t plain FILE"),
    ([0xd0, 0xcf, 0x11, 0xe0], "an old Word or Excel file", "antiword FILE"),
    (Array("{\\rtf".utf8), "RTF", "unrtf --text FILE"),
    ([0x28, 0xb5, 0x2f, 0xfd], "zstd", "zstdcat"), ([0xfd, 0x37, 0x7a, 0x58], "xz", "xzcat"),
    (Array("BZh".utf8), "bzip2", "bzcat"),
  ]
  private static let longest = 5

  /// Throws ``UnreadableText``.
  mutating func take(_ bytes: UnsafeRawBufferPointer) throws {
    if var head {
      head += bytes.prefix(Self.longest - head.count)
      try Self.check(head)
      self.head = head.count < Self.longest ? head : nil
    }
    // A zero byte is UTF-8, and stands in no text: half of each character of UTF-16 is one.
    guard bytes.baseAddress.flatMap({ memchr($0, 0, bytes.count) }) == nil else {
      throw UnreadableText.notText(
        format: "UTF-16 or no text at all", remedy: "iconv -f UTF-16 -t UTF-8")
    }
    guard utf8.accepts(bytes) else { throw UnreadableText.notUTF8 }
  }

  mutating func finish() throws {
    guard utf8.isComplete else { throw UnreadableText.notUTF8 }
  }

  private static func check(_ head: [UInt8]) throws {
    for (bytes, format, remedy) in formats where head.starts(with: bytes) {
      throw UnreadableText.notText(format: format, remedy: remedy)
    }
  }
}
