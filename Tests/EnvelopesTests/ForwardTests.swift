import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// A message of somebody else that travels as a part.
struct ForwardTests {
  private let author = Person()
  private let forwarder = Person()
  private let reader = Person()

  /// The part that `to` makes of a message sealed by `from`.
  private func part(
    _ contents: [[UInt8]], from: Person, to: Person,
    edit: (inout MessageHead) -> Void = { _ in }
  ) throws -> [UInt8] {
    let sealing = try Sealing(from: from, to: [to], contents: contents, edit: edit)
    let opening = try Opening(sealing.file, for: to.vault(knowing: from))
    let envelope = try #require(opening.envelope)
    let message = envelope.read.message
    let source = ForwardSource(
      try envelope.reader(of: opening.payload), headLine: message.headLine,
      tailLine: message.tailLine, signatureLine: message.signature.bytes)
    var bytes = [UInt8](repeating: 0, count: 8 << 20)
    // In pieces of an odd size, as a pipe would.
    var filled = 0
    while true {
      let end = min(filled + 70_001, bytes.count)
      let count = try bytes.withUnsafeMutableBytes {
        try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled..<end]))
      }
      filled += count
      if count < end - filled + count { break }
    }
    return Array(bytes.prefix(filled))
  }

  private func read(_ bytes: [UInt8]) throws -> (ForwardedMessage, [[UInt8]]) {
    var contents: [[UInt8]] = []
    let message = try ForwardedMessage.read(MemorySource(bytes)) { part, piece in
      while contents.count <= part { contents.append([]) }
      contents[part].append(contentsOf: piece)
    }
    return (message, contents)
  }

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])
  func roundTrip(size: Int) throws {
    let contents = [Array("see there".utf8), pattern(size)]
    let bytes = try part(contents, from: author, to: forwarder) { $0.noExport = true }
    let (message, found) = try read(bytes)
    #expect(found == (size == 0 ? [contents[0]] : contents))
    #expect(message.head.from == author.identity && message.head.noExport)
    #expect(
      message.digest == MessageDigest.of(headLine: message.headLine, tailLine: message.tailLine))
  }

  /// The forward of a forward: the inner one is an attachment, and stays what it is.
  @Test func nested() throws {
    let inner = try part([Array("first".utf8)], from: author, to: forwarder)
    let outer = try part([Array("see".utf8), inner], from: forwarder, to: reader)
    let (message, contents) = try read(outer)
    #expect(message.head.from == forwarder.identity)
    #expect(try read(contents[1]).0.head.from == author.identity)
  }

  /// Whatever byte is changed, left out or added, only the forwarder's own words count.
  @Test func everyByteCounts() throws {
    let bytes = try part([Array("no".utf8), [1, 2, 3]], from: author, to: forwarder)
    for index in bytes.indices {
      for change: UInt8 in [1, 0x80] {
        var altered = bytes
        altered[index] ^= change
        #expect(throws: BadForward.self, "byte \(index)") { try read(altered) }
      }
      #expect(throws: BadForward.self) { try read(Array(bytes[..<index])) }
    }
    #expect(throws: BadForward.self) { try read(bytes + [0]) }
  }

  @Test func anotherSignature() throws {
    let bytes = try part([Array("no".utf8)], from: author, to: forwarder)
    let (message, _) = try read(bytes)
    let signed = MessageLayout.signed(headLine: message.headLine, tailLine: message.tailLine)
    let line = forwarder.signingKey.signatureLine(under: signed).dropLast()
    var forged: [UInt8] = []
    for line in [message.headLine, message.tailLine, Array(line)] {
      forged += [UInt8](bigEndian: UInt32(line.count)) + line
    }
    forged += bytes[forged.count...]
    #expect(throws: BadForward.self) { try read(forged) }
  }

  /// A source that has changed since it was received is not passed on.
  @Test func storedContentIsCheckedOnTheWay() throws {
    let sealing = try Sealing(from: author, to: [forwarder], contents: [[], pattern(300_000)])
    let opening = try Opening(sealing.file, for: forwarder.vault(knowing: author))
    let envelope = try #require(opening.envelope)
    let message = envelope.read.message
    var frames = Array(message.frames.joined())
    frames[0] ^= 1
    #expect(throws: Refusal.self) {
      try ContentReader(
        headLine: message.headLine, tailLine: message.tailLine, frames: frames,
        payload: PayloadReader(fileKey: envelope.read.fileKey, opening.payload))
    }
  }
}

/// Kinds of message, and where each stands in the order of checks.
struct MessageKindTests {
  private let bob = Person()
  private let me = Person()

  private func forgery(_ edit: (inout JSONObject) -> Void) throws -> [UInt8] {
    var forger = try Forger(from: bob, to: [me], contents: [[0x61]])
    try forger.editHead(edit)
    return try forger.file
  }

  @Test func unknownKindWaits() throws {
    let file = try forgery { $0["kind"] = "poll" }
    let opening = try Opening(file, for: me.vault(knowing: bob))
    #expect(opening.refusal == .unknownKind(from: bob.identity))
    // What goes before it goes before it.
    var vault = me.vault(knowing: bob)
    vault.contacts = []
    #expect(try Opening(file, for: vault).name == "unknown-sender")
    vault.revoked = [bob.identity]
    #expect(try Opening(file, for: vault).name == "revoked")
    let wrongDay = try forgery {
      $0["kind"] = "poll"
      $0["day"] = .number(1)
    }
    #expect(try Opening(wrongDay, for: me.vault(knowing: bob)).name == "wrong-day")
  }

  /// Of a kind that is not known only the base keys are judged, and the conversation in form only.
  @Test func baseKeysOfAnUnknownKind() throws {
    let edits: [(String, (inout JSONObject) -> Void)] = [
      ("unknown-kind", { $0["conversation"] = .string(String(repeating: "0", count: 32)) }),
      ("unknown-kind", { $0["team"] = .number(7) }),
      ("unknown-kind", { $0["about"] = "something" }),
      ("unknown-kind", { $0["patient"] = "Mrs B." }),
      ("unknown-kind", { $0["seq"] = .number(0) }),
      ("malformed", { $0["conversation"] = "00" }),
      ("malformed", { $0["priority"] = "high" }),
      ("malformed", { $0["to"] = .array([]) }),
      ("malformed", { $0["subject"] = "a\nb" }),
      ("malformed", { $0["noExport"] = .bool(false) }),
    ]
    for (index, (name, edit)) in edits.enumerated() {
      let file = try forgery {
        $0["kind"] = "poll"
        edit(&$0)
      }
      #expect(try Opening(file, for: me.vault(knowing: bob)).name == name, "\(index)")
    }
  }

  /// A team's conversation, whoever is addressed.
  @Test func conversationOfATeam() throws {
    let team = [UInt8](repeating: 0xab, count: 16)
    let label = MessageLabel.team(id: team, roster: [UInt8](repeating: 0xcd, count: 32))
    for people in [[me], [me, Person()]] {
      let sealing = try Sealing(from: bob, to: people, contents: [[]]) { $0.label = label }
      #expect(sealing.head.conversation.hex == "f60afb918a3f25a559968f18fe3cfe30")
      let opening = try Opening(sealing.file, for: me.vault(knowing: bob))
      #expect(opening.envelope?.head.label == label)
    }
    let foreign = try forgery {
      $0["conversation"] = "f60afb918a3f25a559968f18fe3cfe30"
    }
    #expect(try Opening(foreign, for: me.vault(knowing: bob)).name == "malformed")
    let both = try forgery {
      $0["team"] = .object(
        JSONObject([
          ("id", .string(team.hex)), ("roster", .string(String(repeating: "c", count: 64))),
        ]))
      $0["role"] = .object(
        JSONObject([
          ("id", .string(team.hex)), ("duty", .string(String(repeating: "c", count: 64))),
        ]))
      $0["conversation"] = "f60afb918a3f25a559968f18fe3cfe30"
    }
    #expect(try Opening(both, for: me.vault(knowing: bob)).name == "malformed")
  }

  /// Words that nobody knows are ignored, and the digest is of the line as it came.
  @Test func unknownWordsAndKeys() throws {
    let file = try forgery {
      $0["wants"] = .array(["acknowledged", "applause"])
      $0["zebra"] = .number(1)
    }
    let opening = try Opening(file, for: me.vault(knowing: bob))
    let envelope = try #require(opening.envelope)
    #expect(envelope.head.wants == [.acknowledged])
    let message = envelope.read.message
    #expect(try envelope.reader(of: opening.payload).digest == message.digest)
    #expect(
      message.digest
        == SHA256.hash(
          Array("tacita/v1/message\n".utf8) + message.headLine + [10] + message.tailLine + [10]))
  }
}
