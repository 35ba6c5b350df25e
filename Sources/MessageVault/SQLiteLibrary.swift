internal import GRDBSQLite

/// The library that keeps the databases.
package enum SQLiteLibrary {
  package static var version: String { String(cString: sqlite3_libversion()) }
}
