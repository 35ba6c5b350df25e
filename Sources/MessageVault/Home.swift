internal import Files

/// The folder of one vault, and where in it things lie.
///
///     keys.db          the key table
///     vault.db         messages, replay ids, audit log
///     objects/<day>/   payloads over 64 KiB
///     queue/<day>/     envelopes that cannot be opened yet
///     keyslots.json    how the master key is wrapped
///     config.json      route and mailbox
package struct Home: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

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
  /// Where a revocation made with the identity is kept until it is moved to a safe place.
  package var revocation: String { Paths.join(path, "revocation.txt") }

  package var exists: Bool { ((try? Directories.facts(keyslots)) ?? nil) != nil }

  /// Refuses a home that is missing, owned by another user, or writable by others.
  package func check() throws {
    guard let facts = try Directories.facts(path), facts.isDirectory else {
      throw VaultError.noHome(path)
    }
    try Self.checkPrivate(path, facts)
    guard exists else { throw VaultError.noHome(path) }
    for file in [keyTable, messageTable, keyslots, configuration] {
      guard let facts = try Directories.facts(file) else {
        throw VaultError.damaged("\(Paths.name(of: file)) is missing")
      }
      try Self.checkPrivate(file, facts)
    }
    for folder in [objects, queue] {
      if let facts = try Directories.facts(folder) { try Self.checkPrivate(folder, facts) }
    }
  }

  private static func checkPrivate(_ path: String, _ facts: Directories.Facts) throws {
    guard facts.ownedByUser else {
      throw VaultError.notPrivate(path, reason: "it belongs to another user")
    }
    guard !facts.writableByOthers else {
      throw VaultError.notPrivate(path, reason: "others can write to it")
    }
  }
}
