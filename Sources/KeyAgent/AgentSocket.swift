internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// Where the agent of one vault listens: a socket in a folder that only its user can enter.
package struct AgentSocket: Sendable, Hashable {
  package let folder: String
  package let name: String

  package var path: String { Paths.join(folder, name) }

  /// The folder is `$XDG_RUNTIME_DIR/tacita`, else `/run/user/UID/tacita`, else the home itself;
  /// never `/tmp`. The name is the SHA-256 of the 16-byte vault id, so that two homes do not mix.
  package init(vault: [UInt8], home: String, environment: [String: String]) {
    name = SHA256.hash(vault).prefix(16).hex + ".sock"
    folder = Self.runtimeFolder(environment) ?? Paths.absolute(home) ?? home
  }

  private static func runtimeFolder(_ environment: [String: String]) -> String? {
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let candidates = [runtime, "/run/user/\(geteuid())"].compactMap(\.self)
    return candidates.first { isPrivate($0) }.map { Paths.join($0, "tacita") }
  }

  private static func isPrivate(_ path: String) -> Bool {
    guard let facts = try? Directories.facts(path) else { return false }
    return facts.isDirectory && facts.ownedByUser && !facts.writableByOthers
  }

  /// Makes the folder if it is missing, and refuses one that another could have put there.
  func prepare() throws {
    try Directories.create(folder)
    try check()
  }

  private func check() throws {
    guard let facts = try Directories.facts(folder), facts.isDirectory, facts.ownedByUser,
      facts.permissions & 0o077 == 0
    else { throw AgentError.unsafeFolder(folder) }
  }

  /// A connection to whoever listens, after checking that it is this user; nil when nobody does, or
  /// takes no connection for `patience` seconds.
  func connect(patience: Int) throws -> Descriptor? {
    guard (try? Directories.facts(path)) ?? nil != nil else { return nil }
    try check()
    let number = clinux_connect(folder, name, Int32(patience))
    guard number >= 0 else { return nil }
    let connection = Descriptor(number, path: path)
    guard clinux_peer_uid(number) == geteuid() else { throw AgentError.unsafeFolder(folder) }
    return connection
  }

  /// Which file lies at this place, to tell whether it still is the same later.
  func inode() -> UInt64? { ((try? Directories.facts(path)) ?? nil)?.inode }

  /// A listening socket at this place. It replaces what is there at one stroke: a socket that
  /// nobody listens at any more, or that of an agent, which sees it and ends.
  func listen() throws -> Descriptor {
    try prepare()
    let draft = AgentSocket(folder: folder, name: "\(name).\(RandomBytes.make(4).hex)")
    let number = clinux_listen(folder, draft.name)
    guard number >= 0 else { throw FileError("create", path) }
    let listener = Descriptor(number, path: path)
    do { try Directories.rename(draft.path, to: path) } catch {
      try? Directories.removeFile(draft.path)
      throw error
    }
    return listener
  }
}

extension AgentSocket {
  /// The sockets of all homes whose agents listen in the user's runtime folder.
  package static func all(_ environment: [String: String]) throws -> [AgentSocket] {
    guard let folder = runtimeFolder(environment) else { return [] }
    return try Directories.names(folder).filter { $0.hasSuffix(".sock") }.map {
      AgentSocket(folder: folder, name: $0)
    }
  }

  init(folder: String, name: String) {
    self.folder = folder
    self.name = name
  }
}

/// Why the agent does not do what was asked.
package enum AgentError: Error {
  /// Nobody listens.
  case noAgent
  /// The socket's folder is no folder, open to others, or owned by another user.
  case unsafeFolder(String)
  /// The agent could not lock its memory: the limit in bytes is too small.
  case memoryNotLocked
  /// The agent did not start.
  case notStarted
  /// The PIN was wrong; so many tries are left.
  case wrongPIN(left: Int)
  /// The fifth wrong PIN: the agent has forgotten the key.
  case forgotten
}
