internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault

/// Finds gaps in what each sender wrote to a conversation: every message has the number and the id
/// of the one before (docs/protocol.md, section 4).
struct ConversationOrder {
  private let vault: OpenVault
  /// The newest message of each sender in each conversation, as far as this run saw it.
  private var positions: [[UInt8]: ConversationPosition] = [:]

  init(_ vault: OpenVault) { self.vault = vault }

  /// Where each message stands. What came together is put into its senders' order first: a folder
  /// or queue hands it out in any.
  mutating func places(of heads: [MessageHead]) throws -> [Reception.Order] {
    var orders = [Reception.Order](repeating: .inOrder, count: heads.count)
    for index in heads.indices.sorted(by: { heads[$0].seq < heads[$1].seq })
    where !heads[index].kind.isAboutOthers {
      orders[index] = try place(heads[index])
    }
    return orders
  }

  private mutating func place(_ head: MessageHead) throws -> Reception.Order {
    let key = head.from.publicKey + head.conversation
    let last = try positions[key] ?? vault.position(of: head.from, in: head.conversation)
    if head.seq > last?.seq ?? 0 {
      positions[key] = ConversationPosition(seq: head.seq, id: head.id)
    }
    // A team's newcomer was not sent what came before.
    if head.isOfTeam, last == nil { return .inOrder }
    let missing = head.seq - (last?.seq ?? 0) - 1
    if missing > 0 {
      // A run that was killed may have kept the message before and not noted its position.
      let follows = try head.previous.map { try vault.receipt(from: head.from, id: $0) != nil }
      return follows ?? false ? .inOrder : .missing(missing)
    }
    return missing == 0 && head.previous == last?.id ? .inOrder : .outOfOrder
  }
}
