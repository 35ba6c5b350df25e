internal import Files
internal import GRDB

/// `vault.db`: messages, replay ids, deliveries under way, contacts' prekeys and the audit log.
///
/// What lies here is sealed; once the key of its day is gone it is noise, so nothing is
/// overwritten on deletion.
struct MessageTable: Sendable {
  let database: DatabaseFile

  private static let schema = """
    CREATE TABLE messages(
      rowKey BLOB PRIMARY KEY, idMark INTEGER NOT NULL, expiryDay INTEGER NOT NULL,
      arrival INTEGER NOT NULL, changed INTEGER NOT NULL, size INTEGER NOT NULL,
      exported INTEGER NOT NULL DEFAULT 0,
      summary BLOB NOT NULL, head BLOB NOT NULL, tail BLOB NOT NULL, fileKey BLOB NOT NULL,
      frames BLOB NOT NULL, payload BLOB, replaces BLOB);
    CREATE INDEX messagesByReplaced ON messages(replaces) WHERE replaces IS NOT NULL;
    CREATE INDEX messagesByIdMark ON messages(idMark);
    CREATE INDEX messagesByExpiry ON messages(expiryDay);
    CREATE INDEX messagesByArrival ON messages(arrival);
    CREATE INDEX messagesByChange ON messages(changed);
    CREATE TABLE deletions(rowKey BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE receipts(
      rowKey BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL, changed INTEGER NOT NULL,
      owed INTEGER NOT NULL DEFAULT 0, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE INDEX receiptsByExpiry ON receipts(expiryDay);
    CREATE INDEX receiptsByChange ON receipts(changed);
    CREATE INDEX receiptsOwed ON receipts(owed) WHERE owed > 0;
    CREATE TABLE standings(
      rowKey BLOB NOT NULL, recipient BLOB NOT NULL, expiryDay INTEGER NOT NULL,
      record BLOB NOT NULL, PRIMARY KEY(rowKey, recipient)) WITHOUT ROWID;
    CREATE INDEX standingsByExpiry ON standings(expiryDay);
    CREATE TABLE deliveries(
      id INTEGER PRIMARY KEY, expiryDay INTEGER NOT NULL, rowKey BLOB NOT NULL,
      waits INTEGER NOT NULL DEFAULT 1, delivery BLOB NOT NULL);
    CREATE INDEX deliveriesByMessage ON deliveries(rowKey);
    CREATE INDEX deliveriesThatWait ON deliveries(id) WHERE waits;
    CREATE TABLE contactPrekeys(
      contact BLOB NOT NULL, day INTEGER NOT NULL, prekey BLOB NOT NULL,
      PRIMARY KEY(contact, day)) WITHOUT ROWID;
    CREATE TABLE audit(
      number INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, line BLOB NOT NULL, mac BLOB NOT NULL);
    CREATE TABLE auditChain(
      id INTEGER PRIMARY KEY CHECK(id = 1), epoch INTEGER NOT NULL, key BLOB NOT NULL);
    CREATE TABLE arrivals(id INTEGER PRIMARY KEY CHECK(id = 1), last INTEGER NOT NULL);
    INSERT INTO arrivals(id, last) VALUES (1, 0);
    """ + additions

  /// What homes made before it had it lack.
  private static let additions = """

    CREATE TABLE IF NOT EXISTS outgoing(
      rowKey BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL, header BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS unannounced(
      rowKey BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL, remark BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS readings(
      rowKey BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS unread(id INTEGER PRIMARY KEY CHECK(id = 1), record BLOB NOT NULL);
    """

  static func create(_ home: Home) throws -> MessageTable {
    MessageTable(
      database: try DatabaseFile(home.messageTable, secureDelete: false, creating: schema))
  }

  static func open(_ home: Home) throws -> MessageTable {
    let database = try DatabaseFile(home.messageTable, secureDelete: false)
    try database.outsideTransaction { try $0.execute(sql: additions) }
    return MessageTable(database: database)
  }

  /// The next number in the order of arrivals and changes.
  static func nextNumber(_ database: GRDB.Database) throws -> Int {
    try database.run("UPDATE arrivals SET last = last + 1")
    return try lastNumber(database)
  }

  static func lastNumber(_ database: GRDB.Database) throws -> Int {
    try Int.fetchOne(database, kept("SELECT last FROM arrivals")) ?? 0
  }

  /// Counts and days, which a locked home may tell.
  func counts(today: Day) throws -> (messages: Int, lastExpiry: Day?) {
    try database.read { database in
      // SQLite counts a whole table by its pages; rows that a condition picks, one by one. Few are
      // past.
      let messages = try Int.fetchOne(
        database,
        kept(
          """
          SELECT (SELECT COUNT(*) FROM messages)
            - (SELECT COUNT(*) FROM messages WHERE expiryDay < ?)
          """, [today.number]))
      let last = try Int.fetchOne(database, kept("SELECT MAX(expiryDay) FROM messages"))
      return (messages ?? 0, last.flatMap { $0 < today.number ? nil : Day($0) })
    }
  }

  /// Copies of sent messages that wait for their route, and messages that no run told of yet.
  func waiting(today: Day) throws -> (toGoOut: Int, untold: Int) {
    try database.read { database in
      func count(_ sql: String) throws -> Int {
        try Int.fetchOne(database, kept(sql, [today.number])) ?? 0
      }
      return (
        try count("SELECT COUNT(*) FROM deliveries WHERE waits AND waits = 1 AND expiryDay >= ?"),
        try count("SELECT COUNT(*) FROM unannounced WHERE expiryDay >= ?")
      )
    }
  }
}
