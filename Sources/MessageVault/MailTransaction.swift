package import Files
internal import FoundationEssentials
internal import GRDB
package import Identities

/// One transaction on the messages of a home, in which a use case reads what is on file and decides
/// by it: no other process gets in between. Not to be kept beyond its closure.
package final class MailTransaction {
  private let vault: OpenVault
  private let database: GRDB.Database
  /// Rows whose objects go once this is committed.
  private(set) var removed: [(day: Day, rowKey: [UInt8])] = []

  init(_ vault: OpenVault, _ database: GRDB.Database) {
    self.vault = vault
    self.database = database
  }

  package func receipt(_ rowKey: [UInt8]) throws -> ReceiptRecord? {
    try vault.receipt(database, rowKey)
  }

  /// Keeps `record`, in a row that is made under `day` when there is none; `owed` is to be told to
  /// its sender by the next run that sends.
  package func setReceipt(
    _ record: ReceiptRecord, newUnder day: Day, owing owed: ReceiptRecord.Owed = []
  ) throws {
    try vault.setReceipt(database, record, newUnder: day, owing: owed)
  }

  /// What was owed by these rows is told.
  package func settle(_ rowKeys: [[UInt8]]) throws {
    for rowKey in rowKeys {
      try database.run("UPDATE receipts SET owed = 0 WHERE rowKey = ?", [Data(rowKey)])
    }
  }

  package func hasMessage(_ rowKey: [UInt8]) throws -> Bool {
    try vault.hasRow(database, rowKey)
  }

  /// The head and tail lines of the message in a row; nil when there is none.
  package func lines(of rowKey: [UInt8]) throws -> (head: [UInt8], tail: [UInt8])? {
    try vault.lines(database, rowKey)
  }

  /// Removes the message in a row: its copies in backups do not come back.
  package func withdraw(_ rowKey: [UInt8]) throws {
    guard let day = try expiryDay(of: rowKey) else { return }
    try vault.remove(database, rowKey, day)
    removed.append((day, rowKey))
  }

  /// Marks the message in a row as taken back, in its summary.
  package func markRecalled(_ rowKey: [UInt8]) throws {
    try vault.changeSummary(database, rowKey) { $0.isRecalled = true }
  }

  package func standings(_ rowKey: [UInt8]) throws -> OpenVault.Standings {
    try vault.standings(database, rowKey)
  }

  /// What this home did about each message that it sent, by row.
  package func ownStandings() throws -> [(rowKey: [UInt8], record: [UInt8])] {
    try vault.ownStandings(database)
  }

  /// Replaces what `person`, or for nil this home, has in the standing of the message in a row.
  /// Nothing is noted of a message that is gone.
  package func setStanding(
    _ rowKey: [UInt8], of person: Identity?, _ record: [UInt8]
  ) throws {
    guard let day = try expiryDay(of: rowKey) else { return }
    try vault.setStanding(database, rowKey, of: person, record, day: day)
  }

  /// An envelope that nobody reads here again, on its way out.
  package struct Envelope {
    /// 16 bytes, of the message in it.
    package var id: [UInt8]
    package var expires: Timestamp
    package var bytes: [UInt8]
    package var deliveries: [[UInt8]]

    package init(id: [UInt8], expires: Timestamp, bytes: [UInt8], deliveries: [[UInt8]]) {
      self.id = id
      self.expires = expires
      self.bytes = bytes
      self.deliveries = deliveries
    }
  }

  /// Keeps an envelope until its routes have it.
  package func post(_ envelope: Envelope) throws {
    try vault.vault.checkRoom()
    let rowKey = vault.rowKey(from: vault.identity, id: envelope.id)
    let day = (envelope.expires - 1).day
    func sealed(_ bytes: [UInt8], _ table: String, _ column: String, _ day: Day) throws -> [UInt8] {
      vault.seal.seal(
        bytes, try vault.dayKeys.made(day), at: vault.place(table, column, day, rowKey))
    }
    try vault.insertDeliveries(
      database, rowKey, day,
      envelope.deliveries.map {
        try sealed($0, "deliveries", "delivery", day + OpenVault.daysToTell)
      },
      outgoing: sealed(envelope.bytes, "outgoing", "header", day))
  }

  private func expiryDay(of rowKey: [UInt8]) throws -> Day? {
    try Int.fetchOne(
      database, kept("SELECT expiryDay FROM messages WHERE rowKey = ?", [Data(rowKey)])
    ).map(Day.init)
  }
}

extension OpenVault {
  /// Runs `body` in one transaction, with the lines that it returns in the audit log.
  package func changeMail(_ body: (MailTransaction) throws -> [AuditLine]) throws {
    let removed = try store.database.write { database in
      let transaction = MailTransaction(self, database)
      let lines = try body(transaction)
      if !lines.isEmpty { try audit.append(database, lines) }
      return transaction.removed
    }
    try removeObjects(removed)
  }

  /// A kill before this leaves them to ``sweepObjects()``.
  func removeObjects(_ rows: [(day: Day, rowKey: [UInt8])]) throws {
    for row in rows { try objects.remove(day: row.day, rowKey: row.rowKey) }
  }
}
