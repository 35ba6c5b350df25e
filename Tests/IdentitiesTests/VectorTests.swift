import Files
import Identities
import Secrets
import TestSupport
import Testing

/// The sections of `documents.json` that speak of people and their documents.
@Suite(.enabled(if: Vectors.folder != nil))
struct VectorTests {
  /// `accepted`, or the name of what `body` threw.
  private func outcome(_ body: () throws -> Void) throws -> String {
    do {
      try body()
      return "accepted"
    } catch let error as DocumentError {
      return error.name
    }
  }

  private func attestations(_ texts: [String]) throws -> [Attestation] {
    try texts.map { try Attestation(bytes: Array($0.utf8)) }
  }

  private func revocations(_ texts: [String]) throws -> [Revocation] {
    try texts.map { try Revocation(bytes: Array($0.utf8)) }
  }

  private func verifiers(_ check: DocumentCheck) throws -> Set<Identity> {
    Set(try check.texts("verifiers").map { try #require(Identity($0)) })
  }

  private func now(_ check: DocumentCheck) throws -> Timestamp {
    try #require(Timestamp(check.text("now")))
  }

  @Test(arguments: DocumentCheck.section("identities"))
  func identities(_ check: DocumentCheck) throws {
    guard check.expect == "accepted" else {
      #expect(Identity(check.text("text")) == nil)
      return
    }
    let identity = try #require(Identity(check.text("text")))
    #expect(identity.publicKey == check.hex("key"))
    #expect(Identity(publicKey: check.hex("key"))?.description == check.text("text"))
    #expect(identity.fingerprint.description == check.text("fingerprint"))
    if check.fields["seed"] != nil {
      var seed = check.hex("seed")
      #expect(SigningKey(seed: SecretBytes(moving: &seed)).identity == identity)
    }
  }

  @Test(arguments: DocumentCheck.section("cards"))
  func cards(_ check: DocumentCheck) throws {
    let outcome = try outcome {
      let card = try Card(bytes: check.input())
      guard check.fields["previous"] != nil else { return }
      let previous = try Card(bytes: Array(check.text("previous").utf8))
      let replacement = try card.replaces(previous.facts)
      #expect((replacement == .unchanged) == (check.expect == "unchanged"))
    }
    #expect(outcome == (check.expect == "unchanged" ? "accepted" : check.expect))
  }

  @Test(arguments: DocumentCheck.section("attestations"))
  func attestations(_ check: DocumentCheck) throws {
    let card = try Card(bytes: Array(check.text("card").utf8))
    let outcome = try outcome {
      let attestation = try Attestation(bytes: check.input())
      let trust = Trust(
        verifiers: try verifiers(check),
        attestations: try attestations(check.texts("otherAttestations")) + [attestation],
        revocations: try revocations(check.texts("revocations")))
      try attestation.applies(to: card.facts, trust: trust, now: now(check))
    }
    #expect(outcome == check.expect)
  }

  @Test(arguments: DocumentCheck.section("revocations"))
  func revocations(_ check: DocumentCheck) throws {
    let outcome = try outcome {
      try Revocation(bytes: check.input())
        .applies(
          verifiers: verifiers(check), attestations: attestations(check.texts("attestations")))
    }
    #expect(outcome == check.expect)
  }

  @Test(arguments: DocumentCheck.section("colours"))
  func colours(_ check: DocumentCheck) throws {
    let trust = Trust(
      verifiers: try verifiers(check),
      attestations: try attestations(check.texts("attestations")),
      revocations: try revocations(check.texts("revocations")))
    let standing = trust.standing(
      of: try Card(bytes: Array(check.text("card").utf8)).facts,
      compared: check.flag("compared"), now: try now(check))
    #expect(standing.colour.rawValue == check.expect)
    #expect((standing.until != nil) == (standing.attestation != nil))
    #expect((standing.revocation != nil) == (check.expect == "revoked"))
  }

  @Test(arguments: DocumentCheck.section("streams"))
  func streams(_ check: DocumentCheck) throws {
    var kinds: [String] = []
    let outcome = try outcome {
      let documents = try SignedDocument.parse(stream: check.input())
      kinds = documents.map(\.kind.rawValue)
      #expect(documents.flatMap(\.bytes) == check.input())
    }
    #expect(kinds == check.texts("expect"))
    #expect(outcome == (kinds.isEmpty ? check.expect : "accepted"))
  }
}
