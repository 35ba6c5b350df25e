import Files
import Envelopes
import Identities
import MessageVault
import Messaging
import Secrets
import TestSupport
import Testing

@testable import Backups

extension Person {
  /// As `backup`, in the state the home is in.
  @discardableResult
  func backUp(_ path: String, keyring: String? = nil, fork: Bool = false) throws -> Backup.Outcome {
    try Backup(home.vault(), to: path, keyring: keyring, fork: fork) { _ in }.run()
  }

  /// As `backup --verify`; with the home open when `unlocked`.
  func check(_ path: String, unlocked: Bool = true) throws -> RepositoryCheck.Outcome {
    let vault = try home.vault()
    return try RepositoryCheck(
      vault, unlocked: unlocked ? try vault.unlocked(with: home.secret) : nil, at: path,
      keyring: nil
    ) { _ in }.run()
  }

  /// As `restore`, to a home of its own.
  func restore(
    _ path: String, to target: String, keyring: String? = nil, secret: SlotSecret? = nil,
    clockIsRight: Bool = false
  ) throws -> (outcome: Restore.Outcome, texts: [String]) {
    let restore = try Restore(
      from: path, keyring: keyring, clock: home.clock.clock, clockIsRight: clockIsRight
    ) { _ in }
    let outcome = try restore.run(
      to: Home(target), restore.keyring(), secret ?? home.secret
    ) { _ = try CardKeeper($0).renew() }
    return (outcome, try texts(in: target))
  }

  /// What can be read in a home that is a copy of this one.
  func texts(in path: String) throws -> [String] {
    let vault = try home.open(copy: Home(path), clock: home.clock.clock, clockIsRight: false)
    #expect(try vault.firstAuditBreak() == nil)
    let messages = StoredMessages(vault)
    return try messages.list().map { message in
      let reader = try messages.open(message)
      var parts: [[UInt8]] = []
      for index in reader.tail.parts.indices {
        parts.append(try #require(try reader.bytes(of: index, limit: 1 << 30)))
      }
      return String(decoding: parts[0], as: UTF8.self)
    }
  }
}

extension Pair {
  var repository: String { folder.path("repository") }

  /// The files of the repository.
  var files: Set<String> { get throws { Set(try FileTree.files(repository)) } }

  func path(_ file: String) -> String { repository + "/" + file }
}
