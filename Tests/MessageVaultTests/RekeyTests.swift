import AgeFormat
import Files
import Foundation
import GRDB
import Identities
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// A new master key: all that was there is there, nothing opens with the old one, and whoever still
/// works with that is refused.
@Suite struct RekeyTests {
  private let home: TestHome
  private let keyfile = SecretBytes.random(count: 32)

  init() throws { home = try TestHome() }

  /// Replaces the key; the home opens with `keyfile` from then on.
  private func rekey(_ open: OpenVault) throws {
    try open.rekey { slots, master in slots.addKeyfile(keyfile, to: master) }
  }

  private func reopened() throws -> OpenVault {
    try home.vault().unlocked(with: .keyfile(keyfile))
  }

  private func expectOtherMaster(
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) {
    let error = #expect(throws: VaultError.self, sourceLocation: sourceLocation) { try body() }
    guard case .otherMaster? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
      return
    }
  }

  /// The sealed values of the key table, as they lie there.
  private func sealedValues(_ open: OpenVault) throws -> [[UInt8]] {
    try open.keys.database.read { database in
      try [
        ("dayKeys", "key"), ("contacts", "record"), ("settings", "value"),
        ("authorities", "record"),
      ].flatMap {
        try Data.fetchAll(database, sql: "SELECT \($0.1) FROM \($0.0)").map(Array.init)
      }
    }
  }

  @Test("all that was there is there") func keepsAll() throws {
    let open = try home.open()
    let other = Sample.other
    try open.keep(Sample.message("before", expires: home.clock.now + 86400))
    try open.note([
      (other, [UInt8](repeating: 3, count: 16), .init(seq: 7, id: RandomBytes.make(16)))
    ])
    let identity = open.identity
    let profile = try open.object(.profile)
    try rekey(open)
    let new = try reopened()
    #expect(new.identity == identity)
    #expect(try new.object(.profile)?.string("name") == profile?.string("name"))
    #expect(try new.position(of: other, in: [UInt8](repeating: 3, count: 16))?.seq == 7)
    let stored = try #require(try new.messages().first)
    #expect(try new.content(of: stored).bytes == Array("before".utf8))
    #expect(try new.prekeys(on: new.today).count == 1)
    // Rows are still named as before: what was received is not received again.
    var again = Sample.message("before", id: stored.summary.id, expires: home.clock.now + 86400)
    again.summary.subject = "again"
    #expect(try new.keep(again) == .duplicate)
    try new.expectWhole()
  }

  @Test("the old slots open nothing, and no page holds what they opened") func oldSlots() throws {
    let open = try home.open()
    try open.keep(Sample.message("before", expires: home.clock.now + 86400))
    let old = try Keyslots.read(home.home)
    let sealed = try sealedValues(open)
    #expect(sealed.count > 30)
    try rekey(open)
    let files = ["keys.db", "keys.db-wal"].map { home.path($0) }
    for file in files {
      guard let bytes = try? Data(contentsOf: URL(filePath: file)) else { continue }
      for value in sealed {
        #expect(bytes.range(of: Data(value)) == nil, "a value of the old key is in \(file)")
      }
    }
    try old.write(home.home, replacing: true)
    expectOtherMaster { _ = try home.open() }
  }

  @Test("the audit log reads and verifies over several master keys") func auditLog() throws {
    var open = try home.open()
    for round in 0..<3 {
      try open.note([Sample.line("round-\(round)")])
      try open.vault.audit([Sample.line("locked-\(round)")])
      try rekey(open)
      // The process that replaced the key goes on writing.
      try open.note([Sample.line("after-\(round)")])
      open = try reopened()
      #expect(try open.firstAuditBreak() == nil)
    }
    let events = try open.auditLines().map { try $0.string("event") }
    for round in 0..<3 {
      for event in ["round", "locked", "after"] { #expect(events.contains("\(event)-\(round)")) }
    }
    #expect(events.filter { $0 == "rekey" }.count == 3)
    // A line of the oldest key that is altered is found.
    try open.store.database.write {
      try $0.execute(
        sql: "UPDATE audit SET line = (SELECT line FROM audit WHERE number = 1) WHERE number = 2")
    }
    #expect(try open.firstAuditBreak() == 2)
  }

  @Test("whoever works with the old key is refused, and told why") func oldHolders() throws {
    let (first, second) = (try home.open(), try home.open())
    try second.keep(Sample.message("before", expires: home.clock.now + 86400))
    try rekey(first)
    expectOtherMaster { try second.setObject(.policy, JSONObject()) }
    expectOtherMaster { _ = try second.object(.profile) }
    expectOtherMaster { _ = try second.contacts() }
    expectOtherMaster { try second.changeTrust { _ in } }
    expectOtherMaster {
      try second.withNumber(
        in: RandomBytes.make(16), for: RandomBytes.make(16), keptThrough: second.today
      ) { _, _ in }
    }
    // A day whose key it has not got yet.
    expectOtherMaster {
      try second.keep(Sample.message("later", expires: home.clock.now + 20 * 86400))
    }
    expectOtherMaster {
      try second.addSlot { slots, master in
        slots.addKeyfile(.random(count: 32), to: master)
      }
    }
    expectOtherMaster { try second.rekey { $0.addKeyfile(.random(count: 32), to: $1) } }
    // And has spoilt nothing.
    #expect(try Keyslots.read(home.home).slots.count == 1)
    let new = try reopened()
    #expect(try new.messages().count == 1)
    try new.expectWhole()
  }

  @Test("slots that were added meanwhile are not lost") func slotsAddedMeanwhile() throws {
    let (first, second) = (try home.open(), try home.open())
    let added = SecretBytes.random(count: 32)
    try second.addSlot { slots, master in
      slots.addKeyfile(added, to: master)
    }
    let error = #expect(throws: VaultError.self) { try rekey(first) }
    guard case .slotsChanged? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try home.vault().unlocked(with: .keyfile(added)).contacts().isEmpty)
    _ = try home.open()
  }

  @Test("what fails leaves the slots as they were") func fails() throws {
    let open = try home.open()
    let before = try Keyslots.read(home.home).slots.map(\.id)
    try open.keys.database.write {
      try $0.execute(sql: "INSERT INTO settings(name, value) VALUES ('x', x'00')")
    }
    expectDamaged { try rekey(open) }
    #expect(try Keyslots.read(home.home).slots.map(\.id) == before)
    _ = try home.open()
    #expect(throws: VaultError.self) { try open.rekey { _, _ in } }
    _ = try home.open()
  }

  @Test("a kill between the two keys leaves a home that opens", arguments: [true, false])
  func killed(committed: Bool) throws {
    let open = try home.open()
    let old = try Keyslots.read(home.home)
    var new = Keyslots(vault: old.vault, slots: [])
    if committed {
      try rekey(open)
      new = try Keyslots.read(home.home)
    } else {
      new.addKeyfile(keyfile, to: .random())
    }
    let (living, dead) = committed ? (new, old) : (old, new)
    try Keyslots(vault: old.vault, slots: old.slots + new.slots).write(home.home, replacing: true)
    try open.keys.database.write { try KeyTable.setDeadSlots($0, dead.slots.map(\.id)) }
    // The next opening, even without a secret, puts the slots in order.
    _ = try home.vault()
    #expect(try Keyslots.read(home.home).slots.map(\.id) == living.slots.map(\.id))
    let opened = committed ? try reopened() : try home.open()
    try opened.expectWhole()
    // Slots that are made from now on stay.
    let added = SecretBytes.random(count: 32)
    try opened.addSlot { slots, master in slots.addKeyfile(added, to: master) }
    _ = try home.vault().unlocked(with: .keyfile(added))
    #expect(try Keyslots.read(home.home).slots.count == 2)
  }
}
