import FoundationEssentials
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// The write-ahead logs of a home that each process opens, writes to once, and closes.
struct LogTests {
  private static let longest = 64 * 4096 + 128 * 1024

  private func size(_ home: TestHome, _ name: String) throws -> Int {
    let path = home.path(name)
    return FileTree.exists(path) ? try FileTree.bytes(path).count : 0
  }

  @Test(arguments: ["vault.db-wal", "keys.db-wal"]) func staysShort(log: String) throws {
    let home = try TestHome()
    var (grew, wasEmptied) = (0, 0)
    for number in 0..<150 {
      let before = try size(home, log)
      let vault = try home.open()
      try vault.note([Sample.line("event \(number)")])
      try vault.writePositions {
        try $0.execute(
          sql: "INSERT INTO conversations VALUES (?, ?)",
          arguments: [Data(RandomBytes.make(16)), Data(RandomBytes.make(300))])
      }
      let after = try size(home, log)
      #expect(after < Self.longest, "run \(number)")
      if after > before { grew += 1 }
      if after < before { wasEmptied += 1 }
    }
    #expect(grew > 20 && wasEmptied >= 2)
    try home.open().expectWhole()
  }

  /// Who reads an older state keeps the log from being emptied; nobody waits for that, and the next
  /// commit after it does it.
  @Test func readerKeepsIt() throws {
    let home = try TestHome()
    let (reader, writer) = (try home.open(), try home.open())
    try reader.reading {
      _ = try reader.auditState()
      let begun = ContinuousClock.now
      for number in 0..<100 { try writer.note([Sample.line("event \(number)")]) }
      #expect(ContinuousClock.now - begun < .seconds(4))
      #expect(try size(home, "vault.db-wal") > Self.longest)
    }
    try writer.note([Sample.line("last")])
    #expect(try size(home, "vault.db-wal") == 0)
    try writer.expectWhole()
  }

  /// Many commits of one process, each of which fills it.
  @Test func muchAtOnce() throws {
    let home = try TestHome()
    do {
      let vault = try home.open()
      for _ in 0..<20 { try vault.note((0..<600).map { Sample.line("event \($0)") }) }
      #expect(try size(home, "vault.db-wal") < 4 * Self.longest)
    }
    #expect(try size(home, "vault.db-wal") < Self.longest)
    try home.open().expectWhole()
  }
}
