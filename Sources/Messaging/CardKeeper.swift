internal import AgeFormat
internal import Files
package import Identities
package import MessageVault
internal import Policies
internal import Secrets
package import Transports

/// Keeps this home's own card in step with its prekeys and profile.
package struct CardKeeper {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// The card as it should be today: extended and signed again when fewer than three quarters of
  /// the horizon are left or something else changed.
  package func current() throws -> Card {
    try vault.vault.checkInUse()
    return try current(stored())
  }

  private func current(_ stored: Card?) throws -> Card {
    // Keys that were made before the machine had its policy would open mail for longer.
    if vault.machine.limit(.retention) != nil {
      try vault.shortenPrekeys(retention: Policy(vault).retention)
    }
    if let stored, try !holdsKeys(of: stored) { return try renew() }
    if let stored, try isCurrent(stored) { return stored }
    return try renewed(after: stored)
  }

  /// The same, once `spool` shows that no other copy of this home published a card: a card that is
  /// signed anew here would be newer than that one, and hide it. Throws ``VaultError/otherCopy``.
  package func current(in spool: any Route) throws -> Card {
    try vault.vault.checkInUse()
    let stored = try stored()
    if let stored {
      // What cannot be read now is told when the card is published.
      try checkOnlyCopy((try? published(in: spool)) ?? nil, stored)
    }
    // Another process may have made a card while the route was asked.
    let isSame = try vault.setting(.card) == stored?.bytes
    return try current(isSame ? stored : self.stored())
  }

  /// The card that was made here last. It lies sealed in the home, so its signature is not verified
  /// again.
  private func stored() throws -> Card? {
    try vault.setting(.card).map { try Card(SignedDocument.stored($0, kinds: [.card])) }
  }

  /// Whether the keys that a card promises for today and later are there: a clock that ran ahead
  /// has them destroyed, and who seals to such a card writes to nobody.
  private func holdsKeys(of card: Card) throws -> Bool {
    guard card.lastDay >= vault.today else { return true }
    return try vault.holdsPrekeys(
      max(vault.today, card.firstDay)...card.lastDay, generation: Profile(vault).generation)
  }

  private func isCurrent(_ card: Card) throws -> Bool {
    let (profile, policy) = (try Profile(vault), try Policy(vault))
    let daysLeft = card.lastDay - vault.today
    return daysLeft * 4 >= policy.horizon * 3 && card.name == profile.name
      && card.registrations == profile.registrations && card.mailbox == profile.mailbox
      && card.lastDay - vault.today <= policy.horizon + 1
  }

  private func renewed(after previous: Card?) throws -> Card {
    try vault.vault.checkInUse()
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

  /// Makes a new generation of prekeys and a card that carries them, newer than the one in `spool`:
  /// from then on this copy of the home is the one that stays in use.
  package func renew(in spool: (any Route)? = nil) throws -> Card {
    var profile = try Profile(vault)
    profile.generation += 1
    try vault.setObject(.profile, profile.json)
    let stored = try stored()
    let published = try spool.flatMap { try self.published(in: $0) }
      .flatMap { card(in: $0, made: stored) }
    let newest = [stored, published].compactMap(\.self).max { $0.seq < $1.seq }
    return try renewed(after: newest)
  }

  /// The first card in `documents` that this home signed. One that is `made` to the last byte needs no
  /// proof. What others laid there hides nothing.
  private func card(in documents: [UInt8], made: Card?) -> Card? {
    let own = DocumentPiece.split(documents).lazy.filter {
      $0.kind == .card && $0.signer == vault.identity.description
    }
    return own.compactMap { piece in
      piece.bytes == made?.bytes ? made : try? Card(bytes: piece.bytes)
    }.first { $0.identity == vault.identity }
  }

  /// Throws when `published` has a card that was not made by this home, as it is here. Another copy
  /// that is in use, or a later state of this one, makes cards that are not known here: the mail to
  /// their keys opens there alone.
  private func checkOnlyCopy(_ published: [UInt8]?, _ own: Card) throws {
    let isOther = published.flatMap { card(in: $0, made: own) }.map { card in
      card.seq > own.seq || card.seq == own.seq && card.bytes != own.bytes
    }
    try vault.vault.noteOtherCopy(isOther == true)
    if isOther == true { throw VaultError.otherCopy }
  }

  /// The card with the attestations about it that hold now: what others are given.
  package func documents(_ card: Card) throws -> [UInt8] {
    try OwnAttestations(vault).current(for: card).reduce(card.bytes) { $0 + $1.bytes }
  }

  /// Puts the card and its attestations on the route unless they are there already. What others
  /// published there about this identity is taken in first, and attestations that hold stay beside
  /// it. Throws ``VaultError/otherCopy`` when another copy of this home published a card.
  package func publish(_ card: Card, in spool: any Route) throws {
    try vault.vault.checkInUse()
    let published = try published(in: spool)
    try checkOnlyCopy(published, card)
    let others = try published.map { try OwnAttestations(vault).adopt($0, for: card) } ?? []
    try OwnIdentity(vault).refresh(from: spool)
    let documents = try documents(card) + others
    guard published != documents else { return }
    try spool.publish(documents, as: .card, of: vault.identity.description)
  }

  /// Puts today's card on the route, before something is sent. `mayFail` when that is sent also
  /// while the route is away or takes nothing.
  package func publish(in spool: (any Route)?, mayFail: Bool) throws {
    guard let spool else { return }
    do { try publish(current(in: spool), in: spool) } catch let error as RouteError {
      if !mayFail { throw error }
    }
  }

  /// What is there now; nil also when it is too large to be read, and so of use to nobody.
  private func published(in spool: any Route) throws -> [UInt8]? {
    let identity = vault.identity.description
    do { return try spool.document(.card, of: identity) } catch RouteError.failed(let error)
      where error.code == FileError.tooLargeCode
    {
      return nil
    }
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
