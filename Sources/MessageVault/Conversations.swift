internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// Where a sender stands in a conversation: the number and id of the last message seen of them.
package struct ConversationPosition: Sendable, Equatable {
  package var seq: Int
  /// 16 bytes.
  package var id: [UInt8]

  package init(seq: Int, id: [UInt8]) {
    self.seq = seq
    self.id = id
  }
}

extension OpenVault {
  /// The last position of `sender` in the conversation with the 16-byte `id`.
  package func position(of sender: Identity, in id: [UInt8]) throws -> ConversationPosition? {
    try readKeys { try position($0, conversationKey(sender, id)) }
  }

  private func position(
    _ database: GRDB.Database, _ key: [UInt8]
  ) throws -> ConversationPosition? {
    let sealed = try Data.fetchOne(
      database, sql: "SELECT position FROM conversations WHERE conversation = ?",
      arguments: [Data(key)])
    guard let sealed else { return nil }
    let bytes = try seal.open(Array(sealed), rowsKey, at: place(key))
    guard bytes.count == 24 else { throw VaultError.damaged("conversations") }
    return ConversationPosition(seq: Int(bytes[..<8].bigEndianInteger), id: Array(bytes[8...]))
  }

  /// Takes the next number of `sender` in the conversation for the message `message`; no two
  /// callers get the same.
  package func advance(
    _ sender: Identity, in id: [UInt8], to message: [UInt8]
  ) throws -> (seq: Int, previous: [UInt8]?) {
    let key = conversationKey(sender, id)
    return try writeKeys { database in
      let last = try position(database, key)
      let seq = (last?.seq ?? 0) + 1
      try set(database, key, ConversationPosition(seq: seq, id: message))
      return (seq, last?.id)
    }
  }

  /// Gives back the number taken for `message`, which was not sent after all, unless another
  /// took the next one meanwhile.
  package func retract(
    _ sender: Identity, in id: [UInt8], message: [UInt8], previous: [UInt8]?
  ) throws {
    let key = conversationKey(sender, id)
    try writeKeys { database in
      guard let last = try position(database, key), last.id == message else { return }
      if let previous {
        try set(database, key, ConversationPosition(seq: last.seq - 1, id: previous))
      } else {
        try database.execute(
          sql: "DELETE FROM conversations WHERE conversation = ?", arguments: [Data(key)])
      }
    }
  }

  /// Notes how far senders have come, each unless further already.
  package func note(
    _ positions: [(sender: Identity, conversation: [UInt8], position: ConversationPosition)]
  ) throws {
    guard !positions.isEmpty else { return }
    try writeKeys { database in
      for (sender, conversation, position) in positions {
        let key = conversationKey(sender, conversation)
        if let last = try self.position(database, key), last.seq >= position.seq { continue }
        try set(database, key, position)
      }
    }
  }

  private func set(
    _ database: GRDB.Database, _ key: [UInt8], _ position: ConversationPosition
  ) throws {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt64(position.seq))
    let sealed = seal.seal(bytes + position.id, rowsKey, at: place(key))
    try database.execute(
      sql: "INSERT OR REPLACE INTO conversations(conversation, position) VALUES (?, ?)",
      arguments: [Data(key), Data(sealed)])
  }

  private func conversationKey(_ sender: Identity, _ id: [UInt8]) -> [UInt8] {
    BLAKE2b.hash(sender.publicKey + id, key: pseudonymKey, size: 16)
  }

  private func place(_ key: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "conversations", column: "position", day: nil, primaryKey: key)
  }
}
