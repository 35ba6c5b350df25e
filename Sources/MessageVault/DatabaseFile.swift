internal import CSQLite
internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// A SQLite file of the home, opened so that a commit is on the disk when it returns.
///
/// WAL with `synchronous=FULL`, incremental vacuum from the first page on, temporary tables in
/// memory, five seconds' patience with other processes, then ``VaultError/busy``. The log stays
/// when the file is closed, because to empty it and to begin the next takes five syncs; it is
/// emptied by a commit that fills it, and as ``write(_:)`` says.
struct DatabaseFile: Sendable {
  let queue: DatabaseQueue
  /// Whether what is removed leaves no copy in the file.
  private let secureDelete: Bool

  /// A copy, which is closed whole.
  init(queue: DatabaseQueue) {
    self.queue = queue
    secureDelete = true
  }

  /// Opens the file at `path`; with `schema` it is made first and must not be there.
  init(_ path: String, secureDelete: Bool, creating schema: String? = nil) throws {
    self.secureDelete = secureDelete
    if schema != nil { _ = try Descriptor.creating(path) } else { try Self.checkIsDatabase(path) }
    var configuration = Configuration()
    configuration.busyMode = .timeout(Double(csqlite_patience) / 1000)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { database in
      // It has to come before the first table; later it would write to the file at each opening.
      if schema != nil { try database.execute(sql: "PRAGMA auto_vacuum=INCREMENTAL") }
      try database.execute(
        sql: """
          PRAGMA journal_mode=WAL;
          PRAGMA synchronous=FULL;
          PRAGMA temp_store=MEMORY;
          PRAGMA secure_delete=\(secureDelete ? "ON" : "OFF");
          PRAGMA trusted_schema=OFF;
          PRAGMA cell_size_check=ON;
          """)
      guard try Int.fetchOne(database, sql: "PRAGMA synchronous") == 2,
        try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal"
      else { throw VaultError.damaged("\(Paths.name(of: path)) cannot be opened safely") }
      _ = csqlite_keep_log(database.sqliteConnection, 1)
      csqlite_bound_log(database.sqliteConnection)
    }
    queue = try translatingErrors(path) {
      try DatabaseQueue(path: path, configuration: configuration)
    }
    if let schema { try write { try $0.execute(sql: schema) } } else { try checkPrograms() }
  }

  /// A home may have been copied from elsewhere: a view or a trigger in it would run what somebody
  /// wrote, and could keep keys from being destroyed. tacita makes none.
  private func checkPrograms() throws {
    let isFound = try read {
      try Bool.fetchOne(
        $0, sql: "SELECT 1 FROM sqlite_schema WHERE type NOT IN ('table', 'index') LIMIT 1")
        ?? false
    }
    guard !isFound else {
      throw VaultError.damaged("\(Paths.name(of: queue.path)) has a view or a trigger")
    }
  }

  /// Looked at before SQLite opens it, which would make a database of an empty file.
  private static func checkIsDatabase(_ path: String) throws {
    let head = try Descriptor.reading(path).read(upTo: 16)
    guard head == Array("SQLite format 3\0".utf8) else {
      throw VaultError.damaged("\(Paths.name(of: path)) is empty, cut short or overwritten")
    }
  }

  /// One transaction that changes something. Where a copy of what is removed may not stay, the log
  /// is emptied when this process closes the file.
  func write<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try writeKeepingLog { database in
      if secureDelete { Self.emptyLogAtClose(database) }
      return try body(database)
    }
  }

  static func emptyLogAtClose(_ database: GRDB.Database) {
    _ = csqlite_keep_log(database.sqliteConnection, 0)
  }

  /// One transaction that removes nothing of which a copy may not stay.
  func writeKeepingLog<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try translatingErrors(queue.path) { try queue.write(body) }
  }

  /// One transaction that costs no sync, because it can be done again: a loss of power may undo it
  /// until the next commit, but nothing before it.
  func writeUnsynced(_ body: (GRDB.Database) throws -> Void) throws {
    try outsideTransaction { database in
      try database.execute(sql: "PRAGMA synchronous=NORMAL")
      let outcome = Swift.Result {
        try database.inTransaction {
          try body(database)
          return .commit
        }
      }
      try database.execute(sql: "PRAGMA synchronous=FULL")
      try outcome.get()
    }
  }

  /// Looks at one state of the file. Inside a transaction of this process it is a part of that, and
  /// sees what it changed.
  func read<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try translatingErrors(queue.path) {
      try queue.unsafeReentrantRead { database in
        try database.isInsideTransaction ? body(database) : Self.looking(database, body)
      }
    }
  }

  /// GRDB's own way to read sets a pragma before and after it, and at each SQLite forgets all
  /// statements that it has parsed. Those that begin and end the transaction are kept, too.
  private static func looking<Result>(
    _ database: GRDB.Database, _ body: (GRDB.Database) throws -> Result
  ) throws -> Result {
    let changes = database.totalChangesCount
    try database.run("BEGIN")
    do {
      let result = try body(database)
      try database.run("COMMIT")
      assert(database.totalChangesCount == changes, "what only reads has written")
      return result
    } catch {
      if database.isInsideTransaction { try? database.run("ROLLBACK") }
      throw error
    }
  }

  /// The database as a whole, to be copied.
  func reading<Result>(_ body: (DatabaseQueue) throws -> Result) throws -> Result {
    try translatingErrors(queue.path) { try body(queue) }
  }

  /// Statements that may not stand in a transaction.
  func outsideTransaction<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    try translatingErrors(queue.path) { try queue.writeWithoutTransaction(body) }
  }

  /// Gives the pages that are free back to the file system and empties the write-ahead log, as far
  /// as others let it: nothing in it is secret.
  func shrink() throws {
    do {
      try outsideTransaction { database in
        var free = Int.max
        while let left = try Int.fetchOne(database, sql: "PRAGMA freelist_count"),
          (1..<free) ~= left
        {
          // In pieces: others get in between.
          try database.execute(sql: "PRAGMA incremental_vacuum(4096)")
          free = left
        }
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    } catch VaultError.busy {}
  }

  /// Rewrites the file without its free pages and empties the write-ahead log. False when another
  /// process kept it from that.
  func scrub() throws -> Bool {
    do {
      return try outsideTransaction { database in
        try database.execute(sql: "VACUUM")
        let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        return row?[0] == 0
      }
    } catch VaultError.busy {
      return false
    }
  }
}

/// Statements that come once for each message or contact: SQLite parses them once and keeps them, while
/// the file is open.
extension GRDB.Database {
  func run(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

/// What such a statement finds.
func kept(
  _ sql: String, _ arguments: StatementArguments = StatementArguments()
) -> SQLRequest<Row> {
  SQLRequest(sql: sql, arguments: arguments, cached: true)
}

/// SQLite's errors in the vault's terms.
private func translatingErrors<Result>(_ path: String, _ body: () throws -> Result) throws -> Result
{
  do {
    return try body()
  } catch let error as DatabaseError {
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: throw VaultError.busy
    case .SQLITE_FULL: throw FileError("write", path, code: ENOSPC)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      throw FileError("write", path, code: EROFS)
    case .SQLITE_IOERR:
      // What SQLite shares between processes needs room, too, and this is all that it says of it.
      throw FileError("write", path, code: Directories.isFull(around: path) ? ENOSPC : EIO)
    case .SQLITE_PROTOCOL: throw VaultError.busy
    case .SQLITE_NOMEM: throw FileError("read", path, code: ENOMEM)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      throw VaultError.damaged(Paths.name(of: path))
    case .SQLITE_ERROR where isAboutSchema(error):
      throw VaultError.damaged("\(Paths.name(of: path)) lacks a table")
    default: throw error
    }
  }
}

/// Whether a statement failed because the file has not the tables that it had when it was made.
private func isAboutSchema(_ error: DatabaseError) -> Bool {
  ["no such table", "no such column", "malformed database schema"].contains {
    error.message?.hasPrefix($0) == true
  }
}

/// Columns of a row that another program may have changed: what is of another type is damage, and
/// never a trap.
extension Row {
  func value<Value: DatabaseValueConvertible>(_ column: String) throws -> Value {
    let stored: DatabaseValue = self[column]
    guard let value = Value.fromDatabaseValue(stored) else {
      throw VaultError.damaged("column \(column)")
    }
    return value
  }

  func bytes(_ column: String) throws -> [UInt8] { Array(try value(column) as Data) }
}
