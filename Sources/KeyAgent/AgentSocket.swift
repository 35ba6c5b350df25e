internal import CLinux
internal import Files
internal import Glibc
internal import Secrets

/// The socket of one vault's agent, in a folder that only its user can enter.
package struct AgentSocket: Sendable, Hashable {
  package let folder: String
  package let name: String

  package var path: String { Paths.join(folder, name) }

  /// The folder is `$XDG_RUNTIME_DIR/tacita`, otherwise `/run/user/UID/tacita`, otherwise the home
  /// itself; never `/tmp`. The name comes from the SHA-256 of the 16-byte vault id, so that two
  /// homes never share a socket.
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

  /// Creates the folder if it is missing, and refuses one that another user could have created.
  func prepare() throws {
    try Directories.create(folder)
    try check()
  }

  private func check() throws {
    guard let facts = try Directories.facts(folder), facts.isDirectory, facts.ownedByUser,
      facts.permissions & 0o077 == 0
    else { throw AgentError.unsafeFolder(folder) }
  }

  /// A connection to the agent, after a check that it belongs to this user. Nil when no agent
  /// listens, or none accepts a connection within `timeout` seconds.
  func connect(timeout: Int) throws -> Descriptor? {
    guard (try? Directories.facts(path)) ?? nil != nil else { return nil }
    try check()
    let number = clinux_connect(folder.systemBytes, name, Int32(timeout))
    guard number >= 0 else { return nil }
    let connection = Descriptor(number, path: path)
    guard clinux_peer_uid(number) == geteuid() else { throw AgentError.unsafeFolder(folder) }
    return connection
  }

  /// The inode of the socket's file, to check later whether it is still the same file.
  func inode() -> UInt64? { ((try? Directories.facts(path)) ?? nil)?.inode }

  /// A listening socket at this path, and the inode of its file. It atomically replaces an existing
  /// socket. If that one belongs to a running agent, the agent sees the change and ends.
  ///
  /// The inode is looked up under the draft's name, which no other process uses. Under the final
  /// name it could already be that of a socket which replaced this one, and an agent that nobody
  /// reaches would keep its key.
  func listen() throws -> (listener: Descriptor, inode: UInt64) {
    try prepare()
    let draft = AgentSocket(folder: folder, name: "\(name).\(RandomBytes.make(4).hex)")
    let number = clinux_listen(folder.systemBytes, draft.name)
    guard number >= 0 else { throw FileError("create", path) }
    let listener = Descriptor(number, path: path)
    do {
      guard let inode = draft.inode() else { throw FileError("create", path) }
      try Directories.rename(draft.path, to: path)
      return (listener, inode)
    } catch {
      try? Directories.removeFile(draft.path)
      throw error
    }
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

/// Why a request to the agent failed.
package enum AgentError: Error {
  /// No agent listens.
  case noAgent
  /// The socket's folder is not a folder, is open to others, or belongs to another user.
  case unsafeFolder(String)
  /// The agent could not lock its memory: the limit in bytes is too small.
  case memoryNotLocked
  /// The agent did not start.
  case notStarted
  /// The PIN was wrong. `left` is the number of tries left.
  case wrongPIN(left: Int)
  /// The fifth wrong PIN: the agent has forgotten the key.
  case forgotten
}
