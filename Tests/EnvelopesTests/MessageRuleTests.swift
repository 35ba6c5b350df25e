import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// The rules of what is inside an envelope, each broken alone by a sender who signs what he breaks.
struct MessageRuleTests {
  private let bob = Person()
  private let me = Person()
  private var vault: TestAddressee { me.vault(knowing: bob) }

  private func forger(_ contents: [[UInt8]] = [[0x61], [1, 2, 3]]) throws -> Forger {
    try Forger(from: bob, to: [me], contents: contents)
  }

  private func expect(_ name: String, _ edit: (inout Forger) throws -> Void) throws {
    var forgery = try forger()
    try edit(&forgery)
    try expectRefusal(name, of: forgery.file, for: vault)
  }

  // MARK: - Head

  static let heads: [(String, @Sendable (inout JSONObject) -> Void)] = [
    ("kind missing", { $0["kind"] = nil }),
    ("id short", { $0["id"] = .string(String(repeating: "a", count: 30)) }),
    ("id in capitals", { $0["id"] = .string(String(repeating: "A", count: 32)) }),
    ("id missing", { $0["id"] = nil }),
    ("from missing", { $0["from"] = nil }),
    ("from no identity", { $0["from"] = "tacita1qqqq" }),
    ("to missing", { $0["to"] = nil }),
    ("to empty", { $0["to"] = .array([]) }),
    ("to of numbers", { $0["to"] = .array([.number(1)]) }),
    ("to a text", { $0["to"] = $0["from"] }),
    ("sent missing", { $0["sent"] = nil }),
    ("sent with offset", { $0["sent"] = "2026-11-21T19:40:00+00:00" }),
    ("sent with fraction", { $0["sent"] = "2026-11-21T19:40:00.5Z" }),
    ("sent leap second", { $0["sent"] = "2026-11-21T23:59:60Z" }),
    ("sent 30 February", { $0["sent"] = "2026-02-30T00:00:00Z" }),
    ("sent 1969", { $0["sent"] = "1969-12-31T23:59:59Z" }),
    ("expires missing", { $0["expires"] = nil }),
    ("expires a number", { $0["expires"] = .number(1_795_290_000) }),
    ("day missing", { $0["day"] = nil }),
    ("day a text", { $0["day"] = "20778" }),
    ("priority another", { $0["priority"] = "high" }),
    ("priority missing", { $0["priority"] = nil }),
    ("seq missing", { $0["seq"] = nil }),
    ("seq zero", { $0["seq"] = .number(0) }),
    ("seq beyond 2^53 - 1", { $0["seq"] = .number(1 << 53) }),
    ("prev missing", { $0["prev"] = nil }),
    ("prev a number", { $0["prev"] = .number(1) }),
    ("prev short", { $0["prev"] = "00" }),
    ("inReplyTo null", { $0["inReplyTo"] = .null }),
    ("inReplyTo short", { $0["inReplyTo"] = "00" }),
    ("subject null", { $0["subject"] = .null }),
    ("subject of 256 bytes", { $0["subject"] = .string(String(repeating: "s", count: 256)) }),
    ("subject with a line feed", { $0["subject"] = "a\nb" }),
    ("subject with C1", { $0["subject"] = "a\u{85}b" }),
    ("subject with bidi", { $0["subject"] = "a\u{202e}b" }),
    ("patient of 256 bytes", { $0["patient"] = .string(String(repeating: "é", count: 128)) }),
    ("patient with bidi", { $0["patient"] = "\u{2066}x" }),
    ("patient with escape", { $0["patient"] = "\u{1b}[2J" }),
    ("patient free text", { $0["patient"] = "Mrs B." }),
    ("patient in lower case", { $0["patient"] = "p14nn4355j1kkffscy3cm5kgdqwc" }),
    ("patient with a look-alike", { $0["patient"] = "p14NN4355J1KKFFSCY3CM5KGDQWO" }),
    (
      "patientCheck of 33 bytes",
      { $0["patientCheck"] = .string(String(repeating: "1", count: 33)) }
    ),
    ("patientCheck with bidi", { $0["patientCheck"] = "\u{202e}" }),
    ("kind in capitals", { $0["kind"] = "Text" }),
    ("kind of 17 letters", { $0["kind"] = .string(String(repeating: "k", count: 17)) }),
    ("about in a text", { $0["about"] = .array([]) }),
    ("reason in a text", { $0["reason"] = "error" }),
    ("wants twice the same", { $0["wants"] = .array(["delivered", "delivered"]) }),
    ("team a text", { $0["team"] = "mdt" }),
    ("role without a duty", { $0["role"] = .object(JSONObject()) }),
    ("replaces short", { $0["replaces"] = "00" }),
    ("noExport false", { $0["noExport"] = .bool(false) }),
    ("noExport a text", { $0["noExport"] = "true" }),
    ("parts missing", { $0["parts"] = nil }),
    ("parts empty", { $0["parts"] = .array([]) }),
    ("parts of texts", { $0["parts"] = .array(["body"]) }),
    ("part 0 no text", { $0.edit(part: 0) { $0["type"] = "text/html" } }),
    ("part 0 text of another charset", { $0.edit(part: 0) { $0["type"] = "text/plain" } }),
    ("type missing", { $0.edit(part: 1) { $0["type"] = nil } }),
    ("type with control", { $0.edit(part: 1) { $0["type"] = "a\u{7}" } }),
    (
      "type of 256 bytes",
      {
        $0.edit(part: 1) { $0["type"] = .string(String(repeating: "t", count: 256)) }
      }
    ),
    ("name missing", { $0.edit(part: 1) { $0["name"] = nil } }),
    ("name a number", { $0.edit(part: 1) { $0["name"] = .number(1) } }),
    ("conversation missing", { $0["conversation"] = nil }),
    ("conversation another", { $0["conversation"] = .string(String(repeating: "0", count: 32)) }),
    ("unknown null", { $0["x"] = .null }),
    (
      "nine levels",
      {
        $0["x"] = .array([.array([.array([.array([.array([.array([.array([.array([])])])])])])])])
      }
    ),
  ]

  @Test(arguments: heads.indices)
  func head(_ index: Int) throws {
    var forgery = try forger()
    try forgery.editHead(Self.heads[index].1)
    let opening = try Opening(forgery.file, for: vault)
    #expect(opening.name == "malformed", "\(Self.heads[index].0)")
  }

  /// What is close to those, and allowed.
  @Test func headsAtTheLimit() throws {
    let edits: [(inout JSONObject) -> Void] = [
      { $0["subject"] = .string(String(repeating: "s", count: 255)) },
      { $0["subject"] = "" },
      { $0["seq"] = .number(JSONValue.greatestNumber) },
      { $0["prev"] = .string(String(repeating: "0", count: 32)) },
      { $0["inReplyTo"] = .string(String(repeating: "f", count: 32)) },
      { $0["noExport"] = .bool(true) },
      { $0["x"] = .array([.array([.array([.array([.array([.array([.array([])])])])])])]) },
      { $0.edit(part: 1) { $0["type"] = .string(String(repeating: "t", count: 255)) } },
    ]
    for edit in edits {
      var forgery = try forger()
      try forgery.editHead(edit)
      #expect(try Opening(forgery.file, for: vault).name == "received")
    }
  }

  @Test func recipientsOutOfOrderOrTwice() throws {
    let others = [Person(), Person()]
    let people = others + [me]
    let sorted = people.map(\.identity).sorted()
    for identities in [Array(sorted.reversed()), [sorted[0], sorted[0], sorted[1], sorted[2]]] {
      var forgery = try Forger(from: bob, to: people)
      try forgery.editHead { $0["to"] = .array(identities.map { .string($0.description) }) }
      try expectRefusal("malformed", of: forgery.file, for: vault)
    }
  }

  /// An empty list is refused for itself, and not for what else it breaks.
  @Test func noRecipients() throws {
    try expect("malformed") {
      $0.head.to = []
      $0.head.conversation = Conversation.id(from: $0.head.from, to: [])
    }
  }

  @Test(arguments: [
    "{}", "", "[]", "null", "{", " {}", "{} ", "\u{feff}{}",
  ])
  func headThatIsNoObject(_ text: String) throws {
    try expect("malformed") { $0.headLine = Array(text.utf8) }
  }

  /// The same object in another form: what could be read in two ways is refused.
  @Test func headThatIsNotCanonical() throws {
    let line = String(decoding: try forger().head.line, as: UTF8.self)
    let forms = [
      line.replacing("{\"conversation", with: "{ \"conversation"),
      line.replacing("\"seq\":1", with: "\"seq\":1.0"),
      line.replacing("\"seq\":1", with: "\"seq\":1e0"),
      line.replacing("\"seq\":1", with: "\"seq\":01"),
      line.replacing("\"seq\":1", with: "\"seq\":1,\"seq\":1"),
      line.replacing("\"seq\":1", with: "\"seq\":-1"),
      line.replacing("\"body\"", with: "\"\\u0062ody\""),
      line.replacing("image/jpeg", with: "image\\/jpeg"),
      line.replacing("\"body\"", with: "\"\\ud800\""),
      line.replacing("\"body\"", with: "\"\\u0000\""),
      line + "\r",
    ]
    for form in forms {
      #expect(form != line)
      try expect("malformed") { $0.headLine = Array(form.utf8) }
    }
  }

  // MARK: - Kind line

  @Test(arguments: [
    "tacita/v1/message\r\n", "tacita/v2/message\n", "tacita/v1/\n", "tacita/v1/Message\n",
    "\n", " tacita/v1/message\n", "tacita/v1/message \n", "message\n",
    "age-encryption.org/v1\n",
  ])
  func noKindLine(_ line: String) throws {
    try expect("malformed") { $0.kindLine = Array(line.utf8) }
  }

  @Test func endlessKindLine() throws {
    let endless = [UInt8](repeating: 0x61, count: 200_000)
    try expectRefusal("malformed", of: forger().file(of: endless), for: vault)
    let kind = Array("tacita/v1/".utf8) + endless
    try expectRefusal("malformed", of: forger().file(of: kind), for: vault)
    try expectRefusal("malformed", of: forger().file(of: kind + [0x0a]), for: vault)
  }

  @Test func emptyPayload() throws {
    try expectRefusal("malformed", of: forger().file(of: []), for: vault)
  }

  // MARK: - Frames

  @Test func framesOfTheWrongSize() throws {
    let text = Forger.framed([0x61])
    let full = pattern(PartDigest.frameSize)
    let wrong: [[UInt8]] = [
      text + Forger.frame([1, 2]) + Forger.frame([3]) + Forger.frame([]),
      text + Forger.frame(full) + Forger.frame([1]) + Forger.frame([2]) + Forger.frame([]),
      text + Forger.frame([1]) + Forger.frame(full) + Forger.frame([]),
      text + Forger.frame(full + [0]) + Forger.frame([]),
      text + Forger.frame([1], length: PartDigest.frameSize + 1),
      text + Forger.frame([1], length: Int(UInt32.max)),
      text + Forger.frame([1], length: 1 << 31),
    ]
    for frames in wrong { try expect("malformed") { $0.frames = frames } }
  }

  @Test func framesThatEndEarly() throws {
    let forgery = try forger()
    let start = forgery.kindLine.count + forgery.head.line.count + 1
    for count in [0, 1, 3, 4, 5, 6, 9, 10, 13] {
      let plaintext = Array(forgery.plaintext.prefix(start + count))
      try expectRefusal("malformed", of: forgery.file(of: plaintext), for: vault)
    }
  }

  @Test func partsMoreOrFewerThanAnnounced() throws {
    try expect("malformed") { $0.frames = Forger.framed([0x61]) }
    try expect("malformed") {
      $0.frames = [[0x61], [1, 2, 3], [4]].flatMap(Forger.framed)
    }
  }

  @Test(arguments: [
    [0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80],
  ])
  func textThatIsNotUTF8(_ bytes: [UInt8]) throws {
    for text in [bytes, [0x61] + bytes, [UInt8](repeating: 0x61, count: 65530) + bytes] {
      let forgery = try Forger(from: bob, to: [me], contents: [text])
      try expectRefusal("malformed", of: forgery.file, for: vault)
      let attached = try Forger(from: bob, to: [me], contents: [[], text])
      #expect(try Opening(attached.file, for: vault).name == "received")
    }
  }

  /// A sequence of up to four bytes that goes on in the next frame.
  @Test(arguments: ["é", "語", "🫀"])
  func textAcrossFrames(_ character: String) throws {
    let bytes = Array(character.utf8)
    for before in 1..<bytes.count {
      let start = [UInt8](repeating: 0x61, count: PartDigest.frameSize - before)
      let text = start + bytes + [0x62]
      let forgery = try Forger(from: bob, to: [me], contents: [text])
      try expectContents([text], in: forgery.file, for: me, from: bob)
      let cut = try Forger(from: bob, to: [me], contents: [start + bytes[..<before]])
      try expectRefusal("malformed", of: cut.file, for: vault)
      let broken = try Forger(from: bob, to: [me], contents: [start + bytes[..<before] + [0x62]])
      try expectRefusal("malformed", of: broken.file, for: vault)
    }
  }

  // MARK: - Tail

  static let tails: [(String, @Sendable (inout JSONObject) -> Void)] = [
    ("header missing", { $0["header"] = nil }),
    ("header short", { $0["header"] = "00" }),
    ("header in capitals", { $0["header"] = .string(String(repeating: "A", count: 64)) }),
    ("parts missing", { $0["parts"] = nil }),
    ("parts an object", { $0["parts"] = .object(JSONObject()) }),
    ("digest missing", { $0.edit(part: 0) { $0["digest"] = nil } }),
    ("digest short", { $0.edit(part: 0) { $0["digest"] = "0" } }),
    ("size missing", { $0.edit(part: 0) { $0["size"] = nil } }),
    ("size a text", { $0.edit(part: 0) { $0["size"] = "1" } }),
    ("prev null, which is the head's alone", { $0["prev"] = .null }),
  ]

  @Test(arguments: tails.indices)
  func tail(_ index: Int) throws {
    var forgery = try forger()
    try forgery.editTail(Self.tails[index].1)
    let opening = try Opening(forgery.file, for: vault)
    #expect(opening.name == "malformed", "\(Self.tails[index].0)")
  }

  @Test func tailOfOtherContent() throws {
    try expect("digest-mismatch") {
      try $0.editTail { $0.edit(part: 1) { $0["size"] = .number(4) } }
    }
    try expect("digest-mismatch") {
      try $0.editTail { $0.edit(part: 1) { $0["size"] = .number(JSONValue.greatestNumber) } }
    }
    try expect("digest-mismatch") {
      try $0.editTail {
        $0.edit(part: 1) { $0["digest"] = .string(SHA256.hash([1, 2, 3]).hex) }
      }
    }
    try expect("digest-mismatch") { try $0.editTail { $0["parts"] = .array([]) } }
    try expect("header-mismatch") {
      try $0.editTail { $0["header"] = .string(String(repeating: "0", count: 64)) }
    }
  }

  // MARK: - Signature line

  @Test func signatureLines() throws {
    let line = String(decoding: try signatureLine(), as: UTF8.self)
    let forms = [
      line.replacing("-- ", with: "- "), line.replacing("-- ", with: "--"),
      line.replacing("-- ", with: "--  "), line.replacing("=\n", with: "\n"),
      line.replacing("\n", with: "\r\n"), line.replacing("\n", with: " \n"),
      line.uppercased(), "\n", "--\n", "-- \n", line.replacing("==", with: "="),
      line + "x", line + line, String(repeating: "-", count: 300) + "\n",
      String(repeating: "-", count: 3000),
    ]
    for form in forms {
      #expect(form != line)
      try expect("malformed") { $0.signatureLine = Array(form.utf8) }
    }
  }

  private func signatureLine() throws -> [UInt8] {
    bob.signingKey.signatureLine(under: [1, 2, 3])
  }

  @Test func nothingAfterTheTail() throws {
    for padding in [[], [0], [UInt8](repeating: 0, count: 70000)] as [[UInt8]] {
      try expect("unsigned") {
        $0.signatureLine = []
        $0.padding = padding
      }
    }
  }

  // MARK: - Padding

  @Test func padding() throws {
    let honest = try forger()
    let zeros = 4096 - honest.plaintext.trimmingZeros
    let wrong: [[UInt8]] = [
      [], [0], [UInt8](repeating: 0, count: zeros - 1), [UInt8](repeating: 0, count: zeros + 1),
      [UInt8](repeating: 0, count: zeros + 65536), [UInt8](repeating: 0, count: zeros - 1) + [1],
      [1] + [UInt8](repeating: 0, count: zeros - 1),
    ]
    for padding in wrong {
      var forgery = honest
      forgery.padding = padding
      try expectRefusal("malformed", of: forgery.file, for: vault)
    }
    var right = honest
    right.padding = [UInt8](repeating: 0, count: zeros)
    #expect(try Opening(right.file, for: vault).name == "received")
  }

  /// A hidden message behind the padding's zeros, chunks away.
  @Test func somethingBehindThePadding() throws {
    let forgery = try forger([[0x61], pattern(500_000)])
    try expectRefusal(
      "malformed", of: forgery.file(of: forgery.plaintext.dropLast() + [1]), for: vault)
  }
}

extension JSONObject {
  /// Changes one member of `parts`.
  fileprivate mutating func edit(part index: Int, _ change: (inout JSONObject) -> Void) {
    guard case .array(var parts)? = self["parts"], case .object(var part) = parts[index] else {
      return
    }
    change(&part)
    parts[index] = .object(part)
    self["parts"] = .array(parts)
  }
}

extension [UInt8] {
  /// How many bytes there are before the zeros at the end.
  fileprivate var trimmingZeros: Int { (lastIndex { $0 != 0 } ?? -1) + 1 }
}
