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
    let scene = try Scene()
    try scene.deliver("one")
    try scene.deliver("two", attached: 200_000)
    try scene.vries.send("mine", to: ["jansen"])
    #expect(try scene.jansen.backUp(scene.repository).messages == 2)
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(texts == ["one", "two"] && outcome.messages == 2 && outcome.problems.isEmpty)
    #expect(try scene.jansen.check(scene.repository).opened == 2)
    let vault = try scene.jansen.home.open(
      copy: Home(scene.folder.path("home")), clock: scene.clock.clock, clockIsRight: false)
    #expect(try ContactBook(vault).contacts.map(\.alias.description) == ["vries"])
    #expect(try CardKeeper(vault).current().seq > scene.jansen.home.made.card.seq)
  }

  @Test("nothing new: keyring and snapshot, and no more") func nothingNew() throws {
    let scene = try Scene()
    try scene.deliver("one", attached: 100_000)
    try scene.jansen.backUp(scene.repository)
    let before = try scene.files
    let second = try scene.jansen.backUp(scene.repository)
    #expect(second.pieces == 0 && second.messages == 0)
    #expect(try scene.files.subtracting(before) == ["snapshots/\(second.generation)"])
  }

  @Test("what was read and exported is known again, without its payload being written twice")
  func changes() throws {
    let scene = try Scene()
    try scene.deliver("one", attached: 60_000)
    try scene.jansen.backUp(scene.repository)
    let vault = try scene.jansen.vault()
    let message = try #require(try vault.messages().first)
    try vault.markRead(message, audit: AuditLine("read", .read, at: scene.clock.now))
    try vault.markExported([message], audit: [AuditLine("export", .read, at: scene.clock.now)])
    let outcome = try scene.jansen.backUp(scene.repository)
    #expect(outcome.messages == 1 && outcome.bytes < 4000)
    let home = scene.folder.path("home")
    #expect(try scene.jansen.restore(scene.repository, to: home).texts == ["one"])
    let copy = try scene.jansen.home.open(
      copy: Home(home), clock: scene.clock.clock, clockIsRight: false)
    let restored = try #require(try copy.messages().first)
    #expect(restored.summary.isRead && restored.isExported)
    #expect(restored.arrival == message.arrival)
    let found = try StoredMessages(copy).find(String(message.summary.id.hex.prefix(8)))
    #expect(found.rowKey == message.rowKey, "a restored message is found by its id")
  }

  @Test("what was deleted does not come back, nor when it is delivered once more")
  func deletions() throws {
    let scene = try Scene()
    let envelope = try scene.vries.seal("wrong patient", to: ["jansen"])
    #expect(try scene.jansen.receive(envelope).reception != nil)
    try scene.deliver("right", attached: 80_000)
    try scene.jansen.backUp(scene.repository)
    let messages = StoredMessages(try scene.jansen.vault())
    try messages.delete(try #require(try messages.list().first))
    try scene.jansen.backUp(scene.repository)
    let home = scene.folder.path("home")
    let (outcome, texts) = try scene.jansen.restore(scene.repository, to: home)
    #expect(texts == ["right"] && outcome.deleted == 1)
    let copy = try scene.jansen.home.open(
      copy: Home(home), clock: scene.clock.clock, clockIsRight: false)
    try FileTree.write(envelope, to: scene.folder.path("envelope"))
    var outcomes: [ReceiveOutcome] = []
    try MessageReceiver(copy, route: nil, .init(report: { outcomes.append($0) }))
      .receive(file: Descriptor.reading(scene.folder.path("envelope")))
    guard case .duplicate = try #require(outcomes.first) else {
      Issue.record("\(outcomes)")
      return
    }
  }

  @Test("once forgotten, the repository shrinks") func shrinks() throws {
    let scene = try Scene()
    try scene.deliver("one", attached: 100_000, expires: 2)
    try scene.jansen.backUp(scene.repository)
    #expect(try scene.files.contains { $0.hasPrefix("objects/") })
    scene.clock.move(days: 3)
    #expect(try scene.jansen.backUp(scene.repository).removed == 2)
    #expect(try scene.files.allSatisfy { !$0.hasPrefix("objects/") && !$0.hasPrefix("packs/") })
  }

  @Test("a restored home goes on with its backup") func goesOn() throws {
    let scene = try Scene()
    try scene.deliver("one")
    try scene.jansen.backUp(scene.repository)
    let path = scene.jansen.home.home.path
    _ = try scene.jansen.restore(scene.repository, to: path)
    #expect(FileTree.exists(path + ".replaced"))
    try scene.deliver("two")
    try scene.jansen.backUp(scene.repository)
    let again = try scene.jansen.restore(scene.repository, to: scene.folder.path("again"))
    #expect(again.texts == ["one", "two"])
  }

  @Test("a copy of the home that went on is told from the one that did not") func otherState()
    throws
  {
    let scene = try Scene()
    try scene.deliver("one")
    try scene.jansen.backUp(scene.repository)
    let (home, copy) = (scene.jansen.home.home.path, scene.folder.path("copy"))
    try FileTree.copy(home, to: copy)
    try scene.deliver("two")
    try scene.jansen.backUp(scene.repository)
    try FileTree.remove(home)
    try FileTree.copy(copy, to: home)
    #expect(throws: BackupError.self) { try scene.jansen.backUp(scene.repository) }
    let restored = try scene.jansen.restore(scene.repository, to: scene.folder.path("still"))
    #expect(restored.texts == ["one", "two"])
    try scene.jansen.backUp(scene.repository, fork: true)
    let forked = try scene.jansen.restore(scene.repository, to: scene.folder.path("forked"))
    #expect(forked.texts == ["one"] && forked.outcome.problems.isEmpty)
    try scene.jansen.backUp(scene.repository)
  }

  @Test("two repositories in turn, and one home between them") func inTurn() throws {
    let scene = try Scene()
    let other = scene.folder.path("other")
    for (day, path) in [scene.repository, other, scene.repository, other].enumerated() {
      try scene.deliver("message \(day)")
      try scene.jansen.backUp(path)
    }
    let all = (0..<4).map { "message \($0)" }
    let home = scene.folder.path("home")
    #expect(try scene.jansen.restore(other, to: home).texts == all)
    let first = try scene.jansen.restore(scene.repository, to: scene.folder.path("first"))
    #expect(first.texts == Array(all.prefix(3)))
  }

  @Test("a new master key: the backup before it is read, and the one after it opens by the new key")
  func rekeyed() throws {
    let scene = try Scene()
    try scene.deliver("one")
    try scene.jansen.backUp(scene.repository)
    let fresh = SecretBytes.random(count: 32)
    try scene.jansen.vault().rekey { $0.addKeyfile(fresh, to: $1) }
    let second = try scene.jansen.backUp(scene.repository)
    #expect(second.messages == 0 && second.notes.isEmpty, "all was written anew")
    let restore = try Restore(
      from: scene.repository, keyring: nil, clock: scene.clock.clock, clockIsRight: false
    ) { _ in }
    #expect(throws: VaultError.self) {
      try restore.run(
        to: Home(scene.folder.path("no")), restore.keyring(), scene.jansen.home.secret
      ) { _ in }
    }
    #expect(!FileTree.exists(scene.folder.path("no")))
    let outcome = try restore.run(
      to: Home(scene.folder.path("home")), restore.keyring(), .keyfile(fresh)
    ) { _ in }
    #expect(outcome.messages == 1 && outcome.problems.isEmpty)
  }

  @Test("killed between the keyring of a new master key and the snapshot") func rekeyedHalfWay()
    throws
  {
    let scene = try Scene()
    try scene.deliver("one")
    try scene.jansen.backUp(scene.repository)
    let fresh = SecretBytes.random(count: 32)
    try scene.jansen.vault().rekey { $0.addKeyfile(fresh, to: $1) }
    let vault = try scene.jansen.home.vault()
    _ = try vault.nextGeneration(above: 1)
    _ = try KeyringFile(nil, in: Repository(scene.repository)).replace(with: vault.keyring())
    let restore = try Restore(
      from: scene.repository, keyring: nil, clock: scene.clock.clock, clockIsRight: false
    ) { _ in }
    let outcome = try restore.run(
      to: Home(scene.folder.path("home")), restore.keyring(), .keyfile(fresh)
    ) { _ in }
    #expect(outcome.messages == 1 && outcome.problems.isEmpty)
  }

  @Test("nothing sealed under the master key alone leaves the keyring") func nothingUnderMaster()
    throws
  {
    let scene = try Scene()
    try scene.deliver("one", attached: 70_000)
    try scene.jansen.backUp(scene.repository)
    let identity = try #require(
      try OpenVault.sealedSetting(.identity, scene.jansen.home.vault()))
    for file in try scene.files where file != "keyring" {
      #expect(try !FileTree.contains(identity, in: scene.path(file)), "\(file)")
    }
    #expect(try FileTree.contains(identity, in: scene.path("keyring")))
    for row in try scene.packs().flatMap(Pack.rows) {
      #expect(row.day > scene.clock.now.day)
    }
  }

  @Test("the keyring elsewhere") func keyringElsewhere() throws {
    let scene = try Scene()
    try scene.deliver("one")
    let keyring = scene.folder.path("usb.keyring")
    try scene.jansen.backUp(scene.repository, keyring: keyring)
    #expect(try !scene.files.contains("keyring"))
    let restored = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"), keyring: keyring)
    #expect(restored.texts == ["one"] && restored.outcome.problems.isEmpty)
  }
}

extension Scene {
  func packs() throws -> [[UInt8]] {
    try files.filter { $0.hasPrefix("packs/") }.map { try FileTree.bytes(path($0)) }
  }
}

/// A restored home is at work at once.
struct RestoredHomeTests {
  @Test("contacts can be written to once their cards are seen again") func contacts() throws {
    let scene = try Scene()
    try scene.jansen.backUp(scene.repository)
    _ = try scene.vries.receive()
    let path = scene.jansen.home.home.path
    _ = try scene.jansen.restore(scene.repository, to: path)
    let vault = try scene.jansen.vault()
    #expect(try vault.contactPrekey(scene.vries.identity, on: scene.clock.now.day) == nil)
    _ = try scene.jansen.receive()
    try scene.jansen.send("again", to: ["vries"])
    #expect(try scene.vries.receive().first?.reception != nil)
    // And others write to its new keys.
    try scene.deliver("to the new keys")
  }

  @Test("that lines of the log are lost is a line of it") func lostLines() throws {
    let scene = try Scene()
    for number in 1...120 {
      try scene.jansen.vault().note([
        AuditLine(
          "test", .read, at: scene.clock.now, purpose: String(repeating: "\(number) ", count: 700))
      ])
    }
    try scene.jansen.backUp(scene.repository)
    let segment = try #require(try scene.files.first { $0.hasPrefix("audit/") })
    try FileTree.remove(scene.path(segment))
    let home = scene.folder.path("home")
    let outcome = try scene.jansen.restore(scene.repository, to: home).outcome
    #expect(outcome.problems.map(\.file) == [segment])
    let copy = try scene.jansen.home.open(
      copy: Home(home), clock: scene.clock.clock, clockIsRight: false)
    #expect(try copy.auditLines().contains { try $0.string("outcome") == "lines-missing" })
  }

  @Test("a damaged snapshot is left behind by the next backup") func damagedSnapshot() throws {
    let scene = try Scene()
    try scene.deliver("one", attached: 70_000)
    try scene.jansen.backUp(scene.repository)
    let snapshot = scene.path("snapshots/1")
    var bytes = try FileTree.bytes(snapshot)
    bytes[100] ^= 1
    try FileTree.write(bytes, to: snapshot)
    #expect(try scene.jansen.backUp(scene.repository).notes.count == 1)
    #expect(try scene.jansen.check(scene.repository).problems.isEmpty)
    #expect(
      try scene.jansen.restore(scene.repository, to: scene.folder.path("home")).texts == ["one"])
  }
}
