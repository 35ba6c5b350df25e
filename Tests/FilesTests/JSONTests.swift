import Files
import Testing

struct JSONTests {
  private func object(_ text: String) throws -> JSONObject {
    try JSONParser.object(Array(text.utf8))
  }

  @Test func encodingSortsAndEscapes() {
    let object = JSONObject([
      "b": .array([.bool(true), .number(0)]), "a": .string("\u{1}\n\"\\/é\u{2028}"), "none": nil,
      "B": .object(JSONObject()),
    ])
    let text = String(decoding: CanonicalJSON.encode(object), as: UTF8.self)
    #expect(text == #"{"B":{},"a":"\u0001\n\"\\/é"# + "\u{2028}" + #"","b":[true,0]}"#)
  }

  @Test func theParserAcceptsOtherForms() throws {
    let object = try object(
      " { \"b\" : [ 1 , null ] ,\n\t\"a\" : \"\\u0041\\ud83d\\ude00\\/\" }\r\n")
    #expect(try object.string("a") == "A😀/")
    #expect(try object.array("b").count == 2)
  }

  @Test(arguments: ["{}{}", "{} x", "{}\0"])
  func nothingMayFollow(text: String) {
    #expect(throws: JSONError.self) { try object(text) }
  }

  @Test func textIsUTF8() {
    #expect(throws: JSONError.self) {
      try JSONParser.object(Array("{\"a\":\"".utf8) + [0xff, 0x22, 0x7d])
    }
  }

  @Test func keysAreComparedByTheirBytes() throws {
    var object = try object("{\"\u{e9}\":1,\"e\u{301}\":2}")
    #expect(try object.number("\u{e9}") == 1)
    #expect(try object.number("e\u{301}") == 2)
    object["e\u{301}"] = nil
    #expect(object.members.count == 1)
    #expect(object["e\u{301}"] == nil && object["\u{e9}"] != nil)
  }

  @Test(arguments: [
    "string", "number", "bool", "array", "object", "strings", "objects", "time", "hex",
  ])
  func typedReadersNameTheKey(type: String) throws {
    let object = try object(
      #"{"string":"s","number":1,"bool":true,"array":[1],"object":{},"strings":["s"],"objects":[{}],"time":"2026-11-21T19:40:00Z","hex":"00ff"}"#
    )
    let readers: [String: (String) throws -> Void] = [
      "string": { _ = try object.string($0) }, "number": { _ = try object.number($0) },
      "bool": { _ = try object.bool($0) }, "array": { _ = try object.array($0) },
      "object": { _ = try object.object($0) }, "strings": { _ = try object.strings($0) },
      "objects": { _ = try object.objects($0) }, "time": { _ = try object.time($0) },
      "hex": { _ = try object.hex($0, bytes: 2) },
    ]
    let read = try #require(readers[type])
    try read(type)
    for key in ["missing", type == "number" ? "bool" : "number"] {
      let error = #expect(throws: JSONError.self) { try read(key) }
      #expect(error?.description.contains("“\(key)”") == true)
    }
  }

  @Test func hexadecimalOfAnotherLengthIsRefused() throws {
    let object = try object(#"{"hex":"00ff"}"#)
    #expect(throws: JSONError.self) { try object.hex("hex", bytes: 1) }
    #expect(throws: JSONError.self) { try object.hex("hex", bytes: 3) }
  }

  @Test func optionalMeansAbsentAndNothingElse() throws {
    let object = try object(#"{"a":1}"#)
    #expect(try object.optional("b", JSONObject.number) == nil)
    #expect(try object.optional("a", JSONObject.number) == 1)
    #expect(throws: JSONError.self) { try object.optional("a", JSONObject.string) }
  }
}
