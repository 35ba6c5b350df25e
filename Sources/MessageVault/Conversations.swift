package import Files
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
    try taken(database, key)?.position
  }

  /// A position, and for one's own what is needed to take it back.
  private struct Taken {
    var position: ConversationPosition
    /// The day through which the message has a row, and the id of the one before.
    var way: (day: Day, previous: [UInt8])?
  }

  private func taken(_ database: GRDB.Database, _ key: [UInt8]) throws -> Taken? {
    let sealed = try Data.fetchOne(
      database, kept("SELECT position FROM conversations WHERE conversation = ?", [Data(key)]))
    guard let sealed else { return nil }
    let bytes = try seal.open(Array(sealed), rowsKey, at: place(key))
    guard bytes.count == 24 || bytes.count == 48 else { throw VaultError.damaged("conversations") }
    let position = ConversationPosition(
      seq: Int(bytes[..<8].bigEndianInteger), id: Array(bytes[8..<24]))
    guard bytes.count == 48 else { return Taken(position: position) }
    return Taken(
      position: position,
      way: (Day(Int(bytes[24..<32].bigEndianInteger)), Array(bytes[32...])))
  }

  /// Runs `body` with this home's next number in the conversation and the id of the message before;
  /// no two callers get the same. The number is the one of `message` once `body` has kept that,
  /// whose row lives through `day`; when it fails or is killed the next caller gets it.
  package func withNumber<Result>(
    in id: [UInt8], for message: [UInt8], keptThrough day: Day,
    _ body: (_ seq: Int, _ previous: [UInt8]?) throws -> Result
  ) throws -> Result {
    try takeBackNumber(in: id)
    return try objects.whilePresent {
      let (seq, previous) = try takeNumber(in: id, for: message, keptThrough: day)
      return try body(seq, previous)
    }
  }

  private func takeNumber(
    in id: [UInt8], for message: [UInt8], keptThrough day: Day
  ) throws -> (seq: Int, previous: [UInt8]?) {
    let key = conversationKey(identity, id)
    return try writePositions { database in
      let last = try position(database, key)
      let next = ConversationPosition(seq: (last?.seq ?? 0) + 1, id: message)
      try set(
        database, key,
        Taken(position: next, way: (day, last?.id ?? [UInt8](repeating: 0, count: 16))))
      return (next.seq, last?.id)
    }
  }

  /// Takes back the number of a message that was not sent after all: others would miss it for ever.
  /// Not while someone is sending.
  private func takeBackNumber(in id: [UInt8]) throws {
    let key = conversationKey(identity, id)
    try objects.whenIdle {
      guard let last = try readKeys({ try taken($0, key) }), let way = last.way,
        way.day >= today, try !isKnown(rowKey(from: identity, id: last.position.id))
      else { return }
      try writePositions { database in
        guard try position(database, key) == last.position else { return }
        guard last.position.seq > 1 else {
          return try database.run("DELETE FROM conversations WHERE conversation = ?", [Data(key)])
        }
        let previous = ConversationPosition(seq: last.position.seq - 1, id: way.previous)
        try set(database, key, Taken(position: previous))
      }
    }
  }

  /// Whether a message is here, or was and was deleted.
  private func isKnown(_ rowKey: [UInt8]) throws -> Bool {
    try store.database.read { try hasRow($0, rowKey) || isDeleted($0, rowKey) }
  }

  /// Notes how far senders have come, each unless further already.
  package func note(
    _ positions: [(sender: Identity, conversation: [UInt8], position: ConversationPosition)]
  ) throws {
    guard !positions.isEmpty else { return }
    try writePositions { database in
      for (sender, conversation, position) in positions {
        let key = conversationKey(sender, conversation)
        if let last = try self.position(database, key), last.seq >= position.seq { continue }
        try set(database, key, Taken(position: position))
      }
    }
  }

  private func set(_ database: GRDB.Database, _ key: [UInt8], _ taken: Taken) throws {
    var bytes: [UInt8] = []
    bytes.append(bigEndian: UInt64(taken.position.seq))
    bytes += taken.position.id
    if let way = taken.way {
      bytes.append(bigEndian: UInt64(way.day.number))
      bytes += way.previous
    }
    let sealed = seal.seal(bytes, rowsKey, at: place(key))
    try database.run(
      "INSERT OR REPLACE INTO conversations(conversation, position) VALUES (?, ?)",
      [Data(key), Data(sealed)])
  }

  private func conversationKey(_ sender: Identity, _ id: [UInt8]) -> [UInt8] {
    BLAKE2b.hash(sender.publicKey + id, key: pseudonymKey, size: 16)
  }

  private func place(_ key: [UInt8]) -> RowSeal.Place {
    RowSeal.Place(table: "conversations", column: "position", day: nil, primaryKey: key)
  }
}
