import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// The attacks of the protocol's table that need the file key: by the sender, or by a recipient.
struct AttackTests {
  let bob = Person()
  let carol = Person()
  let me = Person()
  var vault: TestAddressee { me.vault(knowing: bob, carol) }

  /// The control: everything forged here is accepted as long as nothing is wrong with it.
  @Test func honestEnvelopeIsReceived() throws {
    let honest = try Forger(from: bob, to: [me, carol], contents: [[0x61], pattern(1000)])
    try expectContents([[0x61], pattern(1000)], in: honest.file, for: me, from: bob)
    let copy = try Forger(opening: honest.file, by: carol)
    try expectContents([[0x61], pattern(1000)], in: copy.file, for: me, from: bob)
  }

  // MARK: - Re-addressed

  @Test(arguments: [false, true])
  func recipientAddressesItToMe(_ withNewFileKey: Bool) throws {
    let sent = try Forger(from: bob, to: [carol]).file
    var forgery = try Forger(opening: sent, by: carol)
    if withNewFileKey { forgery.fileKey = FileKey() }
    forgery.stanzas = try Forger.stanzas(for: [me], forgery.fileKey)
    try expect(.headerMismatch, of: forgery.file, for: vault)
  }

  /// The tail with the new header's hash needs a signature that the recipient cannot make.
  @Test func recipientAddressesItToMeAndMendsTheTail() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [carol]).file, by: carol)
    forgery.stanzas = try Forger.stanzas(for: [me], forgery.fileKey)
    let hash = SHA256.hash(forgery.header).hex
    try forgery.editTail { $0["header"] = .string(hash) }
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  @Test func senderAddressesItToAnother() throws {
    var forgery = try Forger(from: bob, to: [carol])
    forgery.stanzas = try Forger.stanzas(for: [me], forgery.fileKey)
    try expect(.notAddressedToMe, of: forgery.file, for: vault)
  }

  // MARK: - Signature

  @Test func signatureStripped() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    forgery.signatureLine = []
    try expect(.unsigned, of: forgery.file, for: vault)
    forgery.padding = []
    try expect(.unsigned, of: forgery.file, for: vault)
  }

  @Test func signatureReplaced() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    forgery.signatureLine = nil
    try expect(.badSignature, of: forgery.file, for: vault)
    let zeros = Base64.text([UInt8](repeating: 0, count: 64), padded: true)
    forgery.signatureLine = Array("-- \(bob.identity) \(zeros)\n".utf8)
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  @Test func signatureOfAnotherMessage() throws {
    let other = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    forgery.signatureLine = other.signatureLine
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  /// The author's name and the signature change together: then it is another's message, and may be
  /// shown as such.
  @Test func recipientClaimsTheContent() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    forgery.signatureLine = nil
    forgery.head.from = carol.identity
    forgery.headLine = forgery.head.line
    try expectRefusal("malformed", of: forgery.file, for: vault)
    forgery.head.conversation = Conversation.id(from: carol.identity, to: forgery.head.to)
    forgery.headLine = forgery.head.line
    #expect(try Opening(forgery.file, for: vault).envelope?.head.from == carol.identity)
  }

  // MARK: - Content

  @Test func recipientChangesContent() throws {
    let sent = try Forger(from: bob, to: [me, carol], contents: [Array("5 mg".utf8), [1, 2, 3]])
    var forgery = try Forger(opening: sent.file, by: carol)
    let other = Forger.framed(Array("50mg".utf8)) + Forger.framed([1, 2, 3])
    forgery.frames = other
    try expect(.digestMismatch, of: forgery.file, for: vault)
    try forgery.editTail {
      $0["parts"] =
        MessageTail(
          header: [],
          parts: [
            MessageTail.Part(digest: PartDigest.of(Array("50mg".utf8)), size: 4),
            MessageTail.Part(digest: PartDigest.of([1, 2, 3]), size: 3),
          ]
        ).partsValue
    }
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  /// Two parts of equal size that change places.
  @Test func recipientSwapsParts() throws {
    let sent = try Forger(from: bob, to: [me, carol], contents: [[], [1, 2], [3, 4]])
    var forgery = try Forger(opening: sent.file, by: carol)
    forgery.frames = Forger.framed([]) + Forger.framed([3, 4]) + Forger.framed([1, 2])
    try expect(.digestMismatch, of: forgery.file, for: vault)
  }

  @Test func recipientChangesTheHead() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    try forgery.editHead { $0["priority"] = "stat" }
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  /// Where the payload is kept, somebody who knows its key puts other content in its place.
  @Test(arguments: [10, PartDigest.frameSize + 5, 3 * PartDigest.frameSize])
  func contentChangedAfterDelivery(_ size: Int) throws {
    let content = pattern(size)
    let sent = try Forger(from: bob, to: [me, carol], contents: [[], content])
    let envelope = try expectContents([[], content], in: sent.file, for: me, from: bob)
    for place in Set([0, size / 2, size - 1]) {
      var forgery = try Forger(opening: sent.file, by: carol)
      var changed = content
      changed[place] ^= 1
      forgery.frames = Forger.framed([]) + Forger.framed(changed)
      let payload = Array(try forgery.file.dropFirst(sent.header.count))
      let reader = try envelope.reader(of: payload)
      #expect(try reader.bytes(of: 0, limit: 0) == [])
      var released: [UInt8] = []
      #expect(throws: Refusal.digestMismatch) { try reader.read(1) { released += $0 } }
      #expect(released.count == place / PartDigest.frameSize * PartDigest.frameSize)
      #expect(content.starts(with: released))
    }
  }

  @Test func payloadDamagedAfterDelivery() throws {
    let content = pattern(2 * PartDigest.frameSize)
    let sent = try Forger(from: bob, to: [me], contents: [[], content])
    let envelope = try expectContents([[], content], in: sent.file, for: me, from: bob)
    var payload = Array(try sent.file.dropFirst(sent.header.count))
    payload[PartDigest.frameSize + 200_000] ^= 1
    var released: [UInt8] = []
    let error = #expect(throws: Refusal.self) {
      try envelope.reader(of: payload).read(1) { released += $0 }
    }
    #expect(error?.name == "payload-damaged")
    #expect(released.count <= PartDigest.frameSize && content.starts(with: released))
  }

  @Test func payloadCutAfterDelivery() throws {
    let sent = try Forger(from: bob, to: [me, carol], contents: [[], pattern(100_000)])
    let envelope = try expectContents([[], pattern(100_000)], in: sent.file, for: me, from: bob)
    let forgery = try Forger(opening: sent.file, by: carol)
    let short = try forgery.file(of: Array(forgery.plaintext.prefix(90_000)))
    let payload = Array(short.dropFirst(sent.header.count))
    let error = #expect(throws: Refusal.self) { try envelope.reader(of: payload) }
    #expect(error?.name == "payload-damaged")
  }

  @Test func framesKeptDoNotJoinToTheTail() throws {
    let sent = try Forger(from: bob, to: [me], contents: [[], pattern(10)])
    let opening = try Opening(sent.file, for: vault)
    let message = try #require(opening.envelope).read.message
    let payload = try PayloadReader(
      fileKey: #require(opening.envelope).read.fileKey, opening.payload)
    for frames in [[], [UInt8](repeating: 0, count: 32), Array(message.frames[0].dropLast())] {
      #expect(throws: Refusal.digestMismatch) {
        try ContentReader(
          headLine: message.headLine, tailLine: message.tailLine, frames: frames, payload: payload)
      }
    }
  }

  // MARK: - Recipients

  @Test func recipientAddsARecipient() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    forgery.stanzas = try Forger.stanzas(for: [me, carol, Person()], forgery.fileKey)
    try expect(.headerMismatch, of: forgery.file, for: vault)
  }

  @Test func recipientAddsAStanzaAndATag() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me, carol]).file, by: carol)
    let extra = try Forger.stanzas(for: [Person()], forgery.fileKey)
    forgery.stanzas[0].body += extra[0].body
    forgery.stanzas.append(extra[1])
    try expect(.headerMismatch, of: forgery.file, for: vault)
  }

  @Test func senderAddsARecipient() throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.stanzas = try Forger.stanzas(for: [me, Person()], forgery.fileKey)
    try expect(.recipientsMismatch, of: forgery.file, for: vault)
  }

  @Test func senderLeavesARecipientOut() throws {
    var forgery = try Forger(from: bob, to: [me, carol])
    forgery.stanzas = try Forger.stanzas(for: [me], forgery.fileKey)
    try expect(.recipientsMismatch, of: forgery.file, for: vault)
  }

  /// A stanza that only other software reads would be a recipient nobody sees. The number of hybrid
  /// ones is right here.
  @Test(arguments: ["X25519", "grease", "tacita-other"])
  func foreignStanza(_ type: String) throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.stanzas[0].body += [UInt8](repeating: 7, count: 8)
    forgery.stanzas.append(Stanza(type: type, arguments: ["x"], body: [1, 2, 3]))
    try expect(.recipientsMismatch, of: forgery.file, for: vault)
    forgery.stanzas.removeFirst()
    try expect(.recipientsMismatch, of: forgery.file, for: vault)
  }

  // MARK: - Across protocols

  @Test(arguments: ["card", "attestation", "revocation", "audit", "receipt", "recall", "roster"])
  func anotherKind(_ kind: String) throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.kindLine = Array("tacita/v1/\(kind)\n".utf8)
    try expect(.wrongKind(kind), of: forgery.file, for: vault)
  }

  /// A signature made for another kind over the same lines.
  @Test func signatureUnderAnotherKind() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me]).file, by: me)
    let tail = try #require(forgery.tailLine)
    let signed =
      Array("tacita/v1/audit\n".utf8) + (try #require(forgery.headLine)) + [0x0a] + tail + [0x0a]
    forgery.signatureLine = bob.signingKey.signatureLine(under: signed)
    try expect(.badSignature, of: forgery.file, for: vault)
  }

  /// Nor does one count that was made over the two lines alone.
  @Test func signatureWithoutAKind() throws {
    var forgery = try Forger(opening: Forger(from: bob, to: [me]).file, by: me)
    let (head, tail) = (try #require(forgery.headLine), try #require(forgery.tailLine))
    let lines = head + [0x0a] + tail + [0x0a]
    forgery.signatureLine = bob.signingKey.signatureLine(under: lines)
    try expect(.badSignature, of: forgery.file, for: vault)
    let signed = Array("tacita/v1/message\n".utf8) + lines
    forgery.signatureLine = bob.signingKey.signatureLine(under: signed)
    #expect(try Opening(forgery.file, for: vault).name == "received")
  }

  // MARK: - Partitioning

  @Test(arguments: [0, 16, 31, 33, 48, 64])
  func bodyOfAnotherSize(_ size: Int) throws {
    var forgery = try Forger(from: bob, to: [me, carol])
    let index = forgery.stanzas.count - 1
    forgery.stanzas[index].body = [UInt8](repeating: 1, count: size)
    try expectRefusal("header-failure", of: forgery.file, for: vault)
  }

  @Test func scryptBesideOthers() throws {
    var forgery = try Forger(from: bob, to: [me])
    let salt = Base64.text([UInt8](repeating: 1, count: 16))
    let body = [UInt8](repeating: 2, count: 32)
    forgery.stanzas[0].body += [UInt8](repeating: 3, count: 8)
    forgery.stanzas.append(Stanza(type: "scrypt", arguments: [salt, "10"], body: body))
    try expectRefusal("header-failure", of: forgery.file, for: vault)
  }
}

extension MessageTail {
  fileprivate var partsValue: JSONValue? { try? CanonicalJSON.decode(line)["parts"] }
}
