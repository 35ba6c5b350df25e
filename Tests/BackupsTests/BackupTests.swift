import Files
import Identities
@testable import MessageVault
import Messaging
import Secrets
import TestSupport
import Testing

@testable import Backups

/// What is backed up comes back, no more is written than is new, and a backup forgets too.
struct BackupTests {
  @Test func theWholeHomeComesBack() throws {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.deliver("two", attached: 200_000)
    try pair.vries.send("mine", to: ["jansen"])
    #expect(try pair.jansen.backUp(pair.repository).messages == 2)
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(texts == ["one", "two"] && outcome.messages == 2 && outcome.problems.isEmpty)
    #expect(try pair.jansen.check(pair.repository).opened == 2)
    let vault = try pair.jansen.home.open(
      copy: Home(pair.folder.path("home")), clock: pair.clock.clock, clockIsRight: false)
    #expect(try ContactBook(vault).contacts.map(\.alias.description) == ["vries"])
    #expect(try CardKeeper(vault).current().seq > pair.jansen.home.made.card.seq)
  }

  @Test("nothing new: keyring and snapshot, and no more") func nothingNew() throws {
    let pair = try Pair()
    try pair.deliver("one", attached: 100_000)
    try pair.jansen.backUp(pair.repository)
    let before = try pair.files
    let second = try pair.jansen.backUp(pair.repository)
    #expect(second.pieces == 0 && second.messages == 0)
    #expect(try pair.files.subtracting(before) == ["snapshots/\(second.generation)"])
  }

  @Test("what was read and exported is known again, without its payload being written twice")
  func changes() throws {
    let pair = try Pair()
    try pair.deliver("one", attached: 60_000)
    try pair.jansen.backUp(pair.repository)
    let vault = try pair.jansen.vault()
    let message = try #require(try vault.messages().first)
    try vault.markRead(message, audit: AuditLine("read", .read, at: pair.clock.now))
    try vault.markExported([message], audit: [AuditLine("export", .read, at: pair.clock.now)])
    let outcome = try pair.jansen.backUp(pair.repository)
    #expect(outcome.messages == 1 && outcome.bytes < 4000)
    let home = pair.folder.path("home")
    #expect(try pair.jansen.restore(pair.repository, to: home).texts == ["one"])
    let copy = try pair.jansen.home.open(
      copy: Home(home), clock: pair.clock.clock, clockIsRight: false)
    let restored = try #require(try copy.messages().first)
    #expect(restored.summary.isRead && restored.isExported)
    #expect(restored.arrival == message.arrival)
    let found = try StoredMessages(copy).find(String(message.summary.id.hex.prefix(8)))
    #expect(found.rowKey == message.rowKey, "a restored message is found by its id")
  }

  @Test("what was deleted does not come back, nor when it is delivered once more")
  func deletions() throws {
    let pair = try Pair()
    let envelope = try pair.vries.seal("wrong patient", to: ["jansen"])
    #expect(try pair.jansen.receive(envelope).reception != nil)
    try pair.deliver("right", attached: 80_000)
    try pair.jansen.backUp(pair.repository)
    let messages = StoredMessages(try pair.jansen.vault())
    try messages.delete(try #require(try messages.list().first))
    try pair.jansen.backUp(pair.repository)
    let home = pair.folder.path("home")
    let (outcome, texts) = try pair.jansen.restore(pair.repository, to: home)
    #expect(texts == ["right"] && outcome.deleted == 1)
    let copy = try pair.jansen.home.open(
      copy: Home(home), clock: pair.clock.clock, clockIsRight: false)
    try FileTree.write(envelope, to: pair.folder.path("envelope"))
    var outcomes: [ReceiveOutcome] = []
    try MessageReceiver(copy, route: nil, .init(report: { outcomes.append($0) }))
      .receive(file: Descriptor.reading(pair.folder.path("envelope")))
    guard case .duplicate = try #require(outcomes.first) else {
      Issue.record("\(outcomes)")
      return
    }
  }

  @Test("once forgotten, the repository shrinks") func shrinks() throws {
    let pair = try Pair()
    try pair.deliver("one", attached: 100_000, expires: 2)
    try pair.jansen.backUp(pair.repository)
    #expect(try pair.files.contains { $0.hasPrefix("objects/") })
    pair.clock.move(days: 3)
    #expect(try pair.jansen.backUp(pair.repository).removed == 2)
    #expect(try pair.files.allSatisfy { !$0.hasPrefix("objects/") && !$0.hasPrefix("packs/") })
  }

  @Test("a restored home goes on with its backup") func goesOn() throws {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.jansen.backUp(pair.repository)
    let path = pair.jansen.home.home.path
    _ = try pair.jansen.restore(pair.repository, to: path)
    #expect(FileTree.exists(path + ".replaced"))
    try pair.deliver("two")
    try pair.jansen.backUp(pair.repository)
    let again = try pair.jansen.restore(pair.repository, to: pair.folder.path("again"))
    #expect(again.texts == ["one", "two"])
  }

  @Test("a copy of the home that went on is told from the one that did not") func otherState()
    throws
  {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.jansen.backUp(pair.repository)
    let (home, copy) = (pair.jansen.home.home.path, pair.folder.path("copy"))
    try FileTree.copy(home, to: copy)
    try pair.deliver("two")
    try pair.jansen.backUp(pair.repository)
    try FileTree.remove(home)
    try FileTree.copy(copy, to: home)
    #expect(throws: BackupError.self) { try pair.jansen.backUp(pair.repository) }
    let restored = try pair.jansen.restore(pair.repository, to: pair.folder.path("still"))
    #expect(restored.texts == ["one", "two"])
    try pair.jansen.backUp(pair.repository, fork: true)
    let forked = try pair.jansen.restore(pair.repository, to: pair.folder.path("forked"))
    #expect(forked.texts == ["one"] && forked.outcome.problems.isEmpty)
    try pair.jansen.backUp(pair.repository)
  }

  @Test("two repositories in turn, and one home between them") func inTurn() throws {
    let pair = try Pair()
    let other = pair.folder.path("other")
    for (day, path) in [pair.repository, other, pair.repository, other].enumerated() {
      try pair.deliver("message \(day)")
      try pair.jansen.backUp(path)
    }
    let all = (0..<4).map { "message \($0)" }
    let home = pair.folder.path("home")
    #expect(try pair.jansen.restore(other, to: home).texts == all)
    let first = try pair.jansen.restore(pair.repository, to: pair.folder.path("first"))
    #expect(first.texts == Array(all.prefix(3)))
  }

  @Test("a new master key: the backup before it is read, and the one after it opens by the new key")
  func rekeyed() throws {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.jansen.backUp(pair.repository)
    let fresh = SecretBytes.random(count: 32)
    try pair.jansen.vault().rekey { $0.addKeyfile(fresh, to: $1) }
    let second = try pair.jansen.backUp(pair.repository)
    #expect(second.messages == 0 && second.notes.isEmpty, "all was written anew")
    let restore = try Restore(
      from: pair.repository, keyring: nil, clock: pair.clock.clock, clockIsRight: false
    ) { _ in }
    #expect(throws: VaultError.self) {
      try restore.run(
        to: Home(pair.folder.path("no")), restore.keyring(), pair.jansen.home.secret
      ) { _ in }
    }
    #expect(!FileTree.exists(pair.folder.path("no")))
    let outcome = try restore.run(
      to: Home(pair.folder.path("home")), restore.keyring(), .keyfile(fresh)
    ) { _ in }
    #expect(outcome.messages == 1 && outcome.problems.isEmpty)
  }

  @Test("killed between the keyring of a new master key and the snapshot") func rekeyedHalfWay()
    throws
  {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.jansen.backUp(pair.repository)
    let fresh = SecretBytes.random(count: 32)
    try pair.jansen.vault().rekey { $0.addKeyfile(fresh, to: $1) }
    let vault = try pair.jansen.home.vault()
    _ = try vault.nextGeneration(above: 1)
    _ = try KeyringFile(nil, in: Repository(pair.repository)).replace(with: vault.keyring())
    let restore = try Restore(
      from: pair.repository, keyring: nil, clock: pair.clock.clock, clockIsRight: false
    ) { _ in }
    let outcome = try restore.run(
      to: Home(pair.folder.path("home")), restore.keyring(), .keyfile(fresh)
    ) { _ in }
    #expect(outcome.messages == 1 && outcome.problems.isEmpty)
  }

  @Test("killed after the keyring, and nothing new since") func sameKeyring() throws {
    let pair = try Pair()
    try pair.deliver("one")
    try pair.jansen.backUp(pair.repository)
    let file = try KeyringFile(nil, in: Repository(pair.repository))
    let keyring = try pair.jansen.home.vault().keyring()
    let name = try file.replace(with: keyring)
    let again = try file.replace(with: keyring)
    #expect(again == name)
    #expect(try Directories.facts(pair.path("keyring.new")) == nil)
  }

  @Test("nothing sealed under the master key alone leaves the keyring") func nothingUnderMaster()
    throws
  {
    let pair = try Pair()
    try pair.deliver("one", attached: 70_000)
    try pair.jansen.backUp(pair.repository)
    let identity = try #require(
      try OpenVault.sealedSetting(.identity, pair.jansen.home.vault()))
    for file in try pair.files where file != "keyring" {
      #expect(try !FileTree.contains(identity, in: pair.path(file)), "\(file)")
    }
    #expect(try FileTree.contains(identity, in: pair.path("keyring")))
    for row in try pair.packs().flatMap(Pack.rows) {
      #expect(row.day > pair.clock.now.day)
    }
  }

  @Test("the keyring elsewhere") func keyringElsewhere() throws {
    let pair = try Pair()
    try pair.deliver("one")
    let keyring = pair.folder.path("usb.keyring")
    try pair.jansen.backUp(pair.repository, keyring: keyring)
    #expect(try !pair.files.contains("keyring"))
    let restored = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"), keyring: keyring)
    #expect(restored.texts == ["one"] && restored.outcome.problems.isEmpty)
  }
}

extension Pair {
  func packs() throws -> [[UInt8]] {
    try files.filter { $0.hasPrefix("packs/") }.map { try FileTree.bytes(path($0)) }
  }
}

/// A restored home is at work at once.
struct RestoredHomeTests {
  @Test("contacts can be written to once their cards are seen again") func contacts() throws {
    let pair = try Pair()
    try pair.jansen.backUp(pair.repository)
    _ = try pair.vries.receive()
    let path = pair.jansen.home.home.path
    _ = try pair.jansen.restore(pair.repository, to: path)
    let vault = try pair.jansen.vault()
    #expect(try vault.contactPrekey(pair.vries.identity, on: pair.clock.now.day) == nil)
    _ = try pair.jansen.receive()
    try pair.jansen.send("again", to: ["vries"])
    #expect(try pair.vries.receive().first?.reception != nil)
    // And others write to its new keys.
    try pair.deliver("to the new keys")
  }

  @Test("that lines of the log are lost is a line of it") func lostLines() throws {
    let pair = try Pair()
    for number in 1...120 {
      try pair.jansen.vault().note([
        AuditLine(
          "test", .read, at: pair.clock.now, purpose: String(repeating: "\(number) ", count: 700))
      ])
    }
    try pair.jansen.backUp(pair.repository)
    let segment = try #require(try pair.files.first { $0.hasPrefix("audit/") })
    try FileTree.remove(pair.path(segment))
    let home = pair.folder.path("home")
    let outcome = try pair.jansen.restore(pair.repository, to: home).outcome
    #expect(outcome.problems.map(\.file) == [segment])
    let copy = try pair.jansen.home.open(
      copy: Home(home), clock: pair.clock.clock, clockIsRight: false)
    #expect(try copy.auditLines().contains { try $0.string("outcome") == "lines-missing" })
  }

  @Test("a damaged snapshot is left behind by the next backup") func damagedSnapshot() throws {
    let pair = try Pair()
    try pair.deliver("one", attached: 70_000)
    try pair.jansen.backUp(pair.repository)
    let snapshot = pair.path("snapshots/1")
    var bytes = try FileTree.bytes(snapshot)
    bytes[100] ^= 1
    try FileTree.write(bytes, to: snapshot)
    #expect(try pair.jansen.backUp(pair.repository).notes.count == 1)
    #expect(try pair.jansen.check(pair.repository).problems.isEmpty)
    #expect(
      try pair.jansen.restore(pair.repository, to: pair.folder.path("home")).texts == ["one"])
  }
}
