import Files
import GRDB
import TestSupport
import Testing

@testable import MessageVault

/// A home is there whole or not at all, and nobody else's.
struct HomeTests {
  private struct Stop: Error {}

  @Test func modes() throws {
    let home = try TestHome()
    #expect(try FileTree.mode(home.home.path) == 0o700)
    let vault = try home.open()
    try vault.keep(Sample.message(expires: home.clock.now + 86400, payload: vault.draft([1, 2])))
    _ = try vault.queue.add(
      Descriptor.reading(home.path("config.json")), day: vault.today)
    for name in ["objects", "queue", "objects/20778", "queue/20777"] {
      #expect(try FileTree.mode(home.path(name)) == 0o700, "\(name)")
    }
    let files = try FileTree.files(home.home.path)
    #expect(
      files.contains { $0.hasPrefix("objects/") } && files.contains { $0.hasPrefix("queue/") })
    #expect(files.contains("keys.db") && files.contains("vault.db"))
    for name in files { #expect(try FileTree.mode(home.path(name)) == 0o600, "\(name)") }
  }

  @Test func pragmas() throws {
    let vault = try TestHome().open()
    for (database, secureDelete) in [(vault.keys.database, 1), (vault.store.database, 0)] {
      let found = try database.read { database in
        try ["synchronous", "auto_vacuum", "temp_store", "secure_delete", "journal_mode"].map {
          try String.fetchOne(database, sql: "PRAGMA \($0)")
        }
      }
      #expect(found == ["2", "2", "2", "\(secureDelete)", "wal"])
    }
  }

  /// Looking is no write: each would cost three waits for the disk at every start.
  @Test func openingWritesNothing() throws {
    let home = try TestHome()
    _ = try home.open()
    let before = try ["keys.db", "vault.db"].map { try FileTree.bytes(home.path($0)) }
    _ = try home.open().contacts()
    #expect(try ["keys.db", "vault.db"].map { try FileTree.bytes(home.path($0)) } == before)
  }

  @Test func wholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let home = Home(folder.path("a/b/home"))
    let source = try TestHome()
    let newHome = Vault.NewHome(
      keyslots: try Keyslots.read(source.home), master: try source.open().master,
      configuration: HomeConfiguration(
        route: nil, mailbox: "00112233445566778899aabbccddeeff"),
      profile: JSONObject(["name": "x"]), policy: JSONObject(["retention": .number(30)]),
      retention: 30, horizon: 30)
    #expect(throws: Stop.self) {
      try Vault.create(home, newHome, clock: source.clock.clock) { vault in
        try vault.keep(Sample.message(expires: source.clock.now + 86400))
        throw Stop()
      }
    }
    #expect(!home.exists)
    #expect(try FileTree.files(folder.path).isEmpty)
    #expect(!FileTree.exists(home.path))
    try Vault.create(home, newHome, clock: source.clock.clock) { _ in #expect(!home.exists) }
    #expect(home.exists)
    #expect(try Directories.names(folder.path("a/b")) == ["home"])
    // Never over something that is there.
    let error = #expect(throws: VaultError.self) {
      try Vault.create(home, newHome, clock: source.clock.clock) { _ in }
    }
    guard case .homeExists? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// Somebody else makes the same home while this one is being filled.
  @Test func overtaken() throws {
    let folder = try TemporaryFolder()
    let home = Home(folder.path("home"))
    let source = try TestHome()
    let newHome = Vault.NewHome(
      keyslots: try Keyslots.read(source.home), master: try source.open().master,
      configuration: HomeConfiguration(
        route: nil, mailbox: "00112233445566778899aabbccddeeff"),
      profile: JSONObject([]), policy: JSONObject([]), retention: 30, horizon: 3)
    #expect(throws: FileError.self) {
      try Vault.create(home, newHome, clock: source.clock.clock) { _ in
        try FileTree.makeFolder(home.path)
        try FileTree.write([1], to: home.path + "/mine")
      }
    }
    #expect(try FileTree.files(folder.path) == ["home/mine"])
  }

  @Test(arguments: [
    ("", 0o770), ("", 0o702), ("keys.db", 0o620), ("vault.db", 0o602), ("keyslots.json", 0o620),
    ("config.json", 0o666), ("objects", 0o770), ("queue", 0o777),
  ])
  func writableByOthers(name: String, mode: Int) throws {
    let home = try TestHome()
    try FileTree.setMode(mode, home.path(name))
    expectNotPrivate { _ = try home.vault() }
    try FileTree.setMode(mode & 0o700, home.path(name))
    _ = try home.vault()
  }

  @Test(.enabled(if: isRoot), arguments: ["", "keys.db", "keyslots.json", "queue"])
  func anotherOwner(name: String) throws {
    let home = try TestHome()
    try FileTree.setOwner(65534, home.path(name))
    expectNotPrivate { _ = try home.vault() }
  }

  private func expectNotPrivate(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) {
    let error = #expect(throws: VaultError.self, sourceLocation: sourceLocation) { try body() }
    guard case .notPrivate? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
      return
    }
  }

  @Test(
    "what its own user cannot read and change is named before anything opens it",
    arguments: [
      ("", 0o500), ("keys.db", 0o400), ("vault.db", 0o400), ("keyslots.json", 0o200),
      ("queue", 0o500),
      ("vault.db-shm", 0o400),
    ])
  func closed(name: String, mode: Int) throws {
    let home = try TestHome()
    if name.hasSuffix("-shm") { try FileTree.write([], to: home.path(name)) }
    try FileTree.setMode(mode, home.path(name))
    let before = try FileTree.files(home.home.path)
    let error = #expect(throws: VaultError.self) { try home.vault() }
    guard case .notPrivate(_, .closed(let found))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == UInt32(mode))
    #expect(try FileTree.files(home.home.path) == before)
    try FileTree.setMode(name.isEmpty || name == "queue" ? 0o700 : 0o600, home.path(name))
    if name.hasSuffix("-shm") { try FileTree.remove(home.path(name)) }
    _ = try home.vault()
  }

  @Test(
    "a slash at the end of a home's path changes nothing",
    arguments: [
      ("h/", "h"), ("h//", "h"), ("./h/.", "h"), ("/a//b/./h/", "/a/b/h"), ("/", "/"), ("h", "h"),
      ("../h/", "../h"), (".h", ".h"),
    ])
  func normalised(path: String, expected: String) { #expect(Home(path).path == expected) }

  @Test(
    "a view or a trigger in a database keeps the home from being opened",
    arguments: [
      "keys.db", "vault.db",
    ])
  func programs(name: String) throws {
    for sql in [
      "CREATE TRIGGER t BEFORE DELETE ON \(name == "keys.db" ? "dayKeys" : "messages") "
        + "BEGIN SELECT RAISE(IGNORE); END",
      "CREATE VIEW v AS SELECT 1",
    ] {
      let home = try TestHome()
      let queue = try DatabaseQueue(path: home.path(name))
      try queue.write { try $0.execute(sql: sql) }
      try queue.close()
      expectDamaged { _ = try home.vault() }
    }
  }

  @Test(
    "a database that is empty, cut short or another's is damage, and stays as it is",
    arguments: [
      0, 10, 4096, 9000,
    ])
  func truncated(size: Int) throws {
    for name in ["keys.db", "vault.db"] {
      let home = try TestHome()
      let bytes = try Array(FileTree.bytes(home.path(name)).prefix(size))
      for ending in ["-wal", "-shm"] where FileTree.exists(home.path(name + ending)) {
        try FileTree.remove(home.path(name + ending))
      }
      try FileTree.write(bytes, to: home.path(name))
      try FileTree.setMode(0o600, home.path(name))
      expectDamaged { _ = try home.open().messages() }
      if size < 100 { #expect(try FileTree.bytes(home.path(name)) == bytes) }
    }
  }

  @Test("a database without its tables is damage") func otherTables() throws {
    let home = try TestHome()
    try FileTree.remove(home.path("vault.db"))
    let queue = try DatabaseQueue(path: home.path("vault.db"))
    try queue.write { try $0.execute(sql: "CREATE TABLE other(x)") }
    try queue.close()
    try FileTree.setMode(0o600, home.path("vault.db"))
    expectDamaged { _ = try home.vault() }
  }

  @Test(
    "without the reserve, and no room for it, nothing new is kept; what is there can be deleted")
  func withoutReserve() throws {
    let home = try TestHome()
    #expect(try FileTree.bytes(home.path("reserve")).count == Reserve.size)
    #expect(Reserve(home.home).release() && !FileTree.exists(home.path("reserve")))
    // There is room here: the next run makes it again.
    #expect(try home.vault().mayKeep && FileTree.exists(home.path("reserve")))
  }

  @Test(arguments: ["keyslots.json", "keys.db", "vault.db", "config.json"])
  func fileMissing(name: String) throws {
    let home = try TestHome()
    try FileTree.remove(home.path(name))
    expectDamaged { _ = try home.vault() }
    #expect(!FileTree.exists(home.path(name)), "it must not be made again, empty")
  }

  @Test func noHome() throws {
    let folder = try TemporaryFolder()
    try FileTree.makeFolder(folder.path("empty"))
    try FileTree.setMode(0o700, folder.path("empty"))
    try folder.write("", to: "file")
    for name in ["nothing", "empty", "file"] {
      let error = #expect(throws: VaultError.self) {
        try Vault(Home(folder.path(name)), clock: MovableClock().clock)
      }
      guard case .noHome? = error else {
        Issue.record("\(name): \(String(describing: error))")
        continue
      }
    }
  }

  @Test(arguments: ["keys.db", "vault.db"])
  func damagedDatabase(name: String) throws {
    let home = try TestHome()
    try FileTree.write(Array("no database at all, but long enough".utf8), to: home.path(name))
    expectDamaged { _ = try home.vault() }
  }

  @Test func newerVersion() throws {
    let home = try TestHome()
    try home.vault().keys.database.write {
      try KeyTable.setMeta($0, "version", Array("2".utf8))
    }
    let error = #expect(throws: VaultError.self) { try home.vault() }
    guard case .newerHome("2")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  /// Not even keys whose day is past are destroyed by a program that does not know the format.
  @Test(arguments: [("keyslots.json", "tacita/keyslots/"), ("config.json", "tacita/config/")])
  func newerVersionIsLeftAlone(name: String, schema: String) throws {
    let home = try TestHome()
    let bytes = try FileTree.bytes(home.path(name))
    let text = String(decoding: bytes, as: UTF8.self)
    let newer = text.replacing("\(schema)1", with: "\(schema)2")
    try FileTree.write(Array(newer.utf8), to: home.path(name))
    home.clock.move(days: 400)
    let error = #expect(throws: VaultError.self) { try home.vault(clockIsRight: true) }
    guard case .newerHome("\(schema)2")? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    home.clock.move(days: -400)
    try FileTree.write(bytes, to: home.path(name))
    let vault = try home.vault(clockIsRight: true)
    #expect(try vault.hasPrekeys(for: vault.today))
  }

  @Test func located() {
    func path(_ option: String?, _ environment: [String: String]) -> String? {
      Home.located(option: option, environment: environment)?.path
    }
    let all = ["TACITA_HOME": "/t", "XDG_DATA_HOME": "/x", "HOME": "/h"]
    #expect(path("/o", all) == "/o")
    #expect(path(nil, all) == "/t")
    #expect(path(nil, ["TACITA_HOME": "", "XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/tacita")
    #expect(path(nil, ["HOME": "/h"]) == "/h/.local/share/tacita")
    #expect(path(nil, [:]) == nil)
  }
}

private let isRoot = (try? Directories.facts("/root"))??.ownedByUser ?? false
