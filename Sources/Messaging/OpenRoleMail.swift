internal import Envelopes
internal import Files
package import Identities
package import MessageVault
internal import Policies
package import Teams

/// Messages to a role that the user has not answered: whoever has it next must know of them
/// (docs/protocol.md, section 8).
package struct OpenRoleMail {
  private let vault: OpenVault
  private let messages: StoredMessages
  private let role: AuthorityRecord

  package init(_ vault: OpenVault, of role: AuthorityRecord) {
    (self.vault, self.role) = (vault, role)
    messages = StoredMessages(vault)
  }

  /// What became of a message that is passed on.
  package struct PassedOn {
    package let message: StoredMessage
    /// The id of the forward, or why there is none.
    package let forward: Result<[UInt8], any Error>
  }

  /// Passes each open message on to `holder`, for the role, unless they have it already.
  package func passOn(to holder: Identity, by way: WayOut) throws -> [PassedOn] {
    try open(for: holder).map { message in
      PassedOn(message: message, forward: Result { try passOn(message, to: holder, by: way) })
    }
  }

  /// Open messages that `holder` does not have, in the order in which they were received.
  func open(for holder: Identity) throws -> [StoredMessage] {
    let labels = try MessageLabels(vault, ContactBook(vault))
    let known = try passedOn(to: holder)
    return try messages.list().filter { message in
      guard !message.summary.isOutgoing, !message.summary.isRecalled, message.summary.namesGroup,
        !known.contains(message.rowKey), let head = try messages.outline(of: message)?.head,
        head.label?.role == role.id, case .role(_, .forReader)? = labels.label(message, head),
        head.from != holder, !head.to.contains(holder)
      else { return false }
      return try vault.receipt(message.rowKey)?.answer == nil
    }
  }

  /// The rows of messages that were passed on to `holder`.
  private func passedOn(to holder: Identity) throws -> Set<[UInt8]> {
    var rows: Set<[UInt8]> = []
    for message in try messages.list() where message.summary.isOutgoing {
      guard let row = try messages.standing(of: message).record.forwards,
        try messages.outline(of: message)?.head.to.contains(holder) ?? false
      else { continue }
      rows.insert(row)
    }
    return rows
  }

  private func passOn(
    _ stored: StoredMessage, to holder: Identity, by way: WayOut
  ) throws -> [UInt8] {
    let authorities = try AuthorityBook(vault)
    guard
      let duty = authorities[role.id]?.authority.duty(revoked: authorities.revoked)
    else {
      throw AuthorityBookError.closed(.dutyEnded, name: role.alias.description, people: [])
    }
    var message = OutgoingMessage(text: TextSource.empty)
    message.role = role.id.hex
    message.answering = .init(people: [holder], duty: duty.digest)
    message.wants = [.acknowledged]
    message.unverifiedReason = vault.machine.allowsExceptions ? "handover" : nil
    try message.forward(stored.summary.id.hex, priority: nil, in: vault)
    var sender = try MessageSender(vault, by: way)
    do { return try sender.send(message).head.id } catch SendingError.deliveryWaits(let id, _) {
      return id
    }
  }
}
