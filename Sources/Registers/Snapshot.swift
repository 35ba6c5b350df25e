internal import Files
internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// An extract of a register in a file of its own: a table with the number as its key, so that a
/// look-up is one read through the index.
package final class Snapshot {
  package let facts: SnapshotFacts
  private let queue: DatabaseQueue
  private let lookUp: Statement
  private let path: String

  static let format = "2"

  static let schema = """
    CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE entries(
      number INTEGER PRIMARY KEY, standing INTEGER NOT NULL, family TEXT NOT NULL,
      given TEXT NOT NULL, profession TEXT NOT NULL, title TEXT NOT NULL, details TEXT NOT NULL,
      note TEXT NOT NULL, until INTEGER, others TEXT NOT NULL);
    """

  private static let firstColumns =
    "number, standing, family, given, profession, title, details, note, until"
  static let columns = firstColumns + ", others"
  static let selection = "SELECT \(columns) FROM entries WHERE number = ?"
  /// Of snapshots of format 1, which hold no other names.
  private static let firstSelection = "SELECT \(firstColumns), '' FROM entries WHERE number = ?"

  init(_ path: String, _ register: Register) throws {
    self.path = path
    do {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      queue = try DatabaseQueue(path: path, configuration: configuration)
      (facts, lookUp) = try queue.unsafeRead { database in
        let (facts, format) = try Self.facts(database, register)
        return (
          facts,
          try database.makeStatement(sql: format == "1" ? Self.firstSelection : Self.selection)
        )
      }
    } catch let error as DatabaseError {
      throw RegisterError.unusable(path, error.resultCode.rawValue)
    } catch let error as MetaError {
      throw RegisterError.damaged(path: path, reason: error.reason)
    }
  }

  private struct MetaError: Error { let reason: String }

  private static func facts(_ database: GRDB.Database, _ register: Register) throws
    -> (SnapshotFacts, format: String)
  {
    let rows = try Row.fetchAll(database, sql: "SELECT name, value FROM meta")
    let meta = Dictionary(
      uniqueKeysWithValues: rows.map { ($0["name"] as String, $0["value"] as String) })
    func value<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value {
      guard let value = meta[name].flatMap(read) else { throw MetaError(reason: "no \(name)") }
      return value
    }
    guard let found = meta["format"], ["1", format].contains(found) else {
      throw MetaError(reason: "another format")
    }
    guard meta["register"] == register.rawValue else { throw MetaError(reason: "another register") }
    let facts = SnapshotFacts(
      register: register, source: try value("source") { $0 },
      date: try value("date") { Timestamp($0) }, imported: try value("imported") { Timestamp($0) },
      sha256: try value("sha256") { $0 }, people: try value("people") { Int($0) },
      rows: try value("rows") { Int($0) }, skipped: try value("skipped") { Int($0) },
      bad: try value("bad") { Int($0) })
    return (facts, found)
  }

  /// What the register says of the number `facts`; nil when it does not hold it.
  package func entry(of number: NumberFacts) throws -> RegisterEntry? {
    guard let key = number.key else { return nil }
    return try queue.unsafeRead { _ in
      try Self.entry(lookUp.sqliteStatement, key, path)
    }
  }

  static func entry(_ statement: OpaquePointer, _ key: Int64, _ path: String) throws
    -> RegisterEntry?
  {
    sqlite3_reset(statement)
    sqlite3_bind_int64(statement, 1, key)
    defer { sqlite3_reset(statement) }
    switch sqlite3_step(statement) {
    case SQLITE_DONE: return nil
    case SQLITE_ROW: break
    case let code:
      throw RegisterError.unusable(path, code)
    }
    func text(_ column: Int32) -> String {
      guard let bytes = sqlite3_column_text(statement, column) else { return "" }
      let count = Int(sqlite3_column_bytes(statement, column))
      return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
    guard
      let standing = RegisterEntry.Standing(rawValue: Int(sqlite3_column_int(statement, 1)))
    else { throw RegisterError.damaged(path: path, reason: "an unknown standing") }
    let hasEnd = sqlite3_column_type(statement, 8) != SQLITE_NULL
    var entry = RegisterEntry(
      standing: standing, family: text(2), given: text(3), profession: text(4), title: text(5),
      details: text(6), note: text(7),
      until: hasEnd ? Day(Int(sqlite3_column_int64(statement, 8))) : nil)
    entry.others = text(9).split(separator: "\n").map(String.init)
    return entry
  }
}
