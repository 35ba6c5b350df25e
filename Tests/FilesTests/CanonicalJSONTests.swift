import Files
import Testing

/// For each rule of the canonical form: cases that just keep it, and cases that just break it.
struct CanonicalJSONTests {
  private static func nested(_ levels: Int) -> String {
    String(repeating: "{\"a\":", count: levels - 1) + "{}"
      + String(repeating: "}", count: levels - 1)
  }

  static let inside = [
    "{}", #"{"":1}"#, #"{"a":0}"#, #"{"a":10}"#, #"{"a":9007199254740991}"#,
    #"{"a":true,"b":false}"#, #"{"a":[],"b":{},"c":""}"#,
    #"{"B":1,"a":1}"#, #"{"a":1,"aa":1}"#, #"{"a":{"a":1},"b":[{"a":1},{"a":1}]}"#,
    // Sorted by UTF-16, where a pair of surrogates comes before U+FF61.
    "{\"\u{10000}\":1,\"\u{ff61}\":1}", "{\"e\u{301}\":1,\"\u{e9}\":1}",
    #"{"a":"\b\t\n\f\r\"\\"}"#, #"{"a":"\u0001\u000b\u001f"}"#,
    "{\"a\":\" /\u{7f}\u{80}\u{2028}\u{d7ff}\u{e000}\u{feff}\u{10ffff}\"}",
    #"{"prev":null}"#, #"{"a":1,"prev":null}"#, nested(8),
    #"{"a":[[[[[[[]]]]]]]}"#,
  ]

  static let outside = [
    "", "[]", "1", "null", "\"a\"", "{", "{}{}", "{}x", "\u{feff}{}",
    " {}", "{} ", "{}\n", "{ }", #"{"a" :1}"#, #"{"a": 1}"#, "{\"a\":1,\n\"b\":1}", #"{"a":[ ]}"#,
    #"{"a":1,}"#, #"{,"a":1}"#, #"{"a"}"#, #"{"a":}"#, #"{a:1}"#, "{'a':1}", #"{"a":[1,]}"#,
    #"{"a":00}"#, #"{"a":01}"#, #"{"a":-0}"#, #"{"a":-1}"#, #"{"a":+1}"#, #"{"a":1.0}"#,
    #"{"a":1e0}"#, #"{"a":1E0}"#, #"{"a":0x1}"#, #"{"a":9007199254740992}"#,
    #"{"a":18446744073709551617}"#, #"{"a":٣}"#, #"{"a":NaN}"#,
    #"{"a":True}"#, #"{"a":truee}"#, #"{"a":tru"#,
    #"{"a":1,"B":1}"#, #"{"aa":1,"a":1}"#, "{\"\u{ff61}\":1,\"\u{10000}\":1}",
    #"{"a":1,"a":1}"#, #"{"a":1,"a":2}"#, #"{"a":{"b":1,"b":1}}"#, #"{"a":[{"b":1,"b":1}]}"#,
    #"{"a":"\u0062"}"#, #"{"a":"\/"}"#, #"{"a":"\u0008"}"#, #"{"a":"\u0022"}"#,
    #"{"a":"\u001F"}"#, #"{"a":"\u007f"}"#, #"{"a":"\u00e9"}"#, #"{"a":"\ud83d\ude00"}"#,
    #"{"\u0061":1}"#, #"{"a":"\x41"}"#, #"{"a":"\u12"}"#, #"{"a":"b}"#, "{\"a\":\"\u{1f}\"}",
    "{\"a\":\"\t\"}", #"{"a":"\u0000"}"#, "{\"a\":\"\0\"}",
    #"{"a":"\ud800"}"#, #"{"a":"\udc00"}"#, #"{"a":"\ud800\ud800"}"#, #"{"a":"\ud800x"}"#,
    #"{"a":null}"#, #"{"a":{"prev":null}}"#, #"{"prev":[null]}"#, #"{"a":[null]}"#, nested(9),
    #"{"a":[[[[[[[[]]]]]]]]}"#,
  ]

  @Test(arguments: inside)
  func accepted(_ line: String) throws {
    let object = try CanonicalJSON.decode(line.utf8, nullable: "prev")
    #expect(CanonicalJSON.encode(object) == Array(line.utf8))
  }

  @Test(arguments: outside)
  func refused(_ line: String) {
    #expect(throws: JSONError.self) { try CanonicalJSON.decode(line.utf8, nullable: "prev") }
  }

  /// A bare byte of a longer sequence, an encoded surrogate, a longer form than needed.
  @Test(arguments: [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc1, 0xa1], [0xf4, 0x90, 0x80, 0x80]])
  func notUTF8(_ bytes: [UInt8]) {
    let line = Array("{\"a\":\"".utf8) + bytes + Array("\"}".utf8)
    #expect(throws: JSONError.self) { try CanonicalJSON.decode(line) }
  }

  @Test func nullOnlyWhereItIsAllowed() {
    #expect(throws: JSONError.self) { try CanonicalJSON.decode(Array(#"{"prev":null}"#.utf8)) }
  }
}
