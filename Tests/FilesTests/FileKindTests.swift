import Files
import Testing

/// What stands at the beginning of a file tells what it is, for sending and for cleaning alike.
struct FileKindTests {
  /// A box of the ISO base media file format: its brand, and those it also is.
  private static func media(_ brand: String, _ others: String...) -> [UInt8] {
    let brands = Array((brand + "\0\0\0\0" + others.joined()).utf8)
    return [0, 0, 0, UInt8(8 + brands.count)] + Array("ftyp".utf8) + brands + Array("moov".utf8)
  }

  private static let heads: [(kind: FileKind, heads: [[UInt8]])] = [
    (.jpeg, [[0xff, 0xd8, 0xff, 0xe0]]),
    (.png, [[0x89] + Array("PNG\r\n\u{1a}\n".utf8)]),
    (.gif, [Array("GIF87a".utf8), Array("GIF89a".utf8)]),
    (.webp, [Array("RIFF\u{24}\0\0\0WEBPVP8 ".utf8)]),
    (.tiff, ["II*\0", "MM\0*", "II+\0", "MM\0+"].map { Array($0.utf8) }),
    (.bmp, [Array("BM6\0".utf8)]),
    (.heic, [media("heic"), media("heix"), media("mif1", "heic"), media("msf1", "hevc")]),
    (.avif, [media("avif"), media("avis"), media("mif1", "avif")]),
    (.jpegXL, [[0xff, 0x0a, 0], [0, 0, 0, 12] + Array("JXL \r\n".utf8)]),
    (.jpeg2000, [[0xff, 0x4f, 0xff, 0x51], [0, 0, 0, 12] + Array("jP  \r\n".utf8)]),
    (.psd, [Array("8BPS\0\u{1}".utf8)]),
    (
      .dicom,
      [
        [UInt8](repeating: 0, count: 128) + Array("DICM".utf8),
        [8, 0, 5, 0] + Array("CS".utf8) + [10, 0], [2, 0, 0, 0, 4, 0, 0, 0],
      ]
    ),
    (.pdf, [Array("%PDF-1.7".utf8)]),
    (.zip, [[0x50, 0x4b, 3, 4, 20]]),
    (.mp4, [media("isom", "iso2"), media("mp42"), media("3gp5")]),
    (
      .mov, [media("qt  "), [0, 0, 0, 8] + Array("wide".utf8), [0, 0, 9, 9] + Array("mdat".utf8)]
    ),
    (.cr3, [media("crx ", "isom")]),
    (.mng, [[0x8a, 0x4d, 0x4e, 0x47]]),
  ]

  @Test func everyKindHasItsBeginning() {
    for (kind, heads) in Self.heads {
      for head in heads { #expect(FileKind(of: head) == kind) }
    }
    #expect(Set(Self.heads.map(\.kind)) == Set(FileKind.allCases))
  }

  @Test(arguments: [
    "", "Rash since Tuesday.", "RIFF\0\0\0\0WAVEfmt ", "\u{8}\0\0\0", "{\"resourceType\":1}", "PK",
  ])
  func otherThingsHaveNone(_ text: String) { #expect(FileKind(of: text.utf8) == nil) }

  /// A head that ends early, or says that it is longer than the file, is read as far as it goes.
  @Test func anyLengthIsRead() {
    for head in Self.heads.flatMap(\.heads) {
      for count in head.indices { _ = FileKind(of: head.prefix(count)) }
    }
    #expect(FileKind(of: [0xff, 0xff, 0xff, 0xff] + Array("ftypheic".utf8)) == .heic)
  }
}
