internal import AgeFormat
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Secrets
internal import Teams

/// Takes in the documents about teams and roles that messages carry (docs/protocol.md, section 8):
/// each by its own signature, whoever sent the message.
struct AuthorityIntake {
  private let vault: OpenVault
  private let book: ContactBook
  private let cards: RouteCards
  private(set) var authorities: AuthorityBook

  init(_ vault: OpenVault, _ book: ContactBook, _ cards: RouteCards) throws {
    self.vault = vault
    self.book = book
    self.cards = cards
    authorities = try AuthorityBook(vault, trust: book.trust)
  }

  /// What a message carries beside its text and attachments.
  struct Carried {
    var documents: [[UInt8]] = []
    var keys: [SecretBytes] = []
    /// Documents of people: the sender's card and the attestations about them.
    var people: [[UInt8]] = []

    var isEmpty: Bool { documents.isEmpty && keys.isEmpty && people.isEmpty }
  }

  /// The parts of a message that are looked at, from its payload as it was taken.
  static func carried(by read: ReadEnvelope, _ payload: NewMessage.Payload) throws -> Carried {
    var carried = Carried()
    let (message, head) = (read.message, read.message.head)
    let keys = head.parts.indices.filter { head.parts[$0].type == TeamKey.type }.prefix(1)
    let people = head.parts.indices.filter { head.parts[$0].type == MessageHead.cardType }.prefix(1)
    let documents = AuthorityPart.parts(of: head).looked
    guard !(keys.isEmpty && people.isEmpty && documents.isEmpty) else { return carried }
    let reader = try ContentReader(
      headLine: message.headLine, tailLine: message.tailLine,
      frames: Array(message.frames.joined()), payload: try payload.reader(read.fileKey))
    for index in documents {
      if let bytes = try reader.bytes(of: index, limit: AuthorityPart.sizeLimit) {
        carried.documents.append(bytes)
      }
    }
    for index in keys where message.tail.parts[index].size == TeamKey.size {
      guard var bytes = try reader.bytes(of: index, limit: TeamKey.size) else { continue }
      carried.keys.append(SecretBytes(moving: &bytes))
    }
    for index in people {
      if let bytes = try reader.bytes(of: index, limit: HeldCard.limit) {
        carried.people.append(bytes)
      }
    }
    return carried
  }

  /// Whether the sender of `head`, who is not a contact, counts as known for it (section 4, step
  /// 4): its documents taken in, it would bear the label of a team that the reader joined; or it is
  /// about other messages, and its sender is in such a team.
  func vouches(for head: MessageHead, _ carried: Carried) -> Bool {
    switch head.label {
    case .team(let id, let roster):
      guard var record = authorities[id], record.isJoined else { return false }
      for bytes in carried.documents {
        guard let part = try? AuthorityPart(bytes), part.charters[0].id == id,
          let change = try? AuthorityChange(
            part, to: record, reader: vault.identity, revoked: authorities.revoked)
        else { continue }
        record = change.record
      }
      let label = MessageLabels.team(
        head, id, roster, record, boreLabel: false, revoked: authorities.revoked)
      if case .team = label { return true }
      return false
    case .role(let id, let duty):
      guard let record = authorities[id] else { return false }
      let label = RoleLabel.of(
        head, role: id, duty: duty, authority: record.authority, reader: vault.identity,
        revoked: authorities.revoked)
      if label.isForReader { return stranger(head.from, carried)?.standing.colour == .green }
      // An answer of the holder to what the reader wrote to the role.
      return label.isByRole && isAsked(head)
    case nil:
      guard head.kind.isAboutOthers else { return false }
      return authorities.records.contains { record in
        record.isTeam
          ? record.isJoined && record.isMember(head.from, revoked: authorities.revoked)
            && record.isMember(vault.identity, revoked: authorities.revoked)
          : record.authority.duty(revoked: authorities.revoked)?.names(head.from) ?? false
      }
    }
  }

  /// Whether `head` answers a message that the reader sent to its sender.
  private func isAsked(_ head: MessageHead) -> Bool {
    guard let question = head.inReplyTo,
      let message = try? vault.message(vault.rowKey(from: vault.identity, id: question)),
      let asked = try? StoredMessages(vault).outline(of: message)?.head
    else { return false }
    return asked.label?.role != nil && asked.label?.role == head.label?.role
      && asked.to.contains(head.from)
  }

  /// The role that a held message is for, when it is the reader's.
  func roleHeld(_ head: MessageHead) -> AuthorityNews.Group? {
    guard case .role(let id, let duty)? = head.label, let record = authorities[id],
      RoleLabel.of(
        head, role: id, duty: duty, authority: record.authority, reader: vault.identity,
        revoked: authorities.revoked
      ).isForReader
    else { return nil }
    return AuthorityNews.Group(record, revoked: authorities.revoked)
  }

  /// Envelopes of one role that are remembered to be held.
  private static let mostHeld = 256

  /// Remembers that the envelope `name` in the queue is for the role that `head` names. What is not
  /// in the queue any more is forgotten.
  mutating func noteHeld(_ head: MessageHead, as name: String) throws {
    guard let id = head.label?.role else { return }
    let waiting = Set(try vault.queue.entries().map(\.name)).union([name])
    try authorities.change { records in
      guard var record = records[id] else { return ((), []) }
      record.held = record.held.filter { waiting.contains($0.key) }
      if record.held.count < Self.mostHeld { record.held[name] = head.priority.rawValue }
      records[id] = record
      return ((), [])
    }
  }

  /// What is known of somebody who is not a contact, by the card that came with the message or that
  /// the route has.
  func stranger(_ identity: Identity, _ carried: Carried) -> (card: Card, standing: Standing)? {
    let documents = carried.people.flatMap(DocumentPiece.split)
      .filter { $0.kind == .card || $0.kind == .attestation }.prefix(64)
    var attestations = documents.filter { $0.kind == .attestation }
      .compactMap { try? SignedDocument.parseOne($0.bytes, as: .attestation) }
    let sent = documents.filter { $0.signer == identity.description }
      .compactMap { try? Card(bytes: $0.bytes) }.first { $0.identity == identity }
    let published = cards.attested(identity)
    attestations += (published?.attestations ?? []).compactMap {
      try? SignedDocument.parseOne($0.bytes, as: .attestation)
    }
    let card = [sent, published?.card].compactMap(\.self).max { $0.seq < $1.seq }
    guard let card, let trust = try? book.trust(with: attestations) else { return nil }
    return (
      card, trust.standing(of: card.facts, compared: false, now: vault.clock.now())
    )
  }

  /// Takes in what a message of `sender` carries. What is wrong is left out; nothing of it keeps
  /// the message from being shown.
  mutating func take(_ carried: Carried, from sender: Identity) throws -> [AuthorityNews] {
    var (parts, news): ([AuthorityPart], [AuthorityNews]) = ([], [])
    // Told once for each reason, however many parts of a message have it.
    var unreadable: Set<String> = []
    for bytes in carried.documents where !isOnFile(bytes) {
      do { parts.append(try AuthorityPart(bytes)) } catch let error as DocumentError {
        unreadable.insert(error.name)
      } catch let error as AuthorityError {
        unreadable.insert(error.name)
      }
    }
    let wantsKey = carried.keys.isEmpty ? [] : authorities.teams.filter { $0.teamKey == nil }
    if !parts.isEmpty || !wantsKey.isEmpty {
      let (reader, revoked, book, now) = (
        vault.identity, authorities.revoked, book, vault.clock.now()
      )
      news += try authorities.change { records in
        var (told, lines): ([AuthorityNews], [AuditLine]) = ([], [])
        for part in parts {
          let new = records.take(
            part, from: sender, reader: reader, revoked: revoked,
            colour: { book[$0].map { book.standing(of: $0).colour } })
          told += new
          lines += new.compactMap { $0.line(at: now, part, sender) }
        }
        records.take(carried.keys)
        return (told, lines)
      }
    }
    if !unreadable.isEmpty {
      try vault.note(
        unreadable.sorted().map {
          AuditLine(
            "team-document", .update, at: vault.clock.now(), outcome: $0,
            parties: [sender.description])
        })
    }
    return unreadable.sorted().map { .ignored($0, from: sender) } + news
  }

  /// Whether every document in `bytes` is on file: then nothing is verified again.
  private func isOnFile(_ bytes: [UInt8]) -> Bool {
    let digests = DocumentPiece.split(bytes).map(\.digest)
    return authorities.records.contains { record in
      digests.allSatisfy { digest in
        record.authority.charter(digest) != nil || record.authority.roster(digest) != nil
          || record.authority.duty(digest) != nil
          || record.authority.handovers.contains { $0.digest == digest }
      }
    }
  }
}

extension AuthorityRecords {
  /// Takes one part in: over what is on file of its team or role, or as an invitation.
  fileprivate mutating func take(
    _ part: AuthorityPart, from sender: Identity, reader: Identity, revoked: Set<Identity>,
    colour: (Identity) -> ContactColour?
  ) -> [AuthorityNews] {
    let id = part.charters[0].id
    do {
      guard let known = self[id] else {
        return try invite(part, from: sender, reader: reader, revoked: revoked, colour: colour)
      }
      guard
        let change = try AuthorityChange(part, to: known, reader: reader, revoked: revoked)
      else { return [] }
      self[id] = change.record
      return change.news
    } catch let error as AuthorityError {
      return [.ignored(error.name, from: sender)]
    } catch {
      return []
    }
  }

  private mutating func invite(
    _ part: AuthorityPart, from sender: Identity, reader: Identity, revoked: Set<Identity>,
    colour: (Identity) -> ContactColour?
  ) throws -> [AuthorityNews] {
    // A role is pinned by its user, and by nobody else.
    guard part.roster != nil else { return [] }
    let taken = try Authority.taking(part, over: nil, revoked: revoked)
    guard let roster = taken.authority.roster(revoked: revoked) else { return [] }
    var invitations = invitations
    switch invitations.consider(roster, for: reader, issuerIs: colour(roster.issuer)) {
    case .invited: break
    case .notVerified: return [.ignored("inviter-not-verified", from: roster.issuer)]
    case .tooMany: return [.ignored("too-many-invitations", from: roster.issuer)]
    case .notAMember: return []
    }
    guard let alias = alias(for: roster.facts.name) else { return [] }
    let record = AuthorityRecord(
      taken.authority, alias: alias, state: .invited(by: roster.issuer))
    self[record.id] = record
    return [.invited(AuthorityNews.Group(record, revoked: revoked), by: roster.issuer)]
  }

  /// Keeps the first key that is that of a team without one. Another is ignored.
  fileprivate mutating func take(_ keys: [SecretBytes]) {
    for key in keys {
      for var record in all where record.isTeam && record.teamKey == nil {
        var bytes = key.copy()
        guard let key = TeamKey(moving: &bytes, of: record.authority) else { continue }
        record.teamKey = key
        self[record.id] = record
      }
    }
  }
}

extension AuthorityNews {
  /// The line of the audit log about what `part` changed.
  fileprivate func line(
    at now: Timestamp, _ part: AuthorityPart, _ sender: Identity
  ) -> AuditLine? {
    let id = part.charters[0].id.hex
    let subject = part.charters[0].subject.rawValue
    switch self {
    case .invited(_, let by):
      return AuditLine(
        "team-invited", .create, at: now, object: id, parties: [by.description])
    case .changed:
      return AuditLine(
        "\(subject)-update", .update, at: now, object: id, parties: [sender.description])
    case .ended(_, let by, _):
      return AuditLine("team-ended", .update, at: now, object: id, parties: [by.description])
    case .forked(_, let signers):
      return AuditLine(
        "\(subject)-fork", .update, at: now, object: id, parties: signers.map(\.description))
    case .ignored(let name, _):
      return AuditLine(
        "\(subject)-document", .update, at: now, outcome: name, object: id,
        parties: [sender.description])
    }
  }
}

extension Duty {
  /// Whether it names `identity` in any place.
  func names(_ identity: Identity) -> Bool {
    facts.vacant.contains(identity)
      || facts.shifts.contains { $0.holder == identity || $0.backup == identity }
  }
}
