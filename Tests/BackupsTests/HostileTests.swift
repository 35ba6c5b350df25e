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
  private func pair() throws -> (Pair, precious: String) {
    let pair = try Pair()
    try pair.deliver("one", attached: 70_000)
    try pair.jansen.backUp(pair.repository)
    let precious = pair.folder.path("precious")
    try FileTree.write(Array("precious".utf8), to: precious)
    return (pair, precious)
  }

  private func expectPrecious(_ path: String) throws {
    #expect(try FileTree.bytes(path) == Array("precious".utf8))
  }

  @Test(
    "a link for the keyring leads to no file of the user's", arguments: ["keyring", "keyring.new"])
  func linkedKeyring(_ name: String) throws {
    let (pair, precious) = try pair()
    if FileTree.exists(pair.path(name)) { try FileTree.remove(pair.path(name)) }
    try FileTree.link(pair.path(name), to: precious)
    try pair.jansen.backUp(pair.repository)
    try expectPrecious(precious)
    #expect(try pair.jansen.check(pair.repository).problems.isEmpty)
  }

  @Test("nor does a second name of a file") func hardLink() throws {
    let (pair, _) = try pair()
    let other = pair.folder.path("other")
    try FileTree.copy(pair.path("keyring"), to: other)
    try FileTree.remove(pair.path("keyring"))
    try FileTree.hardLink(other, to: pair.path("keyring"))
    let before = try FileTree.bytes(other)
    try pair.jansen.backUp(pair.repository)
    #expect(try FileTree.bytes(other) == before)
  }

  @Test(
    "a link for a folder leads nowhere",
    arguments: ["packs", "objects", "queue", "audit", "snapshots", "objects/20000"])
  func linkedFolder(_ name: String) throws {
    let (pair, _) = try pair()
    let folder = pair.folder.path("documents")
    try FileTree.makeFolder(folder)
    for file in [String(repeating: "ab", count: 32), ".x.part", "letter"] {
      try FileTree.write(Array("precious".utf8), to: folder + "/" + file)
    }
    if FileTree.exists(pair.path(name)) { try FileTree.remove(pair.path(name)) }
    try FileTree.link(pair.path(name), to: folder)
    pair.clock.move(days: 1)
    _ = try? pair.jansen.backUp(pair.repository)
    #expect(try FileTree.files(folder).count == 3)
  }

  @Test("only pieces are pruned") func onlyPieces() throws {
    let (pair, _) = try pair()
    try FileTree.write([1], to: pair.path("packs/letter"))
    try FileTree.write([1], to: pair.path("packs/" + String(repeating: "ab", count: 32)))
    try pair.jansen.backUp(pair.repository)
    #expect(FileTree.exists(pair.path("packs/letter")))
    #expect(!FileTree.exists(pair.path("packs/" + String(repeating: "ab", count: 32))))
  }

  @Test("with --keyring, nothing but a keyring of this home is replaced") func wrongPath() throws {
    let (pair, precious) = try pair()
    #expect(throws: BackupError.self) {
      try pair.jansen.backUp(pair.folder.path("second"), keyring: precious)
    }
    try expectPrecious(precious)
    let shared = pair.folder.path("shared.keyring")
    try pair.jansen.backUp(pair.folder.path("third"), keyring: shared)
    let mine = try FileTree.bytes(shared)
    #expect(throws: BackupError.self) {
      try pair.vries.backUp(pair.folder.path("fourth"), keyring: shared)
    }
    #expect(try FileTree.bytes(shared) == mine)
  }

  @Test("a keyring with slots of many bytes is known for this home's, and overwritten")
  func longSlots()
    throws
  {
    let pair = try Pair()
    try pair.jansen.vault().addSlot { slots, master in
      let identities = try (0..<4).map { _ in try HybridIdentity() }
      try slots.addRecovery(to: identities.map(\.recipient), of: master)
    }
    let keyring = pair.folder.path("usb.keyring")
    for _ in 1...2 { try pair.jansen.backUp(pair.repository, keyring: keyring) }
    let old = try Descriptor.updating(keyring)
    try pair.jansen.backUp(pair.repository, keyring: keyring)
    #expect(try old.read(upTo: 1 << 20).allSatisfy { $0 == 0 })
  }

  @Test(
    "what a kill leaves of a keyring elsewhere is in nobody's way", arguments: [0, 7, 19, 5000])
  func begunKeyring(_ size: Int) throws {
    let (pair, _) = try pair()
    let path = pair.folder.path("usb.keyring")
    try FileTree.write(
      Array(FileTree.bytes(pair.path("keyring")).prefix(size)), to: path + ".new")
    try pair.jansen.backUp(pair.repository, keyring: path)
    #expect(FileTree.exists(path) && !FileTree.exists(path + ".new"))
    try FileTree.write(Array("precious".utf8), to: path + ".new")
    #expect(throws: BackupError.self) {
      try pair.jansen.backUp(pair.repository, keyring: path)
    }
    try expectPrecious(path + ".new")
  }

  @Test("a keyring that another wrote opens, as far as its seals hold, and is named")
  func forgedKeyring() throws {
    let (pair, _) = try pair()
    try changeKeyring(pair) { database in
      try database.execute(
        sql: """
          UPDATE meta SET value = x'0000000000001000' WHERE name = 'backupGeneration';
          UPDATE meta SET value = zeroblob(1216) WHERE name = 'auditRecipient';
          """)
    }
    #expect(try pair.jansen.check(pair.repository).problems.map(\.file) == ["keyring"])
    let path = pair.folder.path("home")
    let (outcome, texts) = try pair.jansen.restore(pair.repository, to: path)
    #expect(outcome.problems.map(\.file) == ["keyring"] && texts == ["one"])
    pair.clock.move(days: 40)
    let vault = try Vault(Home(path), clock: pair.clock.clock)
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
    let (pair, _) = try pair()
    try changeKeyring(pair) { try $0.execute(sql: sql) }
    let path = pair.folder.path("home")
    #expect(throws: BackupError.self) { try pair.jansen.restore(pair.repository, to: path) }
    #expect(!FileTree.exists(path))
  }

  @Test("pages that lead in a circle end") func circle() throws {
    let (pair, _) = try pair()
    try changeKeyring(pair) { database in
      for number in 0..<2000 {
        try database.execute(
          sql: "INSERT INTO contacts VALUES (?1, ?1, 0, zeroblob(100))",
          arguments: ["contact \(number)"])
      }
    }
    var bytes = try FileTree.bytes(pair.path("keyring"))
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
    try FileTree.write(bytes, to: pair.path("keyring"))
    _ = try? pair.jansen.restore(pair.repository, to: pair.folder.path("home"))
  }

  @Test("a keyring that is to lie elsewhere leaves none behind in the backup")
  func supersededKeyring() throws {
    let (pair, _) = try pair()
    let old = try Descriptor.updating(pair.path("keyring"))
    let elsewhere = pair.folder.path("elsewhere")
    let notes = try pair.jansen.backUp(pair.repository, keyring: elsewhere).notes
    #expect(!FileTree.exists(pair.path("keyring")) && notes.count == 1)
    #expect(try old.read(upTo: 1 << 20).allSatisfy { $0 == 0 })
    #expect(
      try pair.jansen.restore(
        pair.repository, to: pair.folder.path("home"), keyring: elsewhere
      ).texts == ["one"])
    // Whoever puts one there again is told of it.
    try FileTree.copy(elsewhere, to: pair.path("keyring"))
    let vault = try pair.jansen.home.vault()
    let problems = try RepositoryCheck(
      vault, unlocked: nil, at: pair.repository, keyring: elsewhere
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
    let (pair, _) = try pair()
    let (path, draft) = (pair.path("keyring"), pair.path("keyring.new"))
    switch state.first {
    case "d": try FileTree.copy(path, to: draft)
    case "t" where state.contains("aside"):
      try FileTree.copy(path, to: draft + ".aside")
      try FileTree.remove(path)
      #expect(
        try pair.jansen.restore(pair.repository, to: pair.folder.path("early")).texts == ["one"])
    default:
      try FileTree.copy(path, to: draft)
      try FileTree.write([UInt8](repeating: 0, count: 5000), to: path)
    }
    let vault = try pair.jansen.home.vault()
    try KeyringFile(nil, in: Repository(pair.repository)).removeLeftover()
    _ = vault
    #expect(try pair.files.filter { $0.hasPrefix("keyring") } == ["keyring"])
    #expect(
      try pair.jansen.restore(pair.repository, to: pair.folder.path("home")).texts == ["one"])
  }

  @Test("a rehearsal takes nothing's place", arguments: ["home", "folder", "link"])
  func rehearsal(_ what: String) throws {
    let (pair, _) = try pair()
    let path = what == "home" ? pair.jansen.home.home.path : pair.folder.path("place")
    if what == "folder" { try FileTree.makeFolder(path) }
    if what == "link" { try FileTree.link(path, to: pair.folder.path("nowhere")) }
    let restore = try Restore(
      from: pair.repository + "/", keyring: nil, clock: pair.clock.clock, clockIsRight: false,
      isRehearsal: true
    ) { _ in }
    let error = #expect(throws: BackupError.self) {
      _ = try restore.run(to: Home(path + "/"), restore.keyring(), pair.jansen.home.secret) { _ in
      }
    }
    guard case .rehearsalInPlace? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileTree.exists(path + ".replaced"))
    #expect(try pair.jansen.texts == ["one"])
  }

  @Test("a home whose key slots are gone is put aside and built anew") func withoutSlots() throws {
    let (pair, _) = try pair()
    let home = pair.jansen.home
    try FileTree.remove(home.path("keyslots.json"))
    #expect(try pair.jansen.restore(pair.repository, to: home.home.path).texts == ["one"])
    #expect(FileTree.exists(home.home.path + ".replaced/vault.db"))
  }

  @Test("numbers that no home has are refused, and trap nothing") func hostileNumbers() throws {
    let (pair, _) = try pair()
    let whole = try FileTree.bytes(pair.path("keyring"))
    for sql in [
      "UPDATE meta SET value = x'7fffffffffffffff' WHERE name = 'lastDay'",
      "UPDATE meta SET value = x'7fffffffffffffff' WHERE name = 'backupGeneration'",
      "UPDATE dayKeys SET day = 9223372036854775807 WHERE day = (SELECT MAX(day) FROM dayKeys)",
      "DELETE FROM meta", "DROP TABLE prekeys",
    ] {
      try FileTree.write(whole, to: pair.path("keyring"))
      try changeKeyring(pair) { try $0.execute(sql: sql) }
      let path = pair.folder.path("home \(RandomBytes.make(4).hex)")
      #expect(throws: (any Error).self, "\(sql)") {
        let outcome = try pair.jansen.restore(pair.repository, to: path).outcome
        if !outcome.problems.isEmpty { throw BackupError.damaged("named") }
      }
    }
  }

  private func changeKeyring(
    _ pair: Pair, _ change: (GRDB.Database) throws -> Void
  ) throws {
    var bytes = try FileTree.bytes(pair.path("keyring"))
    let keyring = try Keyring(encoded: bytes)
    let path = pair.folder.path("table \(RandomBytes.make(4).hex)")
    try FileTree.write(keyring.table, to: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction(change)
    try queue.close()
    let table = try FileTree.bytes(path)
    let end = bytes.count - 32 - keyring.table.count - 8
    bytes =
      Array(bytes[..<end]) + [UInt8](bigEndian: UInt64(table.count)) + table + bytes.suffix(32)
    try FileTree.write(bytes, to: pair.path("keyring"))
  }

  @Test("snapshots of made-up numbers do not move the home's", arguments: [999, 1 << 53, Int.max])
  func madeUpGeneration(_ number: Int) throws {
    let (pair, _) = try pair()
    try FileTree.write([1], to: pair.path("snapshots/\(number)"))
    #expect(try pair.jansen.backUp(pair.repository).generation == 2)
    #expect(
      try pair.jansen.restore(pair.repository, to: pair.folder.path("home")).texts == ["one"])
  }

  @Test("a pipe in the repository keeps nobody waiting") func pipe() throws {
    let (pair, _) = try pair()
    try FileTree.makePipe(pair.path("snapshots/9"))
    try pair.jansen.backUp(pair.repository)
    #expect(
      try pair.jansen.restore(pair.repository, to: pair.folder.path("home")).texts == ["one"])
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
