internal import Files

/// The folder of one vault, and where in it things lie.
///
///     keys.db          the key table
///     vault.db         messages, replay ids, audit log
///     objects/<day>/   payloads over 64 KiB
///     queue/<day>/     envelopes that cannot be opened yet
///     keyslots.json    how the master key is wrapped
///     config.json      route and mailbox
///     reserve          room that is given back when the disk is full
///     directory        what the cards on the route said
///     seen             which documents on the route were looked at today
package struct Home: Sendable {
  package let path: String

  package init(_ path: String) { self.path = Paths.normalised(path) }

  /// `option`, else `$TACITA_HOME`, else `$XDG_DATA_HOME/tacita`, else `~/.local/share/tacita`.
  /// Nil when none of them is set.
  package static func located(option: String?, environment: [String: String]) -> Home? {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    if let path = option ?? value("TACITA_HOME") { return Home(path) }
    if let data = value("XDG_DATA_HOME") { return Home(Paths.join(data, "tacita")) }
    return value("HOME").map { Home(Paths.join($0, ".local/share/tacita")) }
  }

  var keyTable: String { Paths.join(path, "keys.db") }
  var messageTable: String { Paths.join(path, "vault.db") }
  var keyslots: String { Paths.join(path, "keyslots.json") }
  var configuration: String { Paths.join(path, "config.json") }
  package var objects: String { Paths.join(path, "objects") }
  package var queue: String { Paths.join(path, "queue") }
  /// Room that is given back when the disk is full.
  var reserve: String { Paths.join(path, "reserve") }
  func cache(_ cache: RouteCache) -> String { Paths.join(path, cache.rawValue) }
  /// Where a revocation made with the identity is kept until it is moved to a safe place.
  package var revocation: String { Paths.join(path, "revocation.txt") }

  package var exists: Bool { ((try? Directories.facts(keyslots)) ?? nil) != nil }

  /// Whether something of a home is at the path, whole or not.
  package var hasRemains: Bool {
    [keyTable, messageTable, keyslots].contains {
      ((try? Directories.facts($0)) ?? nil) != nil
    }
  }

  /// Refuses a home that is missing or incomplete, owned by another user, writable by others, or
  /// closed to its own user.
  package func check() throws {
    guard let facts = try Directories.facts(path), facts.isDirectory else {
      throw VaultError.noHome(path)
    }
    // A folder of something else is left alone: what it may be open to is nobody's business here.
    if !hasRemains, (try? Directories.checkAccess(path)) != nil { throw VaultError.noHome(path) }
    try Self.checkPrivate(path, facts)
    guard hasRemains else { throw VaultError.noHome(path) }
    for file in [keyslots, keyTable, messageTable, configuration] {
      guard let facts = try Directories.facts(file) else {
        throw VaultError.damaged("\(Paths.name(of: file)) is missing")
      }
      try Self.checkPrivate(file, facts)
    }
    let others =
      [objects, queue] + [keyTable, messageTable].flatMap { [$0 + "-wal", $0 + "-shm"] }
    for other in others {
      if let facts = try Directories.facts(other) { try Self.checkPrivate(other, facts) }
    }
  }

  /// Looked at before a database is opened: SQLite gives the files that it makes beside one the
  /// same mode, and those would stay closed when the database is opened up again.
  private static func checkPrivate(_ path: String, _ facts: Directories.Facts) throws {
    guard facts.ownedByUser else {
      throw VaultError.notPrivate(path, .foreign(owner: facts.owner))
    }
    guard !facts.writableByOthers else { throw VaultError.notPrivate(path, .open) }
    let needed: UInt32 = facts.isDirectory ? 0o700 : 0o600
    guard facts.permissions & needed == needed else {
      throw VaultError.notPrivate(path, .closed(mode: facts.permissions))
    }
  }
}
