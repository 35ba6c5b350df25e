internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// Where the agent of one vault listens: a socket in a folder that only its user can enter.
package struct AgentSocket: Sendable {
  package let folder: String
  package let name: String

  package var path: String { Paths.join(folder, name) }

  /// The folder is `$XDG_RUNTIME_DIR/tacita`, else `/run/user/UID/tacita`, else the home itself;
  /// never `/tmp`. The name is the SHA-256 of the 16-byte vault id, so that two homes do not mix.
  package init(vault: [UInt8], home: String, environment: [String: String]) {
    let name = SHA256.hash(vault).prefix(16).hex + ".sock"
    self.name = name
    let runtime = environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let candidates = [runtime, "/run/user/\(geteuid())"].compactMap(\.self)
    let parent = candidates.first { Self.isPrivate($0) }
    folder = parent.map { Paths.join($0, "tacita") } ?? Paths.absolute(home) ?? home
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
    guard let facts = try Directories.facts(folder), facts.isDirectory else {
      throw AgentError.noAgent
    }
    guard facts.ownedByUser, facts.permissions & 0o077 == 0 else {
      throw AgentError.unsafeFolder(folder)
    }
  }

  /// A connection to whoever listens, after checking that it is this user; nil when nobody does.
  func connect() throws -> Descriptor? {
    guard (try? Directories.facts(path)) ?? nil != nil else { return nil }
    try check()
    let number = clinux_connect(folder, name)
    guard number >= 0 else { return nil }
    let connection = Descriptor(number, path: path)
    guard clinux_peer_uid(number) == geteuid() else { throw AgentError.unsafeFolder(folder) }
    return connection
  }

  /// Which file lies at this place, to tell whether it still is the same later.
  func inode() -> UInt64? { ((try? Directories.facts(path)) ?? nil)?.inode }

  /// A listening socket at this place; whatever nobody listens at any more is replaced.
  func listen() throws -> Descriptor {
    try prepare()
    try Directories.removeFile(path)
    let number = clinux_listen(folder, name)
    guard number >= 0 else { throw FileError("create", path) }
    return Descriptor(number, path: path)
  }
}

extension AgentSocket {
  /// Has all agents of this user in the runtime folder forget; how many there were.
  package static func lockAll(_ environment: [String: String]) throws -> Int {
    let folder = AgentSocket(vault: [], home: "", environment: environment).folder
    guard !folder.isEmpty else { return 0 }
    return try Directories.names(folder).filter { $0.hasSuffix(".sock") }.filter {
      try AgentClient(AgentSocket(folder: folder, name: $0)).lock()
    }.count
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
  /// The socket's folder is open to others or owned by another user.
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
