import Envelopes
import Identities
import Secrets
import TestSupport
import Testing

/// The sections of `documents.json` that speak of what is inside an envelope.
@Suite(.enabled(if: Vectors.folder != nil))
struct MessageRuleVectorTests {
  @Test(arguments: DocumentCheck.section("partNames"))
  func partNames(_ check: DocumentCheck) {
    #expect(PartName.isAllowed(check.text("text")) == (check.expect == "accepted"))
  }

  @Test(arguments: DocumentCheck.section("padding"))
  func padding(_ check: DocumentCheck) throws {
    let numbers = try #require(check.fields["list"]).list.map(\.number)
    #expect(Padme.padded(numbers[0]) == numbers[1])
  }

  @Test(arguments: DocumentCheck.section("partDigests"))
  func partDigests(_ check: DocumentCheck) {
    let content = (0..<check.number("size")).map { index in
      UInt8(truncatingIfNeeded: 31 * index + 17 * (index >> 8) + 7 * (index >> 16))
    }
    #expect(PartDigest.of(content) == check.hex("digest"))
  }

  @Test(arguments: DocumentCheck.section("conversations"))
  func conversations(_ check: DocumentCheck) throws {
    let sender = try #require(Identity(check.text("from")))
    let recipients = try check.texts("to").map { try #require(Identity($0)) }
    #expect(Conversation.id(from: sender, to: recipients) == check.hex("conversation"))
  }

  @Test(arguments: DocumentCheck.section("hintTags"))
  func hintTags(_ check: DocumentCheck) throws {
    let (share, hintKey) = (check.hex("share"), check.hex("hintKey"))
    #expect(X25519.publicKey(of: check.hex("hintSecret")) == hintKey)
    let sent = try #require(X25519.agree(secret: check.hex("ephemeral"), publicKey: hintKey))
    #expect(sent == check.hex("shared"))
    let found = try #require(X25519.agree(secret: check.hex("hintSecret"), publicKey: share))
    for shared in [sent, found] {
      #expect(HintTag.tag(shared: shared, share: share, hintKey: hintKey) == check.hex("tag"))
    }
  }
}
