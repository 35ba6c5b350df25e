internal import Files
internal import FoundationEssentials
internal import GRDB
internal import GRDBSQLite

/// A key table that came from outside, as the bytes of a SQLite file: read and never written, and
/// only when it has the tables of a key table and nothing else.
///
/// What reads it may not run what its maker wrote: a view or a trigger is a program. So the schema
/// is compared before a row is asked for, the database is read-only in memory, and rows, bytes and
/// work have bounds that follow from its size: pages that refer to each other in a circle end
/// there.
struct ForeignTable {
  private let queue: DatabaseQueue
  private let size: Int
  private let budget: Budget

  /// How often SQLite's machine may still ask whether to go on.
  private final class Budget: @unchecked Sendable {
    var left: Int
    init(_ left: Int) { self.left = left }
  }

  /// Bytes that a row takes at least.
  private static let leastRow = 4
  /// Steps of SQLite's machine between two looks at how many there were.
  private static let stepsAtATime: Int32 = 1_000_000

  /// Throws ``VaultError/damaged(_:)`` when it is not a key table.
  init(image: [UInt8]) throws {
    size = image.count
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA temp_store=MEMORY;
          PRAGMA trusted_schema=OFF;
          PRAGMA cell_size_check=ON;
          PRAGMA mmap_size=0;
          """)
    }
    queue = try DatabaseQueue(configuration: configuration)
    let (size, budget) = (size, Budget(8 + (size * 16) / Int(Self.stepsAtATime)))
    self.budget = budget
    try queue.writeWithoutTransaction { database in
      try Self.load(image, into: database)
      Self.limit(database, size: size, budget)
    }
    try read(Self.checkSchema)
  }

  /// Reads it; every error of SQLite means that it is damaged.
  func read<Result>(_ body: (GRDB.Database) throws -> Result) throws -> Result {
    do { return try queue.read(body) } catch is DatabaseError {
      throw VaultError.damaged("the keyring's key table")
    }
  }

  private static func load(_ image: [UInt8], into database: GRDB.Database) throws {
    guard let copy = sqlite3_malloc64(sqlite3_uint64(max(1, image.count))) else {
      throw DatabaseError(resultCode: .SQLITE_NOMEM)
    }
    image.withUnsafeBytes {
      copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
    }
    let code = sqlite3_deserialize(
      database.sqliteConnection, "main", copy.assumingMemoryBound(to: UInt8.self),
      sqlite3_int64(image.count), sqlite3_int64(image.count),
      UInt32(SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY))
    guard code == SQLITE_OK else { throw VaultError.damaged("the keyring's key table") }
  }

  /// A value is no longer than the image, and a statement ends after a number of steps that reading
  /// all of it never needs.
  private static func limit(_ database: GRDB.Database, size: Int, _ budget: Budget) {
    let connection = database.sqliteConnection
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Int32(clamping: max(size, 1 << 20)))
    sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_progress_handler(
      connection, stepsAtATime,
      { context in
        guard let context else { return 1 }
        let budget = Unmanaged<Budget>.fromOpaque(context).takeUnretainedValue()
        budget.left -= 1
        return budget.left < 0 ? 1 : 0
      }, Unmanaged.passUnretained(budget).toOpaque())
  }

  /// The tables of a key table with their columns, and what SQLite makes for them by itself.
  private static func checkSchema(_ database: GRDB.Database) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT type, name, sql IS NULL FROM sqlite_schema LIMIT 65")
    var tables: Set<String> = []
    while let row = try rows.next() {
      let (type, name): (String, String) = (try row.value("type"), try row.value("name"))
      switch type {
      case "table": tables.insert(name)
      case "index" where row[2] == true: break
      default:
        throw VaultError.damaged("the keyring's key table has a \(type) “\(name.prefix(40))”")
      }
    }
    guard tables == Set(KeyTable.columns.map(\.name)) else {
      throw VaultError.damaged("the keyring's key table has other tables than a home's")
    }
    for table in KeyTable.columns {
      let found = try Row.fetchAll(
        database, sql: "SELECT name, hidden FROM pragma_table_xinfo(?)", arguments: [table.name])
      let names = try found.map { try $0.value("name") as String }
      guard names == table.columns, found.allSatisfy({ $0["hidden"] == 0 }) else {
        throw VaultError.damaged("the keyring's \(table.name) has other columns than a home's")
      }
    }
  }

  /// Copies the rows into the tables of `target`, but those of days before `today`. Throws
  /// ``VaultError/damaged(_:)`` for a number that no home has, and for more rows or bytes than the
  /// image can hold.
  func copy(from source: GRDB.Database, to target: GRDB.Database, today: Day) throws {
    var (rows, bytes) = (0, 0)
    for table in KeyTable.columns {
      let names = table.columns.joined(separator: ", ")
      let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
      let cursor = try Row.fetchCursor(source, sql: "SELECT \(names) FROM \(table.name)")
      while let row = try cursor.next() {
        let values = table.columns.map { row[$0] as DatabaseValue }
        let days = zip(table.columns, values).filter { KeyTable.numbers.contains($0.0) }
        rows += 1
        bytes += values.reduce(0) { $0 + Self.size(of: $1) }
        guard days.allSatisfy({ (0..<1 << 31) ~= Int64.fromDatabaseValue($0.1) ?? -1 }),
          rows <= size / Self.leastRow, bytes <= size
        else { throw VaultError.damaged("the keyring's \(table.name)") }
        if let past = table.endsWith, row[past] < today.number { continue }
        try target.execute(
          sql: "INSERT OR REPLACE INTO \(table.name)(\(names)) VALUES (\(marks))",
          arguments: StatementArguments(values))
      }
    }
  }

  private static func size(of value: DatabaseValue) -> Int {
    switch value.storage {
    case .blob(let data): data.count
    case .string(let text): text.utf8.count
    case .null, .int64, .double: 0
    }
  }
}
