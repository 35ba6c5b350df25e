import Files
import Testing

@testable import Records

/// Text in an HL7 v2 message stays text.
struct HL7Tests {
  @Test(arguments: [
    ("a|b^c~d\\e&f", #"a\F\b\S\c\R\d\E\e\T\f"#), ("\r\n", #"\X0D\\X0A\"#),
    ("\u{0b}\u{1c}\u{7f}", #"\X0B\\X1C\\X7F\"#), ("\u{85}\u{2028}", #"\XC285\\XE280A8\"#),
    ("\"\"", #"\X2222\"#), ("\"\"\"", "\"\"\""), ("é🩺", "é🩺"), (#"\F\"#, #"\E\F\E\"#),
  ])
  func escapes(_ text: String, _ encoded: String) {
    #expect(HL7Value(text).encoded == encoded)
  }

  @Test(arguments: [
    ("a\nb", "a~b"), ("a\n", #"a\X0A\"#), ("\n", #"\X0A\"#), ("a\n\n\n", #"a~~\X0A\"#),
    ("\n\na", "~~a"), ("a~b\r\nc", #"a\R\b\X0D\~c"#),
  ])
  func lines(_ text: String, _ encoded: String) {
    #expect(HL7Value.lines(text).encoded == encoded)
  }

  /// No scalar of Unicode writes a delimiter, or a byte that ends a line or a frame.
  @Test func noScalarEndsAnything() {
    let bad = Set("|^~&\r\n\u{0b}\u{1c}".unicodeScalars)
    let scalars = (UInt32(0)...0x10ffff).lazy.compactMap(Unicode.Scalar.init)
    let encoded = HL7Value(String(String.UnicodeScalarView(scalars))).encoded
    let found = encoded.unicodeScalars.filter {
      bad.contains($0) || $0.value < 0x20 || (0x7f...0x9f).contains($0.value)
    }
    #expect(found.isEmpty)
    #expect(encoded.unicodeScalars.count > 1_112_000)
  }

  @Test func trailingPartsAreLeftOut() {
    let value = HL7Value.components(["a", .none, "b", .none])
    #expect(HL7Value.segment("PV1", [value, .none, .none]) == "PV1|a^^b")
  }

  @Test func segmentsBeginWithTheDelimiters() throws {
    var bytes: [UInt8] = []
    let writer = HL7Writer { bytes.append(contentsOf: $0) }
    try writer.segment("MSH", ["tacita"])
    try writer.data("x", type: "image/jpeg; q=1") { try [UInt8]([1, 2]).withUnsafeBytes($0.add) }
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "MSH|^~\\&|tacita\rOBX|1|ED|x||tacita^IM^jpeg^Base64^AQI=||||||F\r")
  }
}
