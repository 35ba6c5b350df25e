internal import Attesting
internal import Files
package import Identities
internal import MessageVault
internal import Messaging
package import Registers
internal import Transports

/// How the people of a list are attested.
package struct FleetAttesting {
  package var lookUp: RegisterDesk
  /// How the desk met them.
  package var method: Attestation.Method
  /// Seconds that an attestation lasts.
  package var validity: Int
  /// Seconds before its end at which it is renewed; 0 attests only what is not attested.
  package var renewing: Int

  package init(
    _ lookUp: RegisterDesk, method: Attestation.Method, validity: Int, renewing: Int = 0
  ) {
    self.lookUp = lookUp
    self.method = method
    self.validity = validity
    self.renewing = renewing
  }
}

/// What the desk attested, read once for a run.
struct FleetAttestations {
  private let run: FleetRun
  private let attesting: FleetAttesting
  private var latest: [Key: Attestation]
  private let attester: Attester

  private struct Key: Hashable {
    let subject: Identity
    let registration: Registration
  }

  init(_ run: FleetRun, _ attesting: FleetAttesting) throws {
    self.run = run
    self.attesting = attesting
    attester = Attester(run.vault)
    latest = [:]
    for attestation in try Self.valid(run.vault) {
      let key = Key(subject: attestation.subject, registration: attestation.registration)
      if latest[key].map({ $0.validUntil < attestation.validUntil }) ?? true {
        latest[key] = attestation
      }
    }
  }

  /// What was signed here, was not revoked and has not ended.
  static func valid(_ vault: OpenVault) throws -> [Attestation] {
    let revoked = Set(
      try vault.issuedDocuments().filter { $0.kind == .revocation }.map {
        try Revocation($0).target
      })
    return try Attester(vault).issued().filter {
      $0.validUntil > vault.clock.now() && !revoked.contains(.attestation($0.digest))
        && !revoked.contains(.identity($0.subject))
    }
  }

  /// Attests what is not attested of `person`, or ends soon, and sees to it that it is beside their
  /// card on the route.
  mutating func bring(_ person: FleetPerson, _ known: FleetRecord) throws {
    let now = run.vault.clock.now()
    for registration in person.registrations {
      let key = Key(subject: known.identity, registration: registration)
      let isFirst = latest[key] == nil
      if isFirst || latest[key].map({ $0.validUntil <= now + attesting.renewing }) ?? true {
        let signed = try run.step(
          isFirst ? .attest : .renew, person.home, registration.description
        ) { try attest(registration, of: person, known) }
        if let signed { latest[key] = signed }
      } else if !run.isDryRun, let attestation = latest[key] {
        try attester.file(attestation)
      }
      guard !run.isDryRun, let route = run.route, let attestation = latest[key] else { continue }
      do { _ = try SpoolNotices(route).publish(attestation) } catch {
        try run.tell(.publish, person.home, registration.description, error)
      }
    }
  }

  private func attest(
    _ registration: Registration, of person: FleetPerson, _ known: FleetRecord
  ) throws -> Attestation {
    let book = try ContactBook(run.vault)
    guard let contact = book[known.identity],
      let comparison = FingerprintComparison.recorded(for: contact)
    else { throw AttestingError.notCompared }
    let claim = try Attester.claim(registration.description, on: contact.card)
    let findings = try attesting.lookUp.findings(
      RegistrationQuestion(
        register: claim.register, number: claim.number, name: contact.card.name))
    return try attester.attest(
      Attester.Request(
        card: contact.card, registration: claim, method: attesting.method,
        validity: attesting.validity), findings, comparison)
  }
}

extension FleetRun {
  /// Renews what ends soon: attestations, after the register was asked again, and the rosters of
  /// the desk's teams.
  package func renew(_ attesting: FleetAttesting) throws {
    try folder.check(list)
    var attestations = try FleetAttestations(self, attesting)
    try each(list.staff) { person in
      do {
        guard let known = try folder.state(of: person.home), known.state == .made else { return }
        try attestations.bring(person, known)
      } catch { try tell(.renew, person.home, nil, error) }
    }
    try renewTeams(within: attesting.renewing)
    try announceTeams()
  }
}
