package import Envelopes
package import Files
package import Identities
package import MessageVault
package import Teams

/// What a message bears of the team or role that it names, for the reader, now.
package enum ShownLabel: Sendable, Equatable {
  /// Of a team; members whom it left out, and those of them who have left since.
  case team(TeamName, without: [Identity], left: [Identity])
  case role(TeamName, RolePlace)
  /// It names a team or role and is shown as a personal message.
  case personal(LabelRemark)

  /// How a team or role is called here and by its owners.
  package struct TeamName: Sendable, Equatable {
    package let id: [UInt8]
    package let alias: Alias
    package let name: String
  }

  /// What a message has to do with a role.
  package enum RolePlace: String, Sendable {
    /// "for cardiology on call"
    case forReader = "for"
    /// "cardiology on call writes"
    case byHolder = "by"
    /// The reader sent it to the role.
    case sent = "to"
  }
}

/// Labels of messages (docs/protocol.md, section 8): worked out at each display from the head, what
/// is on file, and whether the message bore its label when it came.
package struct MessageLabels {
  private let authorities: AuthorityBook
  private let own: Identity

  package init(_ authorities: AuthorityBook, own: Identity) {
    self.authorities = authorities
    self.own = own
  }

  package init(_ vault: OpenVault, _ book: ContactBook) throws {
    self.init(try AuthorityBook(vault, trust: book.trust), own: vault.identity)
  }

  /// Nil for a message that names no team or role.
  package func label(_ message: StoredMessage, _ head: MessageHead) -> ShownLabel? {
    label(head, boreLabel: message.summary.boreLabel)
  }

  func label(_ head: MessageHead, boreLabel: Bool = false) -> ShownLabel? {
    switch head.label {
    case nil: nil
    case .team(let id, let roster):
      Self.team(
        head, id, roster, authorities[id], boreLabel: boreLabel, revoked: authorities.revoked)
    case .role(let id, let duty): role(head, id, duty)
    }
  }

  /// The label of a message that names the team `id`, by what is on file of it.
  static func team(
    _ head: MessageHead, _ id: [UInt8], _ roster: [UInt8], _ record: AuthorityRecord?,
    boreLabel: Bool, revoked: Set<Identity>
  ) -> ShownLabel {
    let label = TeamLabel.of(
      head, team: id, roster: roster, authority: record?.authority,
      isJoined: record?.isJoined ?? false, boreLabel: boreLabel, revoked: revoked)
    switch label {
    case .team(let name, let without, let left):
      guard let record else { return .personal(.unknownRoster) }
      return .team(
        ShownLabel.TeamName(id: id, alias: record.alias, name: name), without: without,
        left: left)
    case .personal(let remark): return .personal(remark)
    }
  }

  /// Those who have the role of `head` at `moment`, when the reader had it and has not any more;
  /// nobody else.
  package func successors(of head: MessageHead, at moment: Timestamp) -> [Identity] {
    guard case .role(_, .forReader)? = label(head), let id = head.label?.role,
      let authority = authorities[id]?.authority
    else { return [] }
    func onCall(_ priority: MessageHead.Priority) -> [Identity] {
      let found = try? authority.onCall(
        at: moment, priority: priority, revoked: authorities.revoked)
      return found?.recipients ?? []
    }
    return onCall(.stat).contains(own) ? [] : onCall(.routine)
  }

  private func role(_ head: MessageHead, _ id: [UInt8], _ duty: [UInt8]) -> ShownLabel {
    let record = authorities[id]
    let label = RoleLabel.of(
      head, role: id, duty: duty, authority: record?.authority, reader: own,
      revoked: authorities.revoked)
    guard let record, let name = label.name else { return .personal(.unknownDuty) }
    let shown = ShownLabel.TeamName(id: id, alias: record.alias, name: name)
    // An answer of the holder may reach somebody who has the role in their turn.
    if label.isByRole, head.from != own { return .role(shown, .byHolder) }
    if label.isForReader { return .role(shown, .forReader) }
    if label.isByRole { return .role(shown, .byHolder) }
    return head.from == own ? .role(shown, .sent) : .personal(.notOnDuty)
  }
}
