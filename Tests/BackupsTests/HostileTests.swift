import AgeFormat
import Files
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault
@testable import Backups

/// Whoever can write to a repository, or names the wrong file, does no harm beyond it.
struct HostileTests {
  /// A home that was backed up, and a file of its user's own.
  private func scene() throws -> (Scene, precious: String) {
    let scene = try Scene()
    try scene.deliver("one", attached: 70_000)
    try scene.jansen.backUp(scene.repository)
    let precious = scene.folder.path("precious")
    try FileTree.write(Array("precious".utf8), to: precious)
    return (scene, precious)
  }

  private func expectPrecious(_ path: String) throws {
    #expect(try FileTree.bytes(path) == Array("precious".utf8))
  }

  @Test(
    "a link for the keyring leads to no file of the user's", arguments: ["keyring", "keyring.new"])
  func linkedKeyring(_ name: String) throws {
    let (scene, precious) = try scene()
    if FileTree.exists(scene.path(name)) { try FileTree.remove(scene.path(name)) }
    try FileTree.link(scene.path(name), to: precious)
    try scene.jansen.backUp(scene.repository)
    try expectPrecious(precious)
    #expect(try scene.jansen.check(scene.repository).problems.isEmpty)
  }

  @Test("nor does a second name of a file") func hardLink() throws {
    let (scene, _) = try scene()
    let other = scene.folder.path("other")
    try FileTree.copy(scene.path("keyring"), to: other)
    try FileTree.remove(scene.path("keyring"))
    try FileTree.hardLink(other, to: scene.path("keyring"))
    let before = try FileTree.bytes(other)
    try scene.jansen.backUp(scene.repository)
    #expect(try FileTree.bytes(other) == before)
  }

  @Test(
    "a link for a folder leads nowhere",
    arguments: ["packs", "objects", "queue", "audit", "snapshots", "objects/20000"])
  func linkedFolder(_ name: String) throws {
    let (scene, _) = try scene()
    let folder = scene.folder.path("documents")
    try FileTree.makeFolder(folder)
    for file in [String(repeating: "ab", count: 32), ".x.part", "letter"] {
      try FileTree.write(Array("precious".utf8), to: folder + "/" + file)
    }
    if FileTree.exists(scene.path(name)) { try FileTree.remove(scene.path(name)) }
    try FileTree.link(scene.path(name), to: folder)
    scene.clock.move(days: 1)
    _ = try? scene.jansen.backUp(scene.repository)
    #expect(try FileTree.files(folder).count == 3)
  }

  @Test("only pieces are pruned") func onlyPieces() throws {
    let (scene, _) = try scene()
    try FileTree.write([1], to: scene.path("packs/letter"))
    try FileTree.write([1], to: scene.path("packs/" + String(repeating: "ab", count: 32)))
    try scene.jansen.backUp(scene.repository)
    #expect(FileTree.exists(scene.path("packs/letter")))
    #expect(!FileTree.exists(scene.path("packs/" + String(repeating: "ab", count: 32))))
  }

  @Test("with --keyring, nothing but a keyring of this home is replaced") func wrongPath() throws {
    let (scene, precious) = try scene()
    #expect(throws: BackupError.self) {
      try scene.jansen.backUp(scene.folder.path("second"), keyring: precious)
    }
    try expectPrecious(precious)
    let shared = scene.folder.path("shared.keyring")
    try scene.jansen.backUp(scene.folder.path("third"), keyring: shared)
    let mine = try FileTree.bytes(shared)
    #expect(throws: BackupError.self) {
      try scene.vries.backUp(scene.folder.path("fourth"), keyring: shared)
    }
    #expect(try FileTree.bytes(shared) == mine)
  }

  @Test("a keyring with slots of many bytes is known for this home's, and overwritten")
  func longSlots()
    throws
  {
    let scene = try Scene()
    try scene.jansen.vault().addSlot { slots, master in
      let identities = try (0..<4).map { _ in try HybridIdentity() }
      try slots.addRecovery(to: identities.map(\.recipient), of: master)
    }
    let keyring = scene.folder.path("usb.keyring")
    for _ in 1...2 { try scene.jansen.backUp(scene.repository, keyring: keyring) }
    let old = try Descriptor.updating(keyring)
    try scene.jansen.backUp(scene.repository, keyring: keyring)
    #expect(try old.read(upTo: 1 << 20).allSatisfy { $0 == 0 })
  }

  @Test(
    "what a kill leaves of a keyring elsewhere is in nobody's way", arguments: [0, 7, 19, 5000])
  func begunKeyring(_ size: Int) throws {
    let (scene, _) = try scene()
    let path = scene.folder.path("usb.keyring")
    try FileTree.write(
      Array(FileTree.bytes(scene.path("keyring")).prefix(size)), to: path + ".new")
    try scene.jansen.backUp(scene.repository, keyring: path)
    #expect(FileTree.exists(path) && !FileTree.exists(path + ".new"))
    try FileTree.write(Array("precious".utf8), to: path + ".new")
    #expect(throws: BackupError.self) {
      try scene.jansen.backUp(scene.repository, keyring: path)
    }
    try expectPrecious(path + ".new")
  }

  @Test("a keyring that another wrote opens, as far as its seals hold, and is named")
  func forgedKeyring() throws {
    let (scene, _) = try scene()
    try changeKeyring(scene) { database in
      try database.execute(
        sql: """
          UPDATE meta SET value = x'0000000000001000' WHERE name = 'backupGeneration';
          UPDATE meta SET value = zeroblob(1216) WHERE name = 'auditRecipient';
          """)
    }
    #expect(try scene.jansen.check(scene.repository).problems.map(\.file) == ["keyring"])
    let path = scene.folder.path("home")
    let (outcome, texts) = try scene.jansen.restore(scene.repository, to: path)
    #expect(outcome.problems.map(\.file) == ["keyring"] && texts == ["one"])
    scene.clock.move(days: 40)
    let vault = try Vault(Home(path), clock: scene.clock.clock)
    #expect(vault.purged.messages == 1)
    let keys = try vault.keys.database.read {
      try Int.fetchOne(
        $0, sql: "SELECT COUNT(*) FROM dayKeys WHERE day < ?", arguments: [vault.today.number])
    }
    #expect(keys == 0)
  }

  @Test(
    "the schema of a keyring is compared before a row of it is read", .timeLimit(.minutes(1)),
    arguments: [
      """
      DROP TABLE conversations;
      CREATE VIEW conversations(conversation, position) AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT zeroblob(1000), zeroblob(1000) FROM n;
      """,
      "CREATE TRIGGER t BEFORE DELETE ON dayKeys BEGIN SELECT RAISE(IGNORE); END",
      "CREATE TABLE other(x)", "CREATE VIEW v AS SELECT 1", "ALTER TABLE contacts ADD COLUMN more",
      "CREATE INDEX i ON dayKeys(length(key))",
      """
      DROP TABLE contacts;
      CREATE TABLE contacts(contact BLOB PRIMARY KEY, record AS (zeroblob(1 << 29)));
      INSERT INTO contacts(contact) VALUES (x'00');
      """,
    ])
  func foreignSchema(_ sql: String) throws {
    let (scene, _) = try scene()
    try changeKeyring(scene) { try $0.execute(sql: sql) }
    let path = scene.folder.path("home")
    #expect(throws: BackupError.self) { try scene.jansen.restore(scene.repository, to: path) }
    #expect(!FileTree.exists(path))
  }

  @Test("pages that lead in a circle end") func circle() throws {
    let (scene, _) = try scene()
    try changeKeyring(scene) { database in
      for number in 0..<2000 {
        try database.execute(
          sql: "INSERT INTO contacts(contact, record) VALUES (?, zeroblob(100))",
          arguments: ["contact \(number)"])
      }
    }
    var bytes = try FileTree.bytes(scene.path("keyring"))
    let keyring = try Keyring(encoded: bytes)
    let start = bytes.count - 32 - keyring.table.count
    let pageSize = Int(bytes[(start + 16)..<(start + 18)].bigEndianInteger)
    // Every interior page leads to one and the same child.
    for page in stride(from: start + pageSize, to: bytes.count - 32, by: pageSize)
    where [2, 5].contains(bytes[page]) {
      let cells = Int(bytes[(page + 3)..<(page + 5)].bigEndianInteger)
      let child = bytes[(page + 8)..<(page + 12)]
      for cell in 0..<cells {
        let at = page + 12 + 2 * cell
        let offset = Int(bytes[at..<at + 2].bigEndianInteger)
        bytes.replaceSubrange((page + offset)..<(page + offset + 4), with: child)
      }
    }
    try FileTree.write(bytes, to: scene.path("keyring"))
    _ = try? scene.jansen.restore(scene.repository, to: scene.folder.path("home"))
  }

  @Test("a keyring that is to lie elsewhere leaves none behind in the backup")
  func supersededKeyring() throws {
    let (scene, _) = try scene()
    let old = try Descriptor.updating(scene.path("keyring"))
    let elsewhere = scene.folder.path("elsewhere")
    let notes = try scene.jansen.backUp(scene.repository, keyring: elsewhere).notes
    #expect(!FileTree.exists(scene.path("keyring")) && notes.count == 1)
    #expect(try old.read(upTo: 1 << 20).allSatisfy { $0 == 0 })
    #expect(
      try scene.jansen.restore(
        scene.repository, to: scene.folder.path("home"), keyring: elsewhere
      ).texts == ["one"])
    // Whoever puts one there again is told of it.
    try FileTree.copy(elsewhere, to: scene.path("keyring"))
    let vault = try scene.jansen.home.vault()
    let problems = try RepositoryCheck(
      vault, unlocked: nil, at: scene.repository, keyring: elsewhere
    ) { _ in }.run().problems
    #expect(problems.map(\.file) == ["keyring"])
  }

  @Test(
    "whatever a kill leaves of a change of keyrings, one of them is in its place again",
    arguments: [
      "draft and place hold whole ones", "the place is empty, the old one is aside",
      "the place holds zeros, the old one is the draft",
    ])
  func interruptedKeyring(_ state: String) throws {
    let (scene, _) = try scene()
    let (path, draft) = (scene.path("keyring"), scene.path("keyring.new"))
    switch state.first {
    case "d": try FileTree.copy(path, to: draft)
    case "t" where state.contains("aside"):
      try FileTree.copy(path, to: draft + ".aside")
      try FileTree.remove(path)
      #expect(
        try scene.jansen.restore(scene.repository, to: scene.folder.path("early")).texts == ["one"])
    default:
      try FileTree.copy(path, to: draft)
      try FileTree.write([UInt8](repeating: 0, count: 5000), to: path)
    }
    let vault = try scene.jansen.home.vault()
    try KeyringFile(nil, in: Repository(scene.repository)).removeLeftover()
    _ = vault
    #expect(try scene.files.filter { $0.hasPrefix("keyring") } == ["keyring"])
    #expect(
      try scene.jansen.restore(scene.repository, to: scene.folder.path("home")).texts == ["one"])
  }

  @Test("a rehearsal takes nothing's place", arguments: ["home", "folder", "link"])
  func rehearsal(_ what: String) throws {
    let (scene, _) = try scene()
    let path = what == "home" ? scene.jansen.home.home.path : scene.folder.path("place")
    if what == "folder" { try FileTree.makeFolder(path) }
    if what == "link" { try FileTree.link(path, to: scene.folder.path("nowhere")) }
    let restore = try Restore(
      from: scene.repository + "/", keyring: nil, clock: scene.clock.clock, clockIsRight: false,
      isRehearsal: true
    ) { _ in }
    let error = #expect(throws: BackupError.self) {
      _ = try restore.run(to: Home(path + "/"), restore.keyring(), scene.jansen.home.secret) { _ in
      }
    }
    guard case .rehearsalInPlace? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileTree.exists(path + ".replaced"))
    #expect(try scene.jansen.texts == ["one"])
  }

  @Test("a home whose key slots are gone is put aside and built anew") func withoutSlots() throws {
    let (scene, _) = try scene()
    let home = scene.jansen.home
    try FileTree.remove(home.path("keyslots.json"))
    #expect(try scene.jansen.restore(scene.repository, to: home.home.path).texts == ["one"])
    #expect(FileTree.exists(home.home.path + ".replaced/vault.db"))
  }

  @Test("numbers that no home has are refused, and trap nothing") func hostileNumbers() throws {
    let (scene, _) = try scene()
    let whole = try FileTree.bytes(scene.path("keyring"))
    for sql in [
      "UPDATE meta SET value = x'7fffffffffffffff' WHERE name = 'lastDay'",
      "UPDATE meta SET value = x'7fffffffffffffff' WHERE name = 'backupGeneration'",
      "UPDATE dayKeys SET day = 9223372036854775807 WHERE day = (SELECT MAX(day) FROM dayKeys)",
      "DELETE FROM meta", "DROP TABLE prekeys",
    ] {
      try FileTree.write(whole, to: scene.path("keyring"))
      try changeKeyring(scene) { try $0.execute(sql: sql) }
      let path = scene.folder.path("home \(RandomBytes.make(4).hex)")
      #expect(throws: (any Error).self, "\(sql)") {
        let outcome = try scene.jansen.restore(scene.repository, to: path).outcome
        if !outcome.problems.isEmpty { throw BackupError.damaged("named") }
      }
    }
  }

  private func changeKeyring(
    _ scene: Scene, _ change: (GRDB.Database) throws -> Void
  ) throws {
    var bytes = try FileTree.bytes(scene.path("keyring"))
    let keyring = try Keyring(encoded: bytes)
    let path = scene.folder.path("table \(RandomBytes.make(4).hex)")
    try FileTree.write(keyring.table, to: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction(change)
    try queue.close()
    let table = try FileTree.bytes(path)
    let end = bytes.count - 32 - keyring.table.count - 8
    bytes =
      Array(bytes[..<end]) + [UInt8](bigEndian: UInt64(table.count)) + table + bytes.suffix(32)
    try FileTree.write(bytes, to: scene.path("keyring"))
  }

  @Test("snapshots of made-up numbers do not move the home's", arguments: [999, 1 << 53, Int.max])
  func madeUpGeneration(_ number: Int) throws {
    let (scene, _) = try scene()
    try FileTree.write([1], to: scene.path("snapshots/\(number)"))
    #expect(try scene.jansen.backUp(scene.repository).generation == 2)
    #expect(
      try scene.jansen.restore(scene.repository, to: scene.folder.path("home")).texts == ["one"])
  }

  @Test("a pipe in the repository keeps nobody waiting") func pipe() throws {
    let (scene, _) = try scene()
    try FileTree.makePipe(scene.path("snapshots/9"))
    try scene.jansen.backUp(scene.repository)
    #expect(
      try scene.jansen.restore(scene.repository, to: scene.folder.path("home")).texts == ["one"])
  }

  @Test("of a crafted pack the rows are found in reasonable time") func craftedPack() {
    var pack = Pack.magic
    for number in 0..<(1 << 18) { pack += [UInt8](bigEndian: UInt32((1 << 20) - number)) }
    #expect(Pack.rows(pack).isEmpty)
  }

  @Test("lines of a damaged segment never replace whole ones") func damagedLines() {
    let line = AuditRecord(
      number: 1, epoch: 1, line: [1, 2], mac: [UInt8](repeating: 0, count: 32))
    var bytes = AuditSegment.encode([line, line])
    #expect(AuditSegment.decode(bytes).records == [line])
    bytes.replaceSubrange(20..<28, with: [UInt8](repeating: 0x7f, count: 8))
    #expect(AuditSegment.decode(bytes).records.isEmpty)
  }
}

/// Homes and repositories that do not belong together, or were parted.
struct StateTests {
  @Test("two places in turn, a restore from one: what only the other has is not lost")
  func coincidingGenerations() throws {
    let scene = try Scene()
    let (first, second) = (scene.repository, scene.folder.path("second"))
    try scene.deliver("one")
    try scene.jansen.backUp(first)
    try scene.jansen.backUp(second)
    try scene.deliver("two", attached: 70_000)
    try scene.jansen.backUp(first)
    _ = try scene.jansen.restore(second, to: scene.jansen.home.home.path)
    try scene.jansen.backUp(second)
    #expect(throws: BackupError.self) { try scene.jansen.backUp(first) }
    #expect(try scene.jansen.restore(first, to: scene.folder.path("home")).texts == ["one", "two"])
  }

  @Test("a repository is not restored over another's home, or a folder of other things")
  func otherHome() throws {
    let scene = try Scene()
    try scene.jansen.backUp(scene.repository)
    #expect(throws: VaultError.self) {
      try scene.jansen.restore(scene.repository, to: scene.vries.home.home.path)
    }
    let folder = scene.folder.path("documents")
    try FileTree.makeFolder(folder)
    try FileTree.write([1], to: folder + "/letter")
    #expect(throws: VaultError.self) { try scene.jansen.restore(scene.repository, to: folder) }
    #expect(FileTree.exists(folder + "/letter"))
    try FileTree.makeFolder(scene.folder.path("empty"))
    _ = try scene.jansen.restore(scene.repository, to: scene.folder.path("empty"))
  }

  @Test("an object that the home lost is named, and the rest is backed up") func lostObject() throws
  {
    let scene = try Scene()
    try scene.deliver("one", attached: 70_000)
    try scene.deliver("two", attached: 70_000)
    let objects = try FileTree.files(scene.jansen.home.path("objects"))
    try FileTree.remove(scene.jansen.home.path("objects/" + (try #require(objects.first))))
    #expect(try scene.jansen.backUp(scene.repository).losses.count == 1)
    let (outcome, texts) = try scene.jansen.restore(
      scene.repository, to: scene.folder.path("home"))
    #expect(texts.count == 1 && outcome.lost == 1 && outcome.problems.count == 1)
  }

  @Test("after an audit segment was lost, backups go on") func lostSegment() throws {
    let scene = try Scene()
    let long = String(repeating: "x ", count: 1000)
    for _ in 1...150 {
      try scene.jansen.vault().note([AuditLine("test", .read, at: scene.clock.now, purpose: long)])
    }
    try scene.jansen.backUp(scene.repository)
    let segment = try #require(try scene.files.first { $0.hasPrefix("audit/") })
    try FileTree.write(
      Array(FileTree.bytes(scene.path(segment)).prefix(5000)), to: scene.path(segment))
    _ = try scene.jansen.restore(scene.repository, to: scene.jansen.home.home.path)
    try scene.jansen.backUp(scene.repository)
    try scene.jansen.backUp(scene.repository)
    #expect(try scene.jansen.check(scene.repository).problems.isEmpty)
    #expect(try !scene.jansen.vault().auditState().isWhole)
  }

  @Test("a log cut short is not whole again after the next line") func cutLog() throws {
    let scene = try Scene()
    for _ in 1...5 {
      try scene.jansen.vault().note([AuditLine("test", .read, at: scene.clock.now)])
    }
    #expect(try scene.jansen.vault().auditState().isWhole)
    try scene.jansen.home.vault().store.database.write {
      try $0.execute(sql: "DELETE FROM audit WHERE number > (SELECT MAX(number) FROM audit) - 3")
    }
    #expect(try !scene.jansen.vault().auditState().isWhole)
    try scene.jansen.vault().note([AuditLine("test", .read, at: scene.clock.now)])
    #expect(try !scene.jansen.vault().auditState().isWhole)
  }

  @Test("what a killed beginning left does not refuse the repository") func killedBeginning() throws
  {
    let scene = try Scene()
    try FileTree.makeFolder(scene.repository)
    try FileTree.write([1], to: scene.path(".tacita-backup.json.x.part"))
    try scene.jansen.backUp(scene.repository)
  }

  @Test("the past goes although there is no room, or no way, for a new backup") func forgetsFirst()
    throws
  {
    let scene = try Scene()
    try scene.deliver("one", attached: 70_000, expires: 1)
    try scene.jansen.backUp(scene.repository)
    scene.clock.move(days: 3)
    try FileTree.remove(scene.path("snapshots/1"))
    try FileTree.copy(scene.path("keyring"), to: scene.path("aside"))
    try FileTree.remove(scene.path("aside"))
    // A folder where the next snapshot is to lie keeps the backup from being finished.
    let vault = try scene.jansen.home.vault()
    try FileTree.makeFolder(scene.path("snapshots/2/full"))
    #expect(throws: (any Error).self) {
      try Backup(vault, to: scene.repository, keyring: nil, fork: true) { _ in }.run()
    }
    let keyring = try Keyring(encoded: FileTree.bytes(scene.path("keyring")))
    let days = try ForeignTable(image: keyring.table).read {
      try Int.fetchAll($0, sql: "SELECT day FROM dayKeys")
    }
    #expect(!days.isEmpty && days.allSatisfy { $0 >= scene.clock.now.day.number })
  }
}
