internal import AgeFormat
internal import Envelopes
package import Files
package import Identities
internal import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// What the sender is told of the team or role that a message went to.
package struct GroupNotes: Sendable {
  package let alias: Alias
  package let name: String
  package let isTeam: Bool
  /// After this moment nothing is sent to it.
  package let ends: Timestamp
  /// When the duty was signed; nil for a team.
  package var issued: Timestamp?
  /// Nobody has the role, and those were written to who are named for that time.
  package var isVacant = false
  /// When its documents were last seen on a route; nil if never.
  package var read: Timestamp?
  /// Whether that is long ago.
  package var isStale = false
  /// Holders who may not know the sender: their tacita may keep the message sealed.
  package var mayBeHeld: [String] = []
}

/// Messages to teams (docs/protocol.md, section 8).
extension MessageSender {
  /// The team or role that `message` goes to: the one named, or that of the message it answers.
  func group(
    of message: OutgoingMessage, _ addressing: inout Addressing
  ) throws -> AuthorityRecord? {
    let authorities = try AuthorityBook(vault, trust: book.trust)
    if let reply = message.inReplyTo {
      let answered = try StoredMessages(vault).find(reply)
      guard let head = try StoredMessages(vault).outline(of: answered)?.head else { return nil }
      addressing.inReplyTo = head.id
      addressing.patient = head.patient
      if message.team == nil, message.role == nil, message.to.isEmpty, !message.toSenderOnly,
        case .team(let id, _)? = head.label,
        case .team? = MessageLabels(authorities, own: vault.identity).label(answered, head)
      {
        return authorities[id]
      }
    }
    if let team = message.team { return try authorities.find(team, .team) }
    if let role = message.role { return try authorities.find(role, .role) }
    return nil
  }

  /// Addresses `message` to the team or role `record`.
  mutating func address(
    _ record: AuthorityRecord, _ message: OutgoingMessage, _ addressing: inout Addressing
  ) throws {
    if record.isTeam {
      try address(team: record, message, &addressing)
    } else if let people = message.answering {
      try address(people, of: record, message, &addressing)
    } else {
      try address(role: record, message, &addressing)
    }
  }

  /// To a role: whoever has it now or within the overlap, for `stat` their backups; else those who
  /// are named for the time in which nobody has it. The sender's card goes with it, so that a
  /// holder who does not know the sender can tell who it is.
  private mutating func address(
    role found: AuthorityRecord, _ message: OutgoingMessage, _ addressing: inout Addressing
  ) throws {
    let (now, revoked, own) = (vault.clock.now(), book.trust.revoked, vault.identity)
    var record = found
    if let route {
      var authorities = try AuthorityBook(vault, trust: book.trust)
      record = try PublishedDuties(route).refresh(found, in: &authorities, reader: own, now: now)
    }
    let alias = record.alias.description
    guard let duty = record.authority.duty(revoked: revoked) else {
      throw AuthorityBookError.closed(.dutyEnded, name: alias, people: [])
    }
    let widest = try? record.authority.onCall(at: now, priority: .stat, revoked: revoked)
    let people = Set((widest?.recipients ?? []) + duty.facts.vacant).subtracting([own])
    let reach = try Reach(people, self, &addressing, &book)
    var onCall: Teams.Addressing
    do {
      onCall = try record.authority.onCall(
        at: now, priority: message.priority, revoked: revoked, canReach: { reach[$0] != nil })
    } catch let error as AddressingError {
      throw AuthorityBookError.closed(
        error, name: alias,
        people: error == .roleVacant
          ? people.filter { reach[$0] == nil }.sorted().map(reach.name) : [])
    }
    onCall.unreached.removeAll { $0 == own }
    try reach.take(onCall, record, message, policy: try Policy(vault), into: &addressing)
    addressing.label = .role(id: record.id, duty: duty.digest)
    addressing.carried = [try ownCard()]
    let isAttested = try !OwnAttestations(vault).current(for: CardKeeper(vault).current()).isEmpty
    addressing.group = GroupNotes(
      alias: record.alias, name: duty.facts.name, isTeam: false, ends: duty.facts.notAfter,
      issued: duty.facts.issued, isVacant: onCall.isVacant, read: record.read,
      isStale: record.isStale(at: now, revoked: revoked),
      mayBeHeld: addressing.recipients.filter { $0.alias == nil && !isAttested }.map(\.name))
  }

  /// To people who answer for a role, whoever else has it now.
  private mutating func address(
    _ answering: OutgoingMessage.Answering, of record: AuthorityRecord, _ message: OutgoingMessage,
    _ addressing: inout Addressing
  ) throws {
    let reach = try Reach(answering.people, self, &addressing, &book)
    let found = Teams.Addressing(
      recipients: answering.people.filter { reach[$0] != nil },
      unreached: answering.people.filter { reach[$0] == nil })
    guard !found.recipients.isEmpty else {
      throw AuthorityBookError.closed(
        .unreached, name: record.alias.description, people: found.unreached.map(reach.name))
    }
    try reach.take(found, record, message, policy: try Policy(vault), into: &addressing)
    addressing.label = .role(id: record.id, duty: answering.duty)
    addressing.carried = [try ownCard()]
  }

  /// The part with which somebody who has a role can tell who writes to it.
  private func ownCard() throws -> OutgoingMessage.Part {
    let keeper = CardKeeper(vault)
    return OutgoingMessage.Part(
      name: "card", type: MessageHead.cardType,
      content: MemorySource(try keeper.documents(keeper.current())))
  }

  /// The role of which a reply bears the label: that of the message it answers, which came to this
  /// home for the role.
  func replyLabel(_ answered: StoredMessage, _ head: MessageHead) throws -> MessageLabel? {
    guard case .role(let id, _)? = head.label else { return nil }
    let authorities = try AuthorityBook(vault, trust: book.trust)
    guard
      case .role(_, .forReader)? = MessageLabels(authorities, own: vault.identity)
        .label(answered, head),
      let duty = authorities[id]?.authority.duty(revoked: authorities.revoked)
    else { return nil }
    return .role(id: id, duty: duty.digest)
  }

  /// To a team: all members who can be reached, without the sender.
  private mutating func address(
    team record: AuthorityRecord, _ message: OutgoingMessage, _ addressing: inout Addressing
  ) throws {
    let (now, revoked) = (vault.clock.now(), book.trust.revoked)
    let alias = record.alias.description
    guard record.isJoined, record.isMember(vault.identity, revoked: revoked) else {
      throw AuthorityBookError.notJoined(alias)
    }
    guard let roster = record.authority.roster(revoked: revoked) else {
      throw AuthorityBookError.closed(.rosterEnded, name: alias, people: [])
    }
    let people = message.only.isEmpty ? roster.facts.members : message.only
    let reach = try Reach(people, self, &addressing, &book)
    var found: Teams.Addressing
    do {
      found = try record.authority.members(
        for: vault.identity, at: now, revoked: revoked, orNone: message.allOrNone,
        canReach: { reach[$0] != nil })
    } catch let error as AddressingError {
      throw AuthorityBookError.closed(
        error, name: alias,
        people: error == .unreached
          ? roster.facts.members.filter { $0 != vault.identity && reach[$0] == nil }
            .map(reach.name) : [])
    }
    found.unreached.removeAll { !people.contains($0) }
    try reach.take(found, record, message, policy: try Policy(vault), into: &addressing)
    addressing.label = .team(id: record.id, roster: roster.digest)
    addressing.longestDays = roster.facts.expires
    addressing.teamKey = record.teamKey
    addressing.carried = Self.parts(
      of: record, roster, to: found.recipients, revoked: revoked)
    addressing.group = GroupNotes(
      alias: record.alias, name: roster.facts.name, isTeam: true, ends: roster.facts.notAfter)
  }

  /// The documents that every message of a team carries, and its key, to members alone.
  static func parts(
    of record: AuthorityRecord, _ roster: Roster, to recipients: [Identity],
    revoked: Set<Identity>
  ) -> [OutgoingMessage.Part] {
    let chain = record.authority.chain(revoked: revoked)
    var parts = [
      OutgoingMessage.Part(
        name: "roster", type: AuthorityPart.rosterType,
        content: MemorySource(AuthorityPart.bytes(chain, roster)))
    ]
    if let key = record.teamKey, roster.mayCarryKey(to: recipients) {
      parts.append(
        OutgoingMessage.Part(
          name: "team-key", type: TeamKey.type, content: MemorySource(key.bytes.copy())))
    }
    return parts
  }

  /// The token of the patient whom `message` is about. An answer keeps that of its question.
  func patient(of message: OutgoingMessage, _ addressing: Addressing) throws -> PatientToken? {
    var token = message.patient
    if let number = message.patientNumber {
      if let group = addressing.group, group.isTeam, addressing.teamKey == nil {
        throw AuthorityBookError.noTeamKey(group.alias.description)
      }
      token = number.token(under: try addressing.teamKey?.bytes ?? vault.patientKey())
    }
    guard let asked = addressing.patient else { return token }
    guard token == nil || token == asked || message.allowsOtherPatient else {
      throw SendingError.otherPatient(.answered)
    }
    return token ?? asked
  }
}

/// Who of a team or role can be written to: contacts, and others by the cards that the route has.
struct Reach {
  private var found: [Identity: Recipient] = [:]
  private var reasons: [Identity: UnreachableRecipient.Reason] = [:]
  private let names: PeopleNames
  private let book: ContactBook

  /// Looks at each of `people` once. What is newer of contacts is taken in on the way.
  init(
    _ people: some Collection<Identity>, _ sender: MessageSender,
    _ addressing: inout MessageSender.Addressing, _ book: inout ContactBook
  ) throws {
    let (vault, now) = (sender.vault, sender.vault.clock.now())
    if let route = sender.route {
      addressing.refused = try book.refresh(
        Set(people).union(book.verifiers.map(\.identity)).sorted()
          .compactMap { try book.contact($0) },
        from: route)
    }
    let cards = RouteCards(sender.route)
    var claimed: [Identity: String] = [:]
    for person in people where person != vault.identity {
      var recipient: Recipient?
      if let contact = try book.contact(person) {
        recipient = Recipient(contact, book.standing(of: contact).colour)
      } else if let (card, attestations) = cards.attested(person) {
        claimed[person] = card.name
        let trust = try book.trust(
          with: attestations.map { try SignedDocument.parseOne($0.bytes, as: .attestation) })
        recipient = Recipient(
          card, trust.standing(of: card.facts, compared: false, now: now).colour)
      }
      if book.trust.revocation(of: person) != nil || recipient?.colour == .revoked {
        reasons[person] = .revoked
      } else if let recipient {
        if try addressing.prekey(of: recipient, at: now, vault) != nil {
          found[person] = recipient
        } else {
          reasons[person] = .cardEnded
        }
      } else {
        reasons[person] = .noCard
      }
    }
    self.book = book
    names = PeopleNames(book, claimed: claimed)
  }

  subscript(identity: Identity) -> Recipient? { found[identity] }

  func name(_ identity: Identity) -> String { names.name(identity) }

  /// Writes those that were found into `addressing`. Throws
  /// ``AuthorityBookError/notVerified(_:name:)`` for people below the policy for whom no reason was
  /// ever given.
  func take(
    _ people: Teams.Addressing, _ record: AuthorityRecord, _ message: OutgoingMessage,
    policy: Policy, into addressing: inout MessageSender.Addressing
  ) throws {
    let recipients = people.recipients.compactMap { found[$0] }
    let doubtful = recipients.filter {
      policy.refuses($0.colour)
        && (record.consents[$0.identity] == nil || !policy.takesReasons)
    }
    guard doubtful.isEmpty || message.unverifiedReason != nil else {
      throw AuthorityBookError.notVerified(
        doubtful.map(\.name), name: record.alias.description)
    }
    addressing.recipients = recipients
    addressing.unreachable = people.unreached.map {
      UnreachableRecipient(name: names.name($0), reason: reasons[$0] ?? .noCard)
    }
  }
}

extension Policy {
  /// Whether somebody of `colour` is not written to without a reason.
  package func refuses(_ colour: ContactColour) -> Bool {
    colour == .red || (colour == .orange && sendTo == .green)
  }
}
