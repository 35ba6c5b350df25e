internal import AgeFormat
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// Tells the members of a team, and those who are not members any more, that an owner changed it: a
/// notice with its documents (docs/protocol.md, section 8). Somebody who cannot be reached now is
/// told by the first run that can.
struct TeamNotices {
  private let vault: OpenVault
  private let book: ContactBook

  init(_ vault: OpenVault, _ book: ContactBook) {
    self.vault = vault
    self.book = book
  }

  /// Seals and keeps what is owed; the ids of the notices. Whoever calls this releases deliveries
  /// next.
  func post(by route: any Route) throws -> Set<[UInt8]> {
    var authorities = try AuthorityBook(vault, trust: book.trust)
    let owed = authorities.teams.filter { !$0.untold.isEmpty }
    guard !owed.isEmpty, try OwnIdentity(vault).revocation() == nil else { return [] }
    var posted: Set<[UInt8]> = []
    for record in owed {
      var told = authorities.revoked
      if let roster = record.authority.roster(revoked: authorities.revoked) {
        // Those who left are not given the key.
        for people in [
          record.untold.filter(roster.contains), record.untold.filter { !roster.contains($0) },
        ] {
          guard
            let head = try post(record, roster, to: people, revoked: authorities.revoked, by: route)
          else { continue }
          posted.insert(head.id)
          told.formUnion(head.to)
        }
      } else {
        told.formUnion(record.untold)
      }
      guard record.untold.contains(where: told.contains) else { continue }
      // A run that is killed before this sends them once more, which changes nothing.
      try authorities.change { records in
        records[record.id]?.untold.removeAll {
          told.contains($0) && record.untold.contains($0)
        }
        return ((), [])
      }
    }
    return posted
  }

  private func post(
    _ record: AuthorityRecord, _ roster: Roster, to people: [Identity], revoked: Set<Identity>,
    by route: any Route
  ) throws -> MessageHead? {
    let now = vault.clock.now()
    let recipients = try people.filter { !revoked.contains($0) }
      .compactMap { recipient($0, route) }.filter { try $0.prekey(at: now, vault) != nil }
    guard !recipients.isEmpty else { return nil }
    let (to, post) = (recipients.map(\.identity), AnswerPost(vault: vault, address: route.address))
    let documents = MessageSender.parts(of: record, roster, to: to, revoked: revoked)
    let parts = documents.map { MessageHead.Part(name: $0.name, type: $0.type) }
    let head = MessageHead(
      .notice, id: RandomBytes.make(16), from: vault.identity, to: to, sent: now,
      expires: try post.expiry(sent: now), parts: AnswerParts.note + parts)
    let sealed = try post.seal(
      head, to: recipients, contents: [MemorySource([])] + documents.map(\.content))
    let line = AuditLine(
      "team-notice", .create, at: now, object: record.id.hex, parties: to.map(\.description))
    try vault.changeMail {
      try $0.post(sealed)
      return [line]
    }
    return head
  }

  private func recipient(_ identity: Identity, _ route: any Route) -> Recipient? {
    if let contact = book[identity] {
      return Recipient(contact, book.standing(of: contact).colour)
    }
    return RouteCards(route).card(of: identity).map { Recipient($0, .red) }
  }
}

/// What a home sends by itself, whenever it sends or receives.
struct OwedMail {
  private let vault: OpenVault
  private let book: ContactBook

  init(_ vault: OpenVault, _ book: ContactBook) {
    self.vault = vault
    self.book = book
  }

  /// Seals and keeps receipts and notices that are owed; their ids. Whoever calls this releases
  /// deliveries next.
  @discardableResult
  func post(by route: any Route) throws -> Set<[UInt8]> {
    try OwedReceipts(vault, book).post(by: route)
      .union(TeamNotices(vault, book).post(by: route))
  }
}
