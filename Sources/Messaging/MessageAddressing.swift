internal import AgeFormat
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Policies
internal import Secrets
internal import Teams
internal import Transports

/// Who the message goes to.
extension MessageSender {
  struct Addressing {
    var recipients: [Recipient] = []
    var includesSelf = false
    var inReplyTo: [UInt8]?
    /// The patient of the message that is answered.
    var patient: PatientToken?
    /// The team or role, and the documents that go with it.
    var label: MessageLabel?
    var carried: [OutgoingMessage.Part] = []
    var group: GroupNotes?
    /// The key of the team's patient tokens.
    var teamKey: TeamKey?
    /// Days after which the message expires at the latest.
    var longestDays: Int?
    /// Everybody's keys of `day`.
    var keys: [EnvelopeRecipient] = []
    var day: Day
    var unreachable: [UnreachableRecipient] = []
    var refused: [ContactBook.RefusedDocument] = []
    /// Those that were read so far, of `day`.
    private var prekeys: [Identity: Prekey] = [:]

    init(day: Day) { self.day = day }

    /// The prekey of `recipient` for the day of `now`; nil when their card has none.
    mutating func prekey(
      of recipient: Recipient, at now: Timestamp, _ vault: OpenVault
    ) throws -> Prekey? {
      if now.day != day { (day, prekeys) = (now.day, [:]) }
      if let known = prekeys[recipient.identity] { return known }
      prekeys[recipient.identity] = try recipient.prekey(at: now, vault)
      return prekeys[recipient.identity]
    }
  }

  mutating func address(_ message: OutgoingMessage) throws -> Addressing {
    let now = vault.clock.now()
    var addressing = Addressing(day: now.day)
    if let group = try group(of: message, &addressing) {
      try address(group, message, &addressing)
      try setKeys(of: &addressing, now: now)
      return addressing
    }
    var identities: [Identity] = []
    try vault.reading {
      for text in message.to {
        if Identity(text) == vault.identity {
          addressing.includesSelf = true
        } else {
          identities.append(try book.find(text).identity)
        }
      }
    }
    if let reply = message.inReplyTo {
      let found = try StoredMessages(vault).find(reply)
      let answered = try StoredMessages(vault).head(of: found)
      addressing.label = try replyLabel(found, answered)
      addressing.inReplyTo = answered.id
      addressing.patient = answered.patient
      let participants = message.toSenderOnly ? [answered.from] : answered.to + [answered.from]
      identities += participants.filter { $0 != vault.identity }
      // Whoever wrote to themselves too is answered in the same conversation.
      if answered.to.contains(vault.identity), answered.from == vault.identity {
        addressing.includesSelf = true
      }
    }
    let unique = Set(identities).sorted()
    guard !unique.isEmpty || addressing.includesSelf else { throw SendingError.noRecipients }
    let count = unique.count + (addressing.includesSelf ? 1 : 0)
    guard count <= EnvelopeSealer.mostRecipients else {
      throw SendingError.tooManyRecipients(count)
    }
    if let route {
      addressing.refused = try book.refresh(
        Set(unique).union(book.verifiers.map(\.identity)).sorted()
          .compactMap { try book.contact($0) },
        from: route)
    }
    // Looked up before anything is read in one piece: nobody is to wait for a route.
    let cards = try cards(of: unique, addressing)
    try vault.reading { try choose(unique, cards, message, &addressing) }
    try setKeys(of: &addressing, now: now)
    return addressing
  }

  /// The published cards of those who are not contacts: who wrote to a role is answered by theirs.
  private func cards(
    of identities: [Identity], _ addressing: Addressing
  ) throws -> [Identity: Card] {
    guard addressing.label != nil, vault.machine.allowsExceptions else { return [:] }
    let strangers = try identities.filter { try book.contact($0) == nil }
    let published = RouteCards(route)
    return Dictionary(
      uniqueKeysWithValues: strangers.compactMap { person in
        published.card(of: person).map { (person, $0) }
      })
  }

  /// Sorts out who can be written to. Without ``OutgoingMessage/skipsUnreachable`` throws, naming
  /// all whom the first kind of hindrance keeps away.
  private func choose(
    _ identities: [Identity], _ cards: [Identity: Card], _ message: OutgoingMessage,
    _ addressing: inout Addressing
  ) throws {
    let now = vault.clock.now()
    let wanted = try Policy(vault).sendTo
    var facts: [String] = []
    func leave(_ name: String, _ reason: UnreachableRecipient.Reason) {
      addressing.unreachable.append(UnreachableRecipient(name: name, reason: reason))
    }
    for identity in identities {
      guard let contact = try book.contact(identity) else {
        if let card = cards[identity],
          try addressing.prekey(of: Recipient(card, .red), at: now, vault) != nil
        {
          addressing.recipients.append(Recipient(card, .red))
        } else {
          leave(identity.description, .unknown)
        }
        continue
      }
      let alias = contact.alias.description
      let colour = book.standing(of: contact).colour
      let recipient = Recipient(contact, colour)
      if colour == .revoked {
        leave(alias, .revoked)
      } else if message.unverifiedReason == nil,
        colour == .red || (colour == .orange && wanted == .green)
      {
        leave(alias, .notVerified)
        facts.append(Self.facts(contact, book.trust, now))
      } else if try addressing.prekey(of: recipient, at: now, vault) == nil {
        leave(alias, .cardEnded)
      } else {
        addressing.recipients.append(recipient)
      }
    }
    if message.skipsUnreachable {
      guard !addressing.recipients.isEmpty || addressing.includesSelf else {
        throw SendingError.nobodyReachable(addressing.unreachable)
      }
      return
    }
    func names(_ reason: UnreachableRecipient.Reason) -> [String] {
      addressing.unreachable.filter { $0.reason == reason }.map(\.name)
    }
    if let name = names(.revoked).first { throw SendingError.recipientRevoked(name) }
    if !facts.isEmpty { throw SendingError.notVerified(facts, wanted: wanted) }
    if !names(.unknown).isEmpty { throw SendingError.unknownParticipants(names(.unknown)) }
    if !names(.cardEnded).isEmpty { throw SendingError.cardEnded(names(.cardEnded)) }
  }

  /// The alias, and why an attestation on file does not count.
  private static func facts(_ contact: Contact, _ trust: Trust, _ now: Timestamp) -> String {
    for attestation in contact.attestations.reversed() {
      do { try attestation.applies(to: contact.card, trust: trust, now: now) } catch {
        guard let reason = (error as? DocumentError)?.reason else { continue }
        return "\(contact.alias) (the attestation of \(attestation.registration): \(reason))"
      }
    }
    return contact.alias.description
  }

  /// Sets everybody's keys for the day of `now`. Throws ``SendingError/cardEnded(_:)``, which names
  /// all who have none.
  func setKeys(of addressing: inout Addressing, now: Timestamp) throws {
    var keys: [EnvelopeRecipient] = []
    var ended: [String] = []
    for recipient in addressing.recipients {
      if let prekey = try addressing.prekey(of: recipient, at: now, vault) {
        keys.append(EnvelopeRecipient(identity: recipient.identity, prekey: prekey))
      } else {
        ended.append(recipient.name)
      }
    }
    guard ended.isEmpty else { throw SendingError.cardEnded(ended) }
    if addressing.includesSelf {
      let own = try CardKeeper(vault).current()
      guard let prekey = own.prekey(on: now.day) else {
        throw SendingError.cardEnded([own.name])
      }
      keys.append(EnvelopeRecipient(identity: vault.identity, prekey: prekey))
    }
    (addressing.keys, addressing.day) = (keys, now.day)
  }
}
