internal import Files
internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// Fills the file of a new snapshot. No journal and no syncs on the way: until it is whole it has
/// another name, and nobody misses it.
final class SnapshotWriter {
  private let queue: DatabaseQueue
  private var statements: Statements?
  private let path: String
  private(set) var people = 0
  /// Rows that contradicted an earlier one of their number.
  private(set) var contradictions = 0
  private var pending: (key: Int64, entry: RegisterEntry)?

  private struct Statements {
    let insert: Statement
    let select: Statement
    let replace: Statement
  }

  init(_ path: String) throws {
    self.path = path
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA journal_mode=OFF;
          PRAGMA synchronous=OFF;
          PRAGMA locking_mode=EXCLUSIVE;
          PRAGMA cache_size=-24576;
          """)
    }
    (queue, statements) = try Self.translating(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      let statements = try queue.writeWithoutTransaction { database in
        try database.execute(sql: Snapshot.schema)
        try database.execute(sql: "BEGIN")
        let values = "entries(\(Snapshot.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        return Statements(
          insert: try database.makeStatement(sql: "INSERT OR IGNORE INTO \(values)"),
          select: try database.makeStatement(sql: Snapshot.selection),
          replace: try database.makeStatement(sql: "INSERT OR REPLACE INTO \(values)"))
      }
      return (queue, statements)
    }
  }

  /// An import that failed is rolled back as the database is closed, while all that hears of it is
  /// still there: a statement must not outlive the connection.
  deinit {
    statements = nil
    try? queue.close()
  }

  /// Takes a row in. Rows of one number are merged, those that follow one another without a write.
  func add(_ key: Int64, _ entry: RegisterEntry) throws {
    if pending?.key == key {
      if pending?.entry.merge(entry) == true { contradictions += 1 }
      return
    }
    try flush()
    pending = (key, entry)
  }

  func flush() throws {
    guard let (key, entry) = pending, let statements else { return }
    pending = nil
    try queue.unsafeReentrantWrite { database in
      try run(statements.insert.sqliteStatement, key, entry)
      if sqlite3_changes(database.sqliteConnection) == 1 {
        people += 1
      } else if var known = try Snapshot.entry(statements.select.sqliteStatement, key, path) {
        if known.merge(entry) { contradictions += 1 }
        try run(statements.replace.sqliteStatement, key, known)
      }
    }
  }

  private func run(_ statement: OpaquePointer, _ key: Int64, _ entry: RegisterEntry) throws {
    sqlite3_bind_int64(statement, 1, key)
    sqlite3_bind_int(statement, 2, Int32(entry.standing.rawValue))
    let texts = [
      entry.family, entry.given, entry.profession, entry.title, entry.details, entry.note,
    ]
    for (index, text) in texts.enumerated() { bind(text, statement, Int32(index + 3)) }
    bind(entry.others.joined(separator: "\n"), statement, 10)
    if let until = entry.until {
      sqlite3_bind_int64(statement, 9, Int64(until.number))
    } else {
      sqlite3_bind_null(statement, 9)
    }
    let code = sqlite3_step(statement)
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw Self.error(code, path) }
  }

  private func bind(_ text: String, _ statement: OpaquePointer, _ column: Int32) {
    var text = text
    text.withUTF8 { bytes in
      _ = bytes.withMemoryRebound(to: CChar.self) {
        sqlite3_bind_text(statement, column, $0.baseAddress, Int32($0.count), Self.transient)
      }
    }
  }

  /// SQLite copies what is bound.
  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Writes what the snapshot says of itself and puts the file on the disk, closed.
  func finish(_ meta: KeyValuePairs<String, String>) throws {
    try flush()
    try Self.translating(path) {
      try queue.writeWithoutTransaction { database in
        for (name, value) in meta.map({ ($0.key, $0.value) }) + [("format", Snapshot.format)] {
          try database.execute(
            sql: "INSERT INTO meta(name, value) VALUES (?, ?)", arguments: [name, value])
        }
        try database.execute(sql: "COMMIT")
      }
      statements = nil
      try queue.close()
    }
    try Descriptor.updating(path).sync()
  }

  private static func translating<Result>(_ path: String, _ body: () throws -> Result) throws
    -> Result
  {
    do { return try body() } catch let error as DatabaseError {
      throw Self.error(error.resultCode.rawValue, path)
    }
  }

  private static func error(_ code: Int32, _ path: String) -> any Error {
    switch code & 0xff {
    case SQLITE_FULL: FileError("write", path, code: ENOSPC)
    case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_READONLY: FileError("create", path, code: EACCES)
    case SQLITE_IOERR: FileError("write", path, code: EIO)
    default: RegisterError.unusable(path, code)
    }
  }
}
