import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// The sender refuses what the recipients would refuse.
struct SealerTests {
  private let bob = Person()
  private let me = Person()

  private func expect(
    _ name: String, contents: [[UInt8]] = [[], [1]], names: [String]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation,
    _ edit: (inout MessageHead) -> Void = { _ in }
  ) throws {
    let refusal = #expect(throws: Refusal.self, sourceLocation: sourceLocation) {
      _ = try Sealing(from: bob, to: [me], contents: contents, names: names, edit: edit)
    }
    #expect(refusal?.name == name, sourceLocation: sourceLocation)
  }

  @Test func heads() throws {
    try expect("malformed") { $0.subject = String(repeating: "s", count: 256) }
    try expect("malformed") { $0.subject = "a\u{202e}b" }
    try expect("malformed") { $0.parts[1].type = "a\nb" }
    try expect("malformed") { $0.parts[0].type = "text/html" }
    try expect("malformed") { $0.id = [1] }
    try expect("malformed") { $0.seq = 0 }
    try expect("malformed") { $0.conversation = [UInt8](repeating: 0, count: 16) }
    try expect("malformed") { $0.to = [] }
    try expect("too-large") { $0.parts[1].type = String(repeating: "t", count: 1 << 20) }
    try expect("wrong-day") { $0.day = Person.today + 1 }
    try expect("wrong-day") {
      $0.sent = Person.today.end
      $0.day = Person.today + 1
      $0.expires = $0.sent + 1
    }
    try expect("wrong-day") {
      $0.sent = Person.today.end
      $0.expires = $0.sent + 1
    }
    try expect("expired") { $0.expires = $0.sent }
  }

  @Test func recipientsOfTheHead() throws {
    let other = Person()
    try expect("recipients-mismatch") {
      $0.to = [other.identity]
      $0.conversation = Conversation.id(from: $0.from, to: $0.to)
    }
    try expect("recipients-mismatch") {
      $0.to = [me.identity, other.identity].sorted()
      $0.conversation = Conversation.id(from: $0.from, to: $0.to)
    }
  }

  @Test(arguments: [[0xff], [0xc3], [0x61, 0xe2, 0x82]])
  func textThatIsNotUTF8(_ text: [UInt8]) throws {
    try expect("malformed", contents: [text, []])
    try expect(
      "malformed", contents: [[UInt8](repeating: 0x61, count: PartDigest.frameSize - 1) + text])
  }

  /// The line that lists the digests is longer than the one that lists the names.
  @Test func tailTooLarge() throws {
    let count = 13_000
    try expect(
      "too-large", contents: [[UInt8]](repeating: [], count: count),
      names: [String](repeating: "p", count: count)
    ) { head in
      for index in head.parts.indices.dropFirst() { head.parts[index].type = "t" }
    }
  }

  @Test func keysThatCannotBeSealedTo() throws {
    let good = try me.prekey()
    let bad = [
      Prekey(kem: good.kem, hint: [UInt8](repeating: 0, count: 32)),
      Prekey(kem: [UInt8](repeating: 0xff, count: Prekey.kemSize), hint: good.hint),
      Prekey(kem: Array(good.kem.dropLast()), hint: good.hint),
    ]
    for prekey in bad {
      let recipient = EnvelopeRecipient(identity: me.identity, prekey: prekey)
      #expect(throws: AgeError.self) {
        try EnvelopeSealer(recipients: [recipient], day: Person.today)
      }
    }
  }
}
