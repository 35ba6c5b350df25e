internal import AgeFormat
internal import Files
package import Identities
package import MessageVault
internal import Secrets
package import Transports

/// Keeps this home's own card in step with its prekeys and profile.
package struct CardKeeper {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// The card as it should be today: extended and signed anew when fewer than three quarters of the
  /// horizon are left or something else changed.
  package func current() throws -> Card {
    let stored = try vault.setting(.card).map { try Card(bytes: $0) }
    if let stored, try isCurrent(stored) { return stored }
    return try renewed(after: stored)
  }

  private func isCurrent(_ card: Card) throws -> Bool {
    let (profile, policy) = (try Profile(vault), try Policy(vault))
    let daysLeft = card.lastDay - vault.today
    return daysLeft * 4 >= policy.horizon * 3 && card.name == profile.name
      && card.registrations == profile.registrations && card.mailbox == profile.mailbox
      && card.lastDay - vault.today <= policy.horizon + 1
  }

  private func renewed(after previous: Card?) throws -> Card {
    let (profile, policy) = (try Profile(vault), try Policy(vault))
    let days = vault.today - 1...vault.today + policy.horizon
    try vault.extendPrekeys(
      days, generation: profile.generation, retention: policy.retention)
    let card = try Card.sign(
      by: vault.signingKey, name: profile.name, mailbox: profile.mailbox,
      registrations: profile.registrations, firstDay: days.lowerBound,
      prekeys: try prekeys(days, generation: profile.generation), issued: vault.clock.now(),
      after: previous?.seq)
    try vault.setSetting(.card, card.bytes)
    try vault.note([AuditLine("card", .update, at: vault.clock.now())])
    return card
  }

  private func prekeys(_ days: ClosedRange<Day>, generation: Int) throws -> [Prekey] {
    try (days.lowerBound.number...days.upperBound.number).map { number in
      let secrets = try vault.prekeys(on: Day(number))
      guard let secret = secrets.first(where: { $0.generation == generation }) else {
        throw VaultError.damaged("prekeys of day \(number)")
      }
      return try secret.publicHalf
    }
  }

  /// Makes a new generation of prekeys and a card that carries them.
  package func renew() throws -> Card {
    var profile = try Profile(vault)
    profile.generation += 1
    try vault.setObject(.profile, profile.json)
    return try renewed(after: try vault.setting(.card).map { try Card(bytes: $0) })
  }

  /// The card with the attestations about it that hold now: what others are given.
  package func documents(_ card: Card) throws -> [UInt8] {
    try OwnAttestations(vault).current(for: card).reduce(card.bytes) { $0 + $1.bytes }
  }

  /// Puts the card and its attestations into the spool unless they are there already. Attestations
  /// that a verifier laid beside it are taken in first.
  package func publish(_ card: Card, in spool: any Route) throws {
    let identity = vault.identity.description
    let published = try spool.document(.card, of: identity)
    if let published { try OwnAttestations(vault).adopt(published, for: card) }
    let documents = try documents(card)
    guard published != documents else { return }
    try spool.publish(documents, as: .card, of: identity)
  }
}

extension PrekeySecret {
  /// The public keys that belong to the secrets.
  var publicHalf: Prekey {
    get throws {
      Prekey(
        kem: try HybridIdentity(seed: kemSeed).recipient.publicKey,
        hint: X25519.publicKey(of: hintSecret))
    }
  }
}
