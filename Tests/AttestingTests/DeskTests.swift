import AgeFormat
import Files
import Identities
import MessageVault
import Messaging
import Registers
import TestSupport
import Testing
import Transports

@testable import Attesting

/// A verification desk, a doctor and a colleague, each in a home of their own, with a shared
/// folder.
struct DeskTests {
  static let number = Registration(register: "big", number: "89012345601")
  let folder: TemporaryFolder
  let clock = MovableClock()
  let spool: any Route
  let desk: TestHome
  let doctor: TestHome
  let colleague: TestHome
  let snapshots: SnapshotFolder

  init() throws {
    folder = try TemporaryFolder()
    try Directories.create(folder.path("spool"))
    spool = try FolderRoute(folder.path("spool"))
    let route = "spool:\(folder.path("spool"))"
    desk = try TestHome("Verification desk", clock: clock, route: route)
    doctor = try TestHome(
      "A. de Vries", clock: clock, route: route, registrations: [Self.number])
    colleague = try TestHome("B. Jansen", clock: clock, route: route)
    snapshots = SnapshotFolder(folder.path("snapshots"))
    try register("89012345601,A. de Vries,active")
  }

  func register(_ rows: String...) throws {
    try folder.write(
      (["number,name,status"] + rows).joined(separator: "\n") + "\n", to: "register.csv")
    var work = SnapshotImport(
      .big, into: snapshots, source: "register.csv", date: clock.now, now: clock.now)
    work.columns = ["number": "number", "name": "name", "status": "status"]
    _ = try work.run(try Descriptor.reading(folder.path("register.csv")))
  }

  var registers: RegisterDesk { RegisterDesk(snapshots, clock: clock.clock) }

  /// What `home` prints for others: card and attestations.
  func documents(_ home: TestHome, publish: Bool = true) throws -> [SignedDocument] {
    let vault = try home.open()
    let keeper = CardKeeper(vault)
    let card = try keeper.current()
    if publish { try keeper.publish(card, in: spool) }
    return try SignedDocument.parse(stream: try keeper.documents(card))
  }

  func know(_ home: TestHome, _ other: TestHome, as alias: String) throws {
    var book = try ContactBook(try home.open())
    _ = try book.add(
      try documents(other), alias: alias, fingerprint: other.identity.fingerprint.description)
  }

  func attest(
    days: Int = 365, by home: TestHome? = nil, restriction: String? = nil
  ) throws -> Attestation {
    let card = try CardKeeper(try doctor.open()).current()
    let claim = try Attester.claim("BIG: 890.123.456-01", on: card.facts)
    var request = Attester.Request(
      card: card.facts, registration: claim, method: .inPerson, validity: days * 86400)
    request.restrictionReason = restriction
    let findings = try registers.findings(
      RegistrationQuestion(register: claim.register, number: claim.number, name: card.name))
    return try Attester(try (home ?? desk).open()).attest(
      request, findings, try comparison(doctor))
  }

  /// The digits that the owner of `home` shows.
  func comparison(_ home: TestHome) throws -> FingerprintComparison {
    try #require(
      FingerprintComparison.given(home.identity.fingerprint.description, for: home.identity))
  }

  /// The doctor's colour at the colleague's after a look at the spool.
  func colour() throws -> ContactColour {
    var book = try ContactBook(try colleague.open())
    #expect(try book.refresh(book.contacts, from: spool).isEmpty)
    let contact = try #require(book[doctor.identity])
    return book.standing(of: contact).colour
  }

  /// The colleague knows both, has compared only the desk's fingerprint, and believes it.
  func trustTheDesk() throws {
    try know(colleague, desk, as: "desk")
    var book = try ContactBook(try colleague.open())
    #expect(try book.setVerifier(try book.find("desk"), true))
    _ = try book.add(try documents(doctor), alias: "devries", fingerprint: nil)
  }

  @Test func theWholeDesk() throws {
    try trustTheDesk()
    #expect(try colour() == .red)
    let attestation = try attest()
    let before = try ContactBook(try colleague.open()).find("devries").card
    #expect(try SpoolNotices(spool).publish(attestation))
    #expect(try colour() == .green)
    #expect(try ContactBook(try colleague.open()).find("devries").card == before)
    // The card carries it from the next time its owner looks.
    let carried = try documents(doctor)
    #expect(carried.map(\.kind) == [.card, .attestation])
    #expect(carried.last?.digest == attestation.digest)
    #expect(try OwnAttestations(try doctor.open()).all().map(\.digest) == [attestation.digest])
    // Also for somebody without the spool.
    let stranger = try TestHome("C. Bakker", clock: clock)
    var book = try ContactBook(try stranger.open())
    _ = try book.add(
      try documents(desk), alias: "desk", fingerprint: desk.identity.fingerprint.description)
    _ = try book.setVerifier(try book.find("desk"), true)
    _ = try book.add(carried, alias: "devries", fingerprint: nil)
    #expect(book.standing(of: try book.find("devries")).colour == .green)
    // Revoked: red at once.
    let signed = try Revoker(try desk.open()).revoke(
      .attestation(attestation), reason: .error)
    #expect(signed.subject == doctor.identity)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    #expect(try colour() == .red)
  }

  @Test func anAttestationRunsOut() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest(days: 10))
    #expect(try colour() == .green)
    clock.move(days: 9, seconds: 86399)
    #expect(try colour() == .green)
    clock.move(seconds: 1)
    #expect(try colour() == .red)
    #expect(try documents(doctor).map(\.kind) == [.card])
  }

  @Test func aRevokedVerifierVoidsAllItAttested() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let signed = try Revoker(try desk.open()).revoke(.own, reason: .compromised)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    #expect(try colour() == .red)
  }

  /// Sending looks for the revocations of verifiers too, not only of recipients.
  @Test func sendingHearsOfARevokedVerifier() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let signed = try Revoker(try desk.open()).revoke(.own, reason: .compromised)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    var sender = try MessageSender(try colleague.open(), by: WayOut(spool))
    var message = OutgoingMessage(text: MemorySource(Array("x".utf8)))
    message.to = ["devries"]
    do {
      _ = try sender.send(message)
      Issue.record("sent")
    } catch SendingError.notVerified(let names, _) {
      #expect(names[0].contains("its issuer's identity is revoked"))
    }
  }

  @Test func theDeskRevokesThePerson() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let signed = try Revoker(try desk.open()).revoke(.identity(doctor.identity), reason: .left)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    #expect(try colour() == .revoked)
    #expect(throws: AttestingError.self) {
      _ = try Revoker(try desk.open()).revoke(.identity(colleague.identity), reason: .left)
    }
  }

  /// Whoever is not believed attests nothing and revokes nobody.
  @Test func aStrangersWordCountsForNothing() throws {
    try trustTheDesk()
    let stranger = try TestHome("C. Bakker", clock: clock)
    try SpoolNotices(spool).publish(try attest(by: stranger))
    #expect(try colour() == .red)
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let signed = try Revoker(try stranger.open()).revoke(
      .identity(doctor.identity), reason: .compromised)
    try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
    #expect(try colour() == .green)
  }

  @Test func forgedAndTransplanted() throws {
    try trustTheDesk()
    let attestation = try attest()
    let text = String(decoding: attestation.bytes, as: UTF8.self)
    let path = folder.path("spool/cards/\(doctor.identity).card")
    let card = try folder.text(of: "spool/cards/\(doctor.identity).card")
    // Edited: the signature is another's.
    try folder.write(
      card + text.replacing("89012345601", with: "99012345630"),
      to: "spool/cards/\(doctor.identity).card")
    var book = try ContactBook(try colleague.open())
    #expect(try book.refresh(book.contacts, from: spool).first?.error == .badSignature)
    #expect(book.standing(of: try book.find("devries")).colour == .red)
    // What follows it is read all the same.
    try folder.write(
      card + text.replacing("89012345601", with: "99012345630") + text,
      to: "spool/cards/\(doctor.identity).card")
    #expect(try book.refresh(book.contacts, from: spool).first?.error == .badSignature)
    #expect(book.standing(of: try book.find("devries")).colour == .green)
    // Another subject's, laid beside the card of somebody of the same name and number.
    let double = try TestHome("A. de Vries", clock: clock, registrations: [Self.number])
    _ = try book.add(try documents(double), alias: "double", fingerprint: nil)
    try folder.write(
      try folder.text(of: "spool/cards/\(double.identity).card") + text,
      to: "spool/cards/\(double.identity).card")
    _ = try book.refresh(book.contacts, from: spool)
    #expect(book.standing(of: try book.find("double")).colour == .red)
    #expect(path.hasSuffix(".card"))
  }

  /// The card's name or number changes after it was attested.
  @Test func renamed() throws {
    try trustTheDesk()
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    let vault = try doctor.open()
    let card = try CardKeeper(vault).current()
    for (name, registrations) in [
      ("A. de Wit", card.registrations),
      (card.name, [Registration(register: "big", number: "99012345630")]), (card.name, []),
    ] {
      let renamed = try Card.sign(
        by: vault.signingKey, name: name, mailbox: card.mailbox, registrations: registrations,
        firstDay: card.firstDay, prekeys: card.prekeys, issued: clock.now, after: card.seq + 5)
      var book = try ContactBook(try colleague.open())
      _ = try book.remove(try book.find("devries"))
      let attestation = try Attester(try desk.open()).issued()[0]
      _ = try book.add(
        try SignedDocument.parse(stream: renamed.bytes + attestation.bytes), alias: "devries",
        fingerprint: nil)
      #expect(book.standing(of: try book.find("devries")).colour == .red)
    }
  }

  @Test func whatIsNotActiveIsNotAttested() throws {
    clock.move(seconds: 60)
    func refusal() -> AttestingError? {
      do {
        _ = try attest()
        return nil
      } catch { return error as? AttestingError }
    }
    for row in [
      "89012345601,A. de Vries,suspended", "89012345601,B. de Wit,active", "99012345630,X,active",
    ] {
      try register(row)
      guard case .notActive? = refusal() else {
        Issue.record("\(row): \(String(describing: refusal()))")
        continue
      }
    }
    try snapshots.remove(.big)
    guard case .notFoundOut? = refusal() else {
      Issue.record("\(String(describing: refusal()))")
      return
    }
    #expect(try Attester(try desk.open()).issued().isEmpty)
  }

  @Test func limitsOfAnAttestation() throws {
    for days in [0, 401] { #expect(throws: AttestingError.self) { _ = try attest(days: days) } }
    #expect(try attest(days: 400).validUntil == clock.now + 400 * 86400)
    let card = try CardKeeper(try doctor.open()).current()
    #expect(throws: AttestingError.self) {
      _ = try Attester.claim("big:99012345630", on: card.facts)
    }
    #expect(throws: AttestingError.self) { _ = try attest(by: doctor) }
    let events = try desk.open().auditLines().compactMap { try? $0.string("event") }
    #expect(events.contains("attest"))
  }

  /// A restriction is attested only for a reason, which goes into the audit log.
  @Test func despiteARestriction() throws {
    let entry = RegisterEntry(
      standing: .restricted, family: "A. de Vries", note: "mag niet zelfstandig")
    let card = try CardKeeper(try doctor.open()).current()
    let findings = Findings(
      RegistrationQuestion(register: "big", number: "89012345601", name: card.name),
      answer: .found(entry, standing: .restricted, source: "x", date: clock.now))
    var request = Attester.Request(
      card: card.facts, registration: Self.number, method: .video, validity: 86400)
    let vault = try desk.open()
    let proof = try comparison(doctor)
    #expect(throws: AttestingError.self) {
      _ = try Attester(vault).attest(request, findings, proof)
    }
    request.restrictionReason = "under supervision"
    _ = try Attester(vault).attest(request, findings, proof)
    let purposes = try vault.auditLines().compactMap { try? $0.string("purpose") }
    #expect(purposes.contains("despite restriction: under supervision"))
  }

  /// Register and possession are two facts; together they are an answer.
  @Test func checkOfACard() throws {
    func check(_ trust: Trust?) throws -> CardCheck {
      let card = try CardKeeper(try doctor.open()).current()
      return try CardCheck(card.facts, at: registers, trust: trust, now: clock.now)
    }
    #expect(try check(nil).outcome == .unknown)
    try trustTheDesk()
    #expect(try check(ContactBook(try colleague.open()).trust).outcome == .no)
    #expect(try check(ContactBook(try colleague.open()).trust).holds == .yes)
    try SpoolNotices(spool).publish(try attest(days: 10))
    #expect(try colour() == .green)
    #expect(try check(ContactBook(try colleague.open()).trust).outcome == .yes)
    clock.move(days: 10)
    try register("89012345601,A. de Vries,active")
    let ended = try check(ContactBook(try colleague.open()).trust)
    #expect(ended.outcome == .no && ended.holds == .no)
    try snapshots.remove(.big)
    #expect(try check(ContactBook(try colleague.open()).trust).outcome == .unknown)
  }

  /// Only a key that was compared can be believed.
  @Test func trustNeedsAComparison() throws {
    var book = try ContactBook(try colleague.open())
    _ = try book.add(try documents(desk), alias: "desk", fingerprint: nil)
    #expect(throws: ContactError.self) { _ = try book.setVerifier(try book.find("desk"), true) }
    #expect(!(try book.find("desk").isVerifier))
    #expect(try !book.setVerifier(try book.find("desk"), false))
  }

  /// Anybody may write to the spool: what they pour in does not pile up.
  @Test func aFloodOfAttestations() throws {
    try trustTheDesk()
    let name = "spool/cards/\(doctor.identity).card"
    var text = try folder.text(of: name)
    let card = try CardKeeper(try doctor.open()).current()
    for _ in 0..<40 {
      let attestation = try Attestation.sign(
        by: SigningKey.generate(), subject: doctor.identity, name: card.name,
        registration: Self.number, profession: "01", method: .video, source: "x",
        sourceDate: clock.now, issued: clock.now, validUntil: clock.now + 86400)
      text += String(decoding: attestation.bytes, as: UTF8.self)
    }
    try folder.write(text, to: name)
    #expect(try colour() == .red)
    let book = try ContactBook(try colleague.open())
    #expect(try book.find("devries").attestations.count == 16)
    // The desk's own still comes through.
    try SpoolNotices(spool).publish(try attest())
    #expect(try colour() == .green)
    _ = try documents(doctor)
    #expect(try OwnAttestations(try doctor.open()).all().count == 16)
    // It is not on the doctor's file, for whom the desk is a stranger too; on the route it stays.
    #expect(try colour() == .green)
    let stranger = try TestHome("C. Bakker", clock: clock)
    var other = try ContactBook(try stranger.open())
    _ = try other.add(
      try documents(desk), alias: "desk", fingerprint: desk.identity.fingerprint.description)
    _ = try other.setVerifier(try other.find("desk"), true)
    _ = try other.add([try documents(doctor)[0]], alias: "devries", fingerprint: nil)
    _ = try other.refresh(other.contacts, from: spool)
    #expect(other.standing(of: try other.find("devries")).colour == .green)
  }

  /// A run that was killed may have signed an attestation, and not filed it with the contact.
  @Test func filedLater() throws {
    let attestation = try attest()
    let vault = try desk.open()
    var book = try ContactBook(vault)
    if let contact = book[doctor.identity] { try book.remove(contact) }
    let card = try CardKeeper(try doctor.open()).current()
    _ = try book.add(
      try SignedDocument.parse(stream: card.bytes), alias: "doctor", fingerprint: nil)
    #expect(book[doctor.identity]?.attestations.isEmpty == true)
    try Attester(vault).file(attestation)
    let filed = try ContactBook(vault)[doctor.identity]?.attestations.map(\.digest)
    #expect(filed == [attestation.digest])
  }

  /// A new master key carries along what was signed here.
  @Test func issuedDocumentsStay() throws {
    let attestation = try attest()
    let vault = try desk.open()
    let revoker = Revoker(vault)
    #expect(
      try revoker.attestation(String(attestation.digest.hex.prefix(8))).digest == attestation.digest
    )
    #expect(throws: AttestingError.self) { _ = try revoker.attestation("00000000") }
    #expect(throws: AttestingError.self) { _ = try revoker.attestation("") }
  }
}
