internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets

/// `keys.db`: day keys, prekeys, and what is sealed under the master key.
///
/// Deleting a row here is what forgetting means, so `secure_delete` is on and the file is vacuumed
/// after keys were destroyed.
struct KeyTable: Sendable {
  static let version = "1"

  let database: DatabaseFile

  private static let schema = """
    CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE dayKeys(day INTEGER PRIMARY KEY, key BLOB NOT NULL);
    CREATE TABLE prekeys(
      day INTEGER NOT NULL, generation INTEGER NOT NULL, expiryDay INTEGER NOT NULL,
      secret BLOB NOT NULL, PRIMARY KEY(day, generation)) WITHOUT ROWID;
    CREATE TABLE settings(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE contacts(
      contact BLOB PRIMARY KEY, aliasMark BLOB NOT NULL UNIQUE, nameMark INTEGER NOT NULL,
      record BLOB NOT NULL, UNIQUE(nameMark, contact)) WITHOUT ROWID;
    CREATE TABLE conversations(conversation BLOB PRIMARY KEY, position BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE authorities(id BLOB PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
    CREATE TABLE superseded(
      document BLOB PRIMARY KEY, expiryDay INTEGER NOT NULL, record BLOB NOT NULL) WITHOUT ROWID;
    """

  /// A table, its columns, and the one with the day after which a row is destroyed.
  struct Layout: Sendable {
    let name: String
    let columns: [String]
    var endsWith: String?
  }

  static let columns = [
    Layout(name: "meta", columns: ["name", "value"]),
    Layout(name: "dayKeys", columns: ["day", "key"], endsWith: "day"),
    Layout(
      name: "prekeys", columns: ["day", "generation", "expiryDay", "secret"],
      endsWith: "expiryDay"),
    Layout(name: "settings", columns: ["name", "value"]),
    Layout(name: "contacts", columns: ["contact", "aliasMark", "nameMark", "record"]),
    Layout(name: "conversations", columns: ["conversation", "position"]),
    Layout(name: "authorities", columns: ["id", "record"]),
    Layout(
      name: "superseded", columns: ["document", "expiryDay", "record"], endsWith: "expiryDay"),
  ]
  /// Those of them that are numbers.
  static let numbers: Set = ["day", "generation", "expiryDay", "nameMark"]

  static func create(_ home: Home) throws -> KeyTable {
    let table = KeyTable(
      database: try DatabaseFile(home.keyTable, secureDelete: true, creating: schema))
    try table.database.write { try setMeta($0, "version", Array(version.utf8)) }
    return table
  }

  static func open(_ home: Home) throws -> KeyTable {
    let table = KeyTable(database: try DatabaseFile(home.keyTable, secureDelete: true))
    let found = try table.database.read { try meta($0, "version") }
    guard let found else { throw VaultError.damaged("keys.db has no version") }
    guard found == Array(version.utf8) else {
      throw VaultError.newerHome(found: String(decoding: found, as: UTF8.self))
    }
    return table
  }

  init(database: DatabaseFile) { self.database = database }
}

/// Which master key the rows are sealed under, without telling it: changed with every new one.
typealias MasterMark = [UInt8]?

extension KeyTable {
  func masterMark() throws -> MasterMark { try database.read { try Self.meta($0, "masterMark") } }

  /// A transaction that writes what is sealed under the master key of `mark`. Throws
  /// ``VaultError/otherMaster`` when another has taken its place meanwhile.
  func write<Result>(
    _ mark: MasterMark, _ body: (GRDB.Database) throws -> Result
  ) throws -> Result {
    try database.write { database in
      try Self.check(database, mark)
      return try body(database)
    }
  }

  /// ``write(_:_:)`` of rows that nobody needs to forget; see ``DatabaseFile/writeKeepingLog(_:)``.
  func writeKeepingLog<Result>(
    _ mark: MasterMark, _ body: (GRDB.Database) throws -> Result
  ) throws -> Result {
    try database.writeKeepingLog { database in
      try Self.check(database, mark)
      return try body(database)
    }
  }

  /// Reads what is sealed under the master key of `mark`; throws as ``write(_:_:)`` does, so that a
  /// key that was replaced is not taken for damage.
  func read<Result>(
    _ mark: MasterMark, _ body: (GRDB.Database) throws -> Result
  ) throws -> Result {
    try database.read { database in
      try Self.check(database, mark)
      return try body(database)
    }
  }

  private static func check(_ database: GRDB.Database, _ mark: MasterMark) throws {
    guard try meta(database, "masterMark") == mark else { throw VaultError.otherMaster }
  }
}

/// What a locked home may read.
extension KeyTable {
  static func meta(_ database: GRDB.Database, _ name: String) throws -> [UInt8]? {
    try Data.fetchOne(database, kept("SELECT value FROM meta WHERE name = ?", [name]))
      .map(Array.init)
  }

  static func setMeta(_ database: GRDB.Database, _ name: String, _ value: [UInt8]) throws {
    try database.run("INSERT OR REPLACE INTO meta(name, value) VALUES (?, ?)", [name, Data(value)])
  }

  static func number(_ database: GRDB.Database, _ name: String) throws -> Int? {
    try meta(database, name).map {
      guard $0.count == 8, let number = Int(exactly: $0.bigEndianInteger), number < 1 << 50 else {
        throw VaultError.damaged("meta.\(name)")
      }
      return number
    }
  }

  static func setNumber(_ database: GRDB.Database, _ name: String, _ number: Int) throws {
    try setMeta(database, name, [UInt8](bigEndian: UInt64(number)))
  }

  static func day(_ database: GRDB.Database, _ name: String) throws -> Day? {
    try number(database, name).map(Day.init)
  }

  static func setDay(_ database: GRDB.Database, _ name: String, _ day: Day) throws {
    try setNumber(database, name, day.number)
  }

  /// Work that is to be done regularly, by the name under which its last time is kept.
  enum Chore: String {
    case lastPurge, lastBackup
  }

  /// The number of messages that went unread and are still to be told of.
  static let unreadLost = "unreadLost"

  /// The number of envelopes that no route took, and that are still to be told of.
  static let undelivered = "undelivered"

  func add(_ count: Int, to name: String) throws {
    guard count > 0 else { return }
    try database.write { try Self.setNumber($0, name, (try Self.number($0, name) ?? 0) + count) }
  }

  func moment(_ chore: Chore) throws -> Timestamp? {
    try database.read { try Self.number($0, chore.rawValue) }.map(Timestamp.init(unix:))
  }

  func note(_ chore: Chore, at moment: Timestamp) throws {
    try database.write { try Self.setNumber($0, chore.rawValue, moment.unix) }
  }

  /// Whether another copy of the home was seen to be in use.
  static let otherCopy = "otherCopy"

  /// Whether this copy of the home was retired.
  static let retired = "retired"

  /// The last day that the prekeys made so far reach.
  func lastPrekeyDay() throws -> Day? {
    try database.read { try Int.fetchOne($0, kept("SELECT MAX(day) FROM prekeys")) }.map(Day.init)
  }

  /// The days from `today` on, up to the last for which prekeys were ever made, that have none now.
  func missingPrekeyDays(from today: Day) throws -> Int {
    try database.read { database in
      let held =
        try Int.fetchOne(
          database, kept("SELECT COUNT(DISTINCT day) FROM prekeys WHERE day >= ?", [today.number]))
        ?? 0
      let newest = try Int.fetchOne(database, kept("SELECT MAX(day) FROM prekeys")) ?? 0
      let last = max(newest, try Self.day(database, Self.lastMade)?.number ?? 0)
      return max(0, last - today.number + 1 - held)
    }
  }

  /// The last day for which prekeys were ever made.
  private static let lastMade = "lastPrekeyDay"

  func lastMadeDay() throws -> Day? { try database.read { try Self.day($0, Self.lastMade) } }

  static func noteMade(_ database: GRDB.Database, _ day: Day) throws {
    guard try self.day(database, lastMade).map({ $0 < day }) ?? true else { return }
    try setDay(database, lastMade, day)
  }

  /// The first day this home ever had a prekey for.
  func firstDay() throws -> Day {
    try database.read { try Self.day($0, "firstDay") } ?? Day(0)
  }

  /// The last day on which a prekey of `day` lives; nil when there is none.
  func prekeyExpiry(of day: Day) throws -> Day? {
    try database.read {
      try Int.fetchOne($0, kept("SELECT MAX(expiryDay) FROM prekeys WHERE day = ?", [day.number]))
    }.map(Day.init)
  }
}

/// Destroying what is due.
extension KeyTable {
  /// How far today may lie from the day of the last run before the clock is doubted.
  static let plausibleDays = -2...90

  struct Destroyed: Sendable {
    var dayKeys = 0
    var prekeys = 0
    /// Whether this is the first run of its day.
    var isNewDay = false
  }

  /// Deletes the keys of all days before `today` and notes it as the day of the last run, unless
  /// that was later. Throws ``VaultError/clockJumped(lastDay:today:)``, with nothing destroyed,
  /// when the clock is far from that day and `clockIsRight` is false.
  func destroyDue(today: Day, clockIsRight: Bool) throws -> Destroyed {
    try database.writeKeepingLog { database in
      let lastDay = try Self.lastDay(database, checking: today, clockIsRight)
      var destroyed = Destroyed()
      // A clock that is behind is believed for a moment, and never twice: the last day stays the
      // greatest, unless somebody says that the clock is right.
      let newLastDay = clockIsRight ? today : max(lastDay, today)
      // A process that opened the home before midnight may have made a key for a day that is past
      // by now.
      guard try newLastDay != lastDay || !Self.hasLastDay(database) || Self.hasPast(database, today)
      else { return destroyed }
      DatabaseFile.emptyLogAtClose(database)
      try Self.setDay(database, "lastDay", newLastDay)
      destroyed.isNewDay = newLastDay != lastDay
      try database.run("DELETE FROM dayKeys WHERE day < ?", [today.number])
      destroyed.dayKeys = database.changesCount
      try database.run("DELETE FROM prekeys WHERE expiryDay < ?", [today.number])
      destroyed.prekeys = database.changesCount
      try Self.removeSuperseded(database, before: today)
      if destroyed.dayKeys + destroyed.prekeys > 0 {
        try Self.noteScrubDue(database)
      }
      return destroyed
    }
  }

  /// Deletes documents of teams and roles that no message refers to any more.
  static func removeSuperseded(_ database: GRDB.Database, before today: Day) throws {
    try database.run("DELETE FROM superseded WHERE expiryDay < ?", [today.number])
  }

  private static func hasLastDay(_ database: GRDB.Database) throws -> Bool {
    try day(database, "lastDay") != nil
  }

  /// The day of the last run, the latest so far. Throws ``VaultError/clockJumped(lastDay:today:)``.
  static func lastDay(
    _ database: GRDB.Database, checking today: Day, _ clockIsRight: Bool
  ) throws -> Day {
    let lastDay = try day(database, "lastDay") ?? today
    guard clockIsRight || plausibleDays.contains(today - lastDay) else {
      throw VaultError.clockJumped(lastDay: lastDay, today: today)
    }
    return lastDay
  }

  /// Throws what ``destroyDue(today:clockIsRight:)`` would throw for a clock that is doubted.
  func checkClock(today: Day, clockIsRight: Bool) throws {
    _ = try database.read { try Self.lastDay($0, checking: today, clockIsRight) }
  }

  private static func hasPast(_ database: GRDB.Database, _ today: Day) throws -> Bool {
    try Bool.fetchOne(
      database,
      kept(
        """
        SELECT EXISTS(SELECT 1 FROM dayKeys WHERE day < ?1)
          OR EXISTS(SELECT 1 FROM prekeys WHERE expiryDay < ?1)
        """, [today.number])) ?? false
  }

  /// Rewrites the file if copies of destroyed keys may be left in it. False when others kept it
  /// from that.
  func scrubIfDue() throws -> Bool {
    guard let mark = try database.read({ try Self.meta($0, Self.scrubDue) }) else { return true }
    guard try database.scrub() else { return false }
    // Another may have destroyed keys since, and left its own mark.
    try database.write {
      try $0.run("DELETE FROM meta WHERE name = ? AND value = ?", [Self.scrubDue, Data(mark)])
    }
    return true
  }

  private static let scrubDue = "scrubDue"

  /// Notes that copies of keys that are to be forgotten may be left in the file.
  static func noteScrubDue(_ database: GRDB.Database) throws {
    try setMeta(database, scrubDue, RandomBytes.make(8))
  }
}
