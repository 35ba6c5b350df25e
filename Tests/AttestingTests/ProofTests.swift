import Files
import Identities
import MessageVault
import Messaging
import Registers
import TestSupport
import Testing

@testable import Attesting

/// What is attested only with proof, and to nobody who is revoked.
struct ProofTests {
  private static let number = Registration(register: "big", number: "89012345601")
  private let clock = MovableClock()
  private let desk: TestHome
  private let doctor: TestHome
  private let colleague: TestHome

  init() throws {
    desk = try TestHome("Verification desk", clock: clock)
    doctor = try TestHome("A. de Vries", clock: clock, registrations: [Self.number])
    colleague = try TestHome("B. Jansen", clock: clock, registrations: [Self.number])
  }

  private func findings(name: String = "A. de Vries") -> Findings {
    let entry = RegisterEntry(standing: .active, family: name, note: "")
    return Findings(
      RegistrationQuestion(register: "big", number: Self.number.number, name: "A. de Vries"),
      answer: .found(entry, standing: .active, source: "x", date: clock.now))
  }

  private func attest(
    _ findings: Findings, comparing home: TestHome,
    change: (inout Attester.Request) -> Void = { _ in }
  ) throws -> Attestation {
    let card = try CardKeeper(try doctor.open()).current()
    var request = Attester.Request(
      card: card.facts, registration: Self.number, method: .inPerson, validity: 86400)
    change(&request)
    let digits = home.identity.fingerprint.description
    let proof = try #require(FingerprintComparison.given(digits, for: home.identity))
    return try Attester(try desk.open()).attest(request, findings, proof)
  }

  private func refusal(_ body: () throws -> Attestation) -> AttestingError? {
    do {
      _ = try body()
      return nil
    } catch { return error as? AttestingError }
  }

  @Test func theComparisonIsOfTheCardsKey() throws {
    let error = refusal { try attest(findings(), comparing: colleague) }
    guard case .notCompared? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    _ = try attest(findings(), comparing: doctor)
  }

  /// By its own revocation on file, and by one that this home signed for somebody no contact.
  @Test(arguments: [true, false])
  func aRevokedSubject(_ isContact: Bool) throws {
    _ = try attest(findings(), comparing: doctor)
    if isContact {
      var book = try ContactBook(try desk.open())
      _ = try book.add(
        try SignedDocument.parse(stream: doctor.made.card.bytes + doctor.made.revocation),
        alias: "devries", fingerprint: nil)
    } else {
      _ = try Revoker(try desk.open()).revoke(.identity(doctor.identity), reason: .left)
    }
    let error = refusal { try attest(findings(), comparing: doctor) }
    guard case .subjectRevoked? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try Attester(try desk.open()).issued().count == 1)
  }

  @Test func aRevokedVerifierAttestsNobody() throws {
    _ = try Revoker(try desk.open()).revoke(.own, reason: .left)
    #expect(throws: SendingError.self) { _ = try attest(findings(), comparing: doctor) }
  }

  /// The number alone does not say whose it is.
  @Test func aRegisterWithoutNames() throws {
    let nameless = findings(name: "")
    #expect(nameless.name == .notCompared && nameless.outcome == .unknown)
    #expect(nameless.entryOutcome == .yes)
    let error = refusal { try attest(nameless, comparing: doctor) }
    guard case .nameUnconfirmed? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    _ = try attest(nameless, comparing: doctor) { $0.nameReason = "passport" }
    let purposes = try desk.open().auditLines().compactMap { try? $0.string("purpose") }
    #expect(purposes.contains("name not in the register: passport"))
  }

  /// The revocation that was made with the home, kept apart, ends it.
  @Test func revokedWithTheKeptRevocation() throws {
    let kept = try SignedDocument.parse(stream: doctor.made.revocation)
    let signed = try Revoker(try doctor.open()).revokeOwn(with: kept)
    #expect(signed.subject == doctor.identity)
    #expect(try OwnIdentity(try doctor.open()).revocation()?.digest == kept[0].digest)
    #expect(try doctor.vault().identityEnded() == "compromised")
    #expect(throws: DocumentError.self) {
      _ = try Revoker(try colleague.open()).revokeOwn(with: kept)
    }
    #expect(try colleague.vault().identityEnded() == nil)
  }
}
