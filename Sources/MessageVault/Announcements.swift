internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// Messages that were received and not told of yet: whatever fails around the telling, the next run
/// does it.
extension OpenVault {
  package struct Unannounced: Sendable {
    package let message: StoredMessage
    /// What is to be told of it beside what it holds itself.
    package let remark: [UInt8]
  }

  /// Runs `body`, which keeps messages and tells of them; other runs leave them to it meanwhile.
  package func announcing<Result>(_ body: () throws -> Result) throws -> Result {
    let lock = try Descriptor.folder(vault.home.queue)
    while flock(lock.number, LOCK_SH) != 0 {
      guard errno == EINTR else { throw FileError("lock", lock.path) }
    }
    defer { withExtendedLifetime(lock) {} }
    return try body()
  }

  /// What an earlier run kept and did not tell of, in the order of its arrival; nothing while
  /// another run is telling.
  package func unannounced() throws -> [Unannounced] {
    let lock = try Descriptor.folder(vault.home.queue)
    guard flock(lock.number, LOCK_EX | LOCK_NB) == 0 else { return [] }
    defer { withExtendedLifetime(lock) {} }
    let rows = try store.database.read {
      try Row.fetchAll(
        $0,
        kept(
          "SELECT rowKey, expiryDay, remark FROM unannounced WHERE expiryDay >= ?", [today.number]))
    }
    return try rows.compactMap { row in
      let (day, rowKey) = (Day(try row.value("expiryDay")), try row.bytes("rowKey"))
      guard let message = try message(rowKey), let key = try dayKeys.existing(day) else {
        return nil
      }
      return Unannounced(
        message: message,
        remark: try seal.open(
          row.bytes("remark"), key, at: place("unannounced", "remark", day, rowKey)))
    }.sorted { $0.message.arrival < $1.message.arrival }
  }

  /// Notes that the messages in these rows were told of.
  package func noteAnnounced(_ rowKeys: [[UInt8]]) throws {
    guard !rowKeys.isEmpty else { return }
    try store.database.write { database in
      for rowKey in rowKeys {
        try database.run("DELETE FROM unannounced WHERE rowKey = ?", [Data(rowKey)])
      }
    }
  }
}
