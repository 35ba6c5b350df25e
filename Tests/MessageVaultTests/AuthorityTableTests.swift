import Files
import Foundation
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Teams and roles stay as long as the home does; what was superseded ends with its day.
@Suite struct AuthorityTableTests {
  private let team = [UInt8](repeating: 1, count: 16)
  private let digest = [UInt8](repeating: 2, count: 32)
  private let key = SecretBytes.random(count: 32)

  private func fill(_ vault: OpenVault, keeping days: Int) throws {
    try vault.changeAuthorities(keepingUntil: vault.today + days) {
      $0[team] = AuthorityRow(
        record: Array("record".utf8), teamKey: key, superseded: [digest: Array("old".utf8)])
    }
  }

  private func expectAll(
    in vault: OpenVault, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let row = try #require(try vault.authorities()[team], sourceLocation: sourceLocation)
    #expect(row.record == Array("record".utf8), sourceLocation: sourceLocation)
    #expect(row.teamKey?.copy() == key.copy(), sourceLocation: sourceLocation)
    #expect(row.superseded == [digest: Array("old".utf8)], sourceLocation: sourceLocation)
  }

  @Test("what is kept opens in another run, and under another master key") func keeps() throws {
    let home = try TestHome()
    let vault = try home.open()
    try fill(vault, keeping: 30)
    try expectAll(in: home.open())
    let sealed = try values(vault)
    let keyfile = SecretBytes.random(count: 32)
    try vault.rekey { slots, master in slots.addKeyfile(keyfile, to: master) }
    let reopened = try home.vault().unlocked(with: .keyfile(keyfile))
    try expectAll(in: reopened)
    #expect(try values(reopened) != sealed, "sealed anew")
  }

  private func values(_ vault: OpenVault) throws -> [[UInt8]] {
    try vault.keys.database.read {
      try Data.fetchAll($0, sql: "SELECT record FROM authorities").map(Array.init)
    }
  }

  @Test("what was superseded ends with its day, and its row with it") func ends() throws {
    let home = try TestHome()
    try fill(home.open(), keeping: 3)
    home.clock.move(days: 3)
    try expectAll(in: home.open())
    home.clock.move(days: 1)
    let vault = try home.open()
    #expect(try vault.authorities()[team]?.superseded.isEmpty == true)
    #expect(try vault.authorities()[team]?.teamKey?.copy() == key.copy())
    let rows = try vault.keys.database.read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM superseded")
    }
    #expect(rows == 0)
  }

  @Test("a row moved to another place does not open") func moved() throws {
    let home = try TestHome()
    let vault = try home.open()
    try fill(vault, keeping: 30)
    try vault.keys.database.write {
      try $0.execute(sql: "UPDATE authorities SET id = zeroblob(16)")
    }
    #expect(throws: VaultError.self) { try home.open().authorities() }
  }

  @Test("what a change takes out is gone") func removes() throws {
    let home = try TestHome()
    let vault = try home.open()
    try fill(vault, keeping: 30)
    try vault.changeAuthorities(keepingUntil: vault.today) { $0[team] = nil }
    #expect(try vault.authorities().isEmpty)
    let rows = try vault.keys.database.read {
      try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM superseded")
    }
    #expect(rows == 0)
  }
}
