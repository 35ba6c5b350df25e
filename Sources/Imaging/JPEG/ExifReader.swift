/// The little that is asked of an Exif segment (Exif 2.32; TIFF 6.0).
struct ExifReader {
  /// Nil when there is none, or no legal one.
  private(set) var orientation: Orientation?
  /// A second directory is there: the thumbnail, unblurred.
  private(set) var hasThumbnail = false
  private(set) var hasPosition = false
  private(set) var hasMakerNote = false
  /// The optional colour space of DCF is named: Adobe RGB without an ICC profile.
  private(set) var isAdobeRGB = false

  static let prefix: [UInt8] = Array("Exif\0\0".utf8)

  private let bytes: [UInt8]
  private let isLittle: Bool

  /// Reads a TIFF structure; nil when it is none.
  init?(_ tiff: some Sequence<UInt8>) {
    bytes = Array(tiff)
    guard bytes.starts(with: "II*\0".utf8) || bytes.starts(with: "MM\0*".utf8) else { return nil }
    isLittle = bytes[0] == UInt8(ascii: "I")
    guard let first = long(at: 4) else { return nil }
    let main = directory(at: first)
    if let value = main.entries.first(where: { $0.tag == 0x0112 && [3, 4].contains($0.type) }) {
      // SHORT by the standard, LONG by some cameras.
      let number = value.type == 3 ? short(at: value.place) : long(at: value.place)
      orientation = number.flatMap(Orientation.init(rawValue:))
    }
    hasPosition = main.entries.contains { $0.tag == 0x8825 }
    hasThumbnail = main.next.map { $0 != 0 } ?? false
    readExif(main)
  }

  private mutating func readExif(_ main: Directory) {
    guard let link = main.entries.first(where: { $0.tag == 0x8769 }),
      let offset = long(at: link.place)
    else { return }
    let exif = directory(at: offset)
    hasMakerNote = exif.entries.contains { $0.tag == 0x927c }
    guard let interoperability = exif.entries.first(where: { $0.tag == 0xa005 }),
      let place = long(at: interoperability.place),
      let index = directory(at: place).entries.first(where: { $0.tag == 1 && $0.type == 2 })
    else { return }
    isAdobeRGB = bytes.dropFirst(index.place).starts(with: "R03".utf8)
  }

  private struct Directory {
    var entries: [(tag: Int, type: Int, place: Int)] = []
    var next: Int?
  }

  private func directory(at offset: Int) -> Directory {
    var directory = Directory()
    guard let count = short(at: offset) else { return directory }
    for index in 0..<count {
      let place = offset + 2 + 12 * index
      guard let tag = short(at: place), let type = short(at: place + 2) else { return directory }
      directory.entries.append((tag, type, place + 8))
    }
    directory.next = long(at: offset + 2 + 12 * count)
    return directory
  }

  private func short(at offset: Int) -> Int? {
    guard offset >= 0, offset + 2 <= bytes.count else { return nil }
    let pair = (Int(bytes[offset]), Int(bytes[offset + 1]))
    return isLittle ? pair.1 << 8 | pair.0 : pair.0 << 8 | pair.1
  }

  private func long(at offset: Int) -> Int? {
    guard let first = short(at: offset), let second = short(at: offset + 2) else { return nil }
    return isLittle ? second << 16 | first : first << 16 | second
  }

  /// An Exif segment that says how to turn the picture, and nothing else.
  static func minimal(_ orientation: Orientation) -> [UInt8] {
    prefix
      + [
        0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8,  // big-endian, first directory at 8
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation.rawValue), 0, 0,
        0, 0, 0, 0,  // no further directory
      ]
  }
}
