import Files
import Testing

struct EncodingTests {
  /// RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
  ])
  func base64(plain: String, padded: String) {
    let bare = String(padded.prefix { $0 != "=" })
    #expect(Base64.text(Array(plain.utf8), padded: true) == padded)
    #expect(Base64.text(Array(plain.utf8)) == bare)
    #expect(Base64.decode(Array(padded.utf8), padded: true) == Array(plain.utf8))
    #expect(Base64.decode(Array(bare.utf8)) == Array(plain.utf8))
    if bare != padded {
      #expect(Base64.decode(Array(bare.utf8), padded: true) == nil)
      #expect(Base64.decode(Array(padded.utf8)) == nil)
    }
  }

  @Test func base64EncodesEveryByte() {
    let bytes = (0...255).map { UInt8($0) }
    for length in 0...bytes.count {
      let piece = Array(bytes.suffix(length))
      #expect(Base64.decode(Base64.encode(piece)) == piece)
      #expect(Base64.decode(Base64.encode(piece, padded: true), padded: true) == piece)
    }
  }

  @Test(arguments: ["Zh", "Zm9=", "Zg=", "Z", "Zm9vY", "Zm 9v", "Zm9v\n", "-_-_", "Zm9vé"])
  func base64IsCanonical(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test(arguments: ["Zh==", "Zm9=", "=", "====", "Zg===", "Zg==Zg==", "Z===", "Zm9v=", "=Zg="])
  func paddedBase64IsCanonical(text: String) {
    #expect(Base64.decode(Array(text.utf8), padded: true) == nil)
  }

  @Test func hexadecimal() {
    #expect([0x00, 0x0f, 0xa5, 0xff].hex == "000fa5ff")
    #expect([UInt8](hex: "000fa5ff") == [0x00, 0x0f, 0xa5, 0xff])
    #expect([UInt8](hex: "") == [])
    for text in ["0", "0g", "FF", " 0", "0x00", "٠٠"] { #expect([UInt8](hex: text) == nil) }
  }

  @Test func bigEndianIntegers() {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt32(0x0102_0304))
    #expect(bytes == [1, 2, 3, 4])
    #expect(bytes.bigEndianInteger == 0x0102_0304)
    #expect([UInt8](repeating: 0xff, count: 8).bigEndianInteger == .max)
  }

  /// The examples of BIP 173, which writes the data in groups of five bits.
  @Test(arguments: [
    ("a", "a12uel5l", ""),
    (
      "abcdef", "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
      "00443214c74254b635cf84653a56d7c675be77df"
    ),
    (
      "split", "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
      "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d"
    ),
    ("?", "?1ezyfcl", ""),
  ])
  func bech32(hrp: String, text: String, hex: String) throws {
    let bytes = try #require([UInt8](hex: hex))
    #expect(Bech32.decode(hrp: hrp, text) == bytes)
    #expect(Bech32.encode(hrp: hrp, bytes) == text)
  }

  @Test(arguments: [
    "A12UEL5L", "a12uel5m", "a12uel5", "a1", "a", "", "b12uel5l", "a12UEL5L", "a12uel5l ",
    "a12uel5\u{131}", "a1lqfn3a",
  ])
  func bech32IsRefused(text: String) {
    #expect(Bech32.decode(hrp: "a", text) == nil)
  }

  /// The spare bits after the last byte are fewer than five, and zero.
  @Test func bech32LeavesNoBitsOver() {
    #expect(Bech32.decode(hrp: "a", "a1qqqd87cq") == [0])
    #expect(Bech32.decode(hrp: "a", "a1qy089ch6") == [1])
    for text in ["a1qpamnt9j", "a1q3g6mn3", "a1qqqd87cpp"] {
      #expect(Bech32.decode(hrp: "a", text) == nil)
    }
  }

  @Test func bech32IsUpperCaseForAnUpperCasePart() {
    #expect(Bech32.decode(hrp: "A", "A12UEL5L") == [])
    #expect(Bech32.decode(hrp: "A", "a12uel5l") == nil)
    #expect(Bech32.decode(hrp: "A", "A12uel5l") == nil)
  }

  @Test func bech32HasNoLimitOnLength() {
    let bytes = (0..<1216).map { UInt8(truncatingIfNeeded: $0) }
    #expect(Bech32.decode(hrp: "age1pq", Bech32.encode(hrp: "age1pq", bytes)) == bytes)
  }
}
