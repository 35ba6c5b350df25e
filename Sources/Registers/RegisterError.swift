internal import GRDBSQLite

/// Why a snapshot cannot be made or used.
package enum RegisterError: Error, Sendable {
  /// The file is something else: an archive, another encoding, nothing.
  case wrongFile(_ reason: String)
  /// Key columns that the header lacks.
  case missingColumns([String], found: Int)
  /// `--columns` says something that cannot be.
  case badColumns(_ reason: String)
  /// More than one row in a hundred could not be read; the first of them.
  case tooManyBadRows(bad: Int, of: Int, first: [BadRow])
  /// More than one row in a hundred has a status that is not known here.
  case unknownStatuses([StatusCount])
  /// Far fewer people than in the snapshot that is there.
  case shrunk(people: Int, before: Int)
  /// Another import of the same register is at work.
  case busy
  /// There is no snapshot of the register.
  case noSnapshot(Register)
  /// The file is not a snapshot, or it is damaged.
  case damaged(path: String, reason: String)
}

/// A row that could not be read.
package struct BadRow: Sendable, Equatable {
  package let line: Int
  package let reason: String
}

extension RegisterError {
  /// What SQLite's `code` means for the snapshot at `path`.
  static func unusable(_ path: String, _ code: Int32) -> RegisterError {
    let reason =
      switch code & 0xff {
      case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_ERROR: "it is damaged"
      case SQLITE_BUSY, SQLITE_LOCKED: "another program holds it"
      case SQLITE_NOMEM: "there is too little memory"
      default: "it cannot be read"
      }
    return .damaged(path: path, reason: reason)
  }
}
