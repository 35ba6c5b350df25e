import AgeFormat
import Files
import Identities
import MessageVault
import Messaging
import Secrets
import TestSupport
import Testing
import Transports

@testable import Attesting

/// What somebody with write access to the route lays beside a person's documents.
struct HostileRouteTests {
  private static let number = Registration(register: "big", number: "89012345601")
  private let ward: Ward
  private let doctor: Person
  private let colleague: Person
  private let desk: Person
  private let verifier: SigningKey

  init() throws {
    ward = try Ward()
    doctor = try ward.person("A. de Vries", registrations: [Self.number])
    colleague = try ward.person("B. Jansen")
    desk = try ward.person("Verification desk")
    try colleague.meets(doctor, verify: false)
    try colleague.meets(desk)
    var book = try colleague.book()
    _ = try book.setVerifier(try book.find("desk"), true)
    verifier = try desk.vault().signingKey
  }

  private var now: Timestamp { ward.clock.now }

  private func attestation(
    by key: SigningKey, days: Int = 30, name: String = "A. de Vries"
  ) throws -> Attestation {
    try Attestation.sign(
      by: key, subject: doctor.identity, name: name, registration: Self.number,
      profession: "01", method: .inPerson, source: "x", sourceDate: now, issued: now,
      validUntil: now + days * 86400)
  }

  private func lay(_ documents: [[UInt8]], as kind: PublishedKind = .card) throws {
    try ward.route.publish(Array(documents.joined()), as: kind, of: doctor.identity.description)
  }

  private func colour() throws -> ContactColour {
    var book = try colleague.book()
    _ = try book.refresh(book.contacts, from: ward.route)
    return book.standing(of: try book.find("vries")).colour
  }

  /// Of a contact who is no verifier, and so of anybody.
  @Test func attestationsOfContactsDoNotPileUp() throws {
    let other = try ward.person("C. Bakker")
    try colleague.meets(other)
    let key = try other.vault().signingKey
    let junk = try (0..<40).map { try attestation(by: key, days: $0 + 1).bytes }
    try lay([doctor.home.made.card.bytes] + junk)
    #expect(try colour() == .red)
    #expect(try colleague.book().find("vries").attestations.count <= AttestationLimits.ofIssuer)
    try lay([doctor.home.made.card.bytes] + junk + [attestation(by: verifier).bytes])
    #expect(try colour() == .green)
  }

  /// Three megabytes of junk: what is genuine behind it counts, and one transaction is made.
  @Test func aLargeFileStopsNobody() throws {
    let junk = try (0..<300).map { _ in try attestation(by: .generate()).bytes }
    let flood = (0..<18).flatMap { _ in junk }
    #expect(flood.reduce(0) { $0 + $1.count } > 3_000_000)
    try lay([doctor.home.made.card.bytes] + flood + [attestation(by: verifier).bytes])
    let before = try colleague.vault().auditLines().count
    #expect(try colour() == .green)
    let lines = try colleague.vault().auditLines().count - before
    #expect(lines <= AttestationLimits.ofStrangers + 2)
    let size = try colleague.book().find("vries").bytes.count
    #expect(size < 64 * 1024)
    #expect(try colleague.send("x", to: ["vries"]).recipients.count == 1)
    #expect(try doctor.receive().compactMap(\.heldID).count == 1)
  }

  /// More than may be read of it: that is said, and nothing else stops.
  @Test func aFileThatIsTooLarge() throws {
    let line = [UInt8](repeating: 0x78, count: 1 << 20) + [0x0a]
    try lay([line, line, line, line, line], as: .revocation)
    var book = try colleague.book()
    let refused = try book.refresh(book.contacts, from: ward.route)
    #expect(refused.count == 1)
    try lay([line, line, line, line, line])
    #expect(try book.refresh(book.contacts, from: ward.route).count == 2)
    _ = try doctor.receive()
    #expect(try book.refresh(book.contacts, from: ward.route).count == 1)
  }

  /// One malformed piece hides nothing.
  @Test func aRevocationBetweenRubbish() throws {
    let revocation = try Revocation.sign(
      by: try doctor.vault().signingKey, of: .identity(doctor.identity), reason: .left,
      issued: now)
    try lay(
      [Array("a\nb\n".utf8), revocation.bytes, Array("tacita/v1/revocation\n{\n".utf8)],
      as: .revocation)
    var book = try colleague.book()
    #expect(try book.refresh(book.contacts, from: ward.route).map(\.error.name) == ["malformed"])
    #expect(book.standing(of: try book.find("vries")).colour == .revoked)
  }

  /// Junk that claims to last for ever crowds out nothing on the doctor's own file.
  @Test func ownAttestationsAreNotCrowdedOut() throws {
    let genuine = try attestation(by: verifier)
    let far = try (0..<20).map { _ in
      let key = SigningKey.generate()
      let text = String(decoding: try attestation(by: key).bytes, as: UTF8.self)
      let object = text.split(separator: "\n")[1]
        .replacing((now + 30 * 86400).description, with: "9999-12-31T00:00:00Z")
      let signed = Array("tacita/v1/attestation\n\(object)\n".utf8)
      return signed + key.signatureLine(under: signed)
    }
    try lay([doctor.home.made.card.bytes] + far + [genuine.bytes])
    _ = try doctor.receive()
    let kept = try OwnAttestations(try doctor.vault()).all()
    #expect(kept.map(\.digest) == [genuine.digest])
    #expect(try colour() == .green)
  }

  /// The end of an identity is not undone by removing the contact; nor does a verifier that is
  /// revoked end anybody.
  @Test func endedByAVerifier() throws {
    try lay([doctor.home.made.card.bytes, attestation(by: verifier).bytes])
    #expect(try colour() == .green)
    let end = try Revocation.sign(
      by: verifier, of: .identity(doctor.identity), reason: .left, issued: now)
    try lay([end.bytes], as: .revocation)
    #expect(try colour() == .revoked)
    var book = try colleague.book()
    try book.remove(try book.find("vries"))
    try ward.route.publish([], as: .revocation, of: doctor.identity.description)
    try colleague.meets(doctor, verify: false)
    #expect(try colleague.book().standing(of: colleague.book().find("vries")).colour == .revoked)
    let events = try colleague.vault().auditLines().map { try $0.string("event") }
    #expect(events.contains("attestation-add") && events.contains("revocation-add"))
    let colours = try colleague.auditEvents("contact-colour").map { try $0.string("purpose") }
    #expect(colours == ["red to green", "green to revoked"])
  }

  @Test func aRevokedVerifierEndsNobody() throws {
    try lay([doctor.home.made.card.bytes, attestation(by: verifier).bytes])
    #expect(try colour() == .green)
    var book = try colleague.book()
    let own = try Revocation.sign(
      by: verifier, of: .identity(desk.identity), reason: .compromised, issued: now)
    _ = try book.add(
      try SignedDocument.parse(stream: own.bytes), alias: nil, fingerprint: nil)
    let end = try Revocation.sign(
      by: verifier, of: .identity(doctor.identity), reason: .compromised, issued: now)
    try lay([end.bytes], as: .revocation)
    #expect(try colour() == .red)
    #expect(throws: DocumentError.self) {
      _ = try book.add(
        try SignedDocument.parse(stream: end.bytes), alias: nil, fingerprint: nil)
    }
  }

  /// By file and by route: the attestation that comes afterwards does not count.
  @Test(arguments: [true, false])
  func aRevocationBeforeItsAttestation(_ byRoute: Bool) throws {
    let attestation = try attestation(by: verifier)
    let revocation = try Revocation.sign(
      by: verifier, of: .attestation(attestation.digest), reason: .error, issued: now)
    var book = try colleague.book()
    if byRoute {
      try lay([revocation.bytes], as: .revocation)
      _ = try book.refresh(book.contacts, from: ward.route)
    } else {
      let intake = try book.add(
        try SignedDocument.parse(stream: revocation.bytes), alias: nil, fingerprint: nil)
      #expect(intake.documents == 1)
    }
    _ = try book.add(
      try SignedDocument.parse(stream: attestation.bytes), alias: nil, fingerprint: nil)
    #expect(book.standing(of: try book.find("vries")).colour == .red)
    #expect(try colour() == .red)
  }

  /// A home that a verifier ended, or that ended itself, sends nothing; mail from before is read.
  @Test(arguments: [Revocation.Reason.left, .compromised])
  func anEndedHome(_ reason: Revocation.Reason) throws {
    try lay([doctor.home.made.card.bytes, attestation(by: verifier).bytes])
    #expect(try colour() == .green)
    _ = try doctor.receive()
    try doctor.meets(colleague)
    _ = try doctor.send("handover", to: ["jansen"])
    ward.clock.move(seconds: 60)
    let end = try Revocation.sign(
      by: verifier, of: .identity(doctor.identity), reason: reason, issued: now)
    try lay([end.bytes], as: .revocation)
    _ = try doctor.receive()
    #expect(try doctor.home.vault().identityEnded() == reason.rawValue)
    do {
      _ = try doctor.send("after", to: ["jansen"])
      Issue.record("sent")
    } catch SendingError.ownIdentityEnded(let revocation) {
      #expect(revocation.digest == end.digest)
    }
    // Whoever may write to the route can make that up.
    ward.clock.move(seconds: -60)
    _ = try doctor.send("urgent", to: ["jansen"]) { $0.revocationReason = "unknown issuer" }
    ward.clock.move(seconds: 60)
    #expect(
      try doctor.auditEvents("send").last?.string("purpose")
        == "despite revocation: unknown issuer")
    let outcomes = try colleague.receive()
    #expect(
      outcomes.map(\.name)
        == [String](repeating: reason == .left ? "received" : "refused", count: 2))
    if reason == .left {
      #expect(outcomes[0].reception?.standing?.revocation?.digest == end.digest)
    }
  }
}
