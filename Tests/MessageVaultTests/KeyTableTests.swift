import Files
import Foundation
import GRDB
import Identities
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Keys are made ahead, never replaced, and destroyed on their day, whatever verb runs.
struct KeyTableTests {
  private let start = MovableClock.start.day

  /// Day and sealed secret of every prekey, and every sealed day key.
  private func blobs(_ vault: Vault) throws -> (prekeys: [Int: [UInt8]], dayKeys: [Int: [UInt8]]) {
    try vault.keys.database.read { database in
      func table(_ sql: String) throws -> [Int: [UInt8]] {
        Dictionary(
          uniqueKeysWithValues: try Row.fetchAll(database, sql: sql).map {
            ($0[0] as Int, Array($0[1] as Data))
          })
      }
      return (
        try table("SELECT day, secret FROM prekeys WHERE generation = 0"),
        try table("SELECT day, key FROM dayKeys")
      )
    }
  }

  @Test func horizon() throws {
    let home = try TestHome()
    let vault = try home.open()
    #expect(
      try vault.prekeyDays() == (start.number - 1...start.number + 30).reversed().map(Day.init))
    let prekey = try #require(try vault.prekeys(on: start).first)
    #expect(prekey.lastDay == start + 30 && prekey.generation == 0)
    #expect(Set(try vault.prekeyDays().map { try vault.prekeys(on: $0)[0].kemSeed }).count == 32)

    let before = try blobs(vault.vault).prekeys
    try vault.extendPrekeys(start - 1...start + 40, generation: 0, retention: 7)
    let after = try blobs(vault.vault).prekeys
    #expect(after.count == 42)
    #expect(before.allSatisfy { after[$0.key] == $0.value }, "extended, never replaced")
    #expect(try vault.prekeys(on: start + 40)[0].lastDay == start + 47)
    #expect(try vault.prekeys(on: start)[0].lastDay == start + 30)
  }

  @Test func generations() throws {
    let vault = try TestHome().open()
    try vault.extendPrekeys(start...start + 2, generation: 1, retention: 30)
    let prekeys = try vault.prekeys(on: start)
    #expect(prekeys.map(\.generation) == [0, 1])
    #expect(prekeys[0].kemSeed != prekeys[1].kemSeed)
    #expect(try vault.prekeys(on: start + 3).map(\.generation) == [0])
  }

  /// Fifty days, a run each: what is due is gone, in the file too.
  @Test func walk() throws {
    let home = try TestHome()
    var everything = try blobs(home.vault())
    for day in start.number + 1...start.number + 50 {
      home.clock.move(days: 1)
      // One key more a day: pages split, and leave copies behind.
      try home.open().extendPrekeys(Day(day - 1)...Day(day + 30), generation: 0, retention: 30)
      let now = try blobs(home.vault())
      for (key, blob) in now.prekeys {
        #expect(everything.prekeys[key] ?? blob == blob, "prekey \(key) was replaced")
      }
      for (key, blob) in now.dayKeys {
        #expect(everything.dayKeys[key] ?? blob == blob, "day key \(key) was replaced")
      }
      everything.prekeys.merge(now.prekeys) { old, _ in old }
      everything.dayKeys.merge(now.dayKeys) { old, _ in old }
      #expect(now.prekeys.keys.min() == max(start.number - 1, day - 30))
      #expect(now.dayKeys.keys.min() == max(start.number + 29, day))
      for file in ["keys.db", "keys.db-wal"] {
        for (table, key, blob) in everything.prekeys.map({ ("prekey", $0, $1) })
          + everything.dayKeys.map({ ("day key", $0, $1) })
        {
          let lives = (table == "prekey" ? now.prekeys[key] : now.dayKeys[key]) != nil
          guard !lives else { continue }
          #expect(
            try !FileTree.contains(Array(blob.suffix(48)), in: home.path(file)),
            "\(table) \(key) on day \(day) in \(file)")
        }
      }
    }
    #expect(everything.prekeys.count > 70)
    let live = try blobs(home.vault())
    #expect(live.prekeys.count < 70)
    // The scan finds what is there.
    let blob = try #require(live.dayKeys.values.first)
    #expect(try FileTree.contains(Array(blob.suffix(48)), in: home.path("keys.db")))
    try home.open().expectWhole()
  }

  /// One key a day for a year: pages split and join, and none may keep a copy that the deletion did
  /// not reach.
  @Test func pageSplits() throws {
    let home = try TestHome()
    var sealed: [Int: [UInt8]] = [:]
    for number in start.number + 1...start.number + 400 {
      home.clock.move(days: 1)
      let vault = try home.vault()
      let (day, blob) = (number + 120, RandomBytes.make(72))
      sealed[day] = blob
      try vault.keys.database.write {
        try $0.execute(
          sql: "INSERT OR IGNORE INTO dayKeys(day, key) VALUES (?, ?)",
          arguments: [day, Data(blob)])
      }
      if number.isMultiple(of: 10) {
        for file in ["keys.db", "keys.db-wal"] {
          let bytes = try FileTree.exists(home.path(file)) ? FileTree.bytes(home.path(file)) : []
          for (day, blob) in sealed where day < number {
            #expect(
              Data(bytes).range(of: Data(blob)) == nil, "day \(day) on \(number) in \(file)")
          }
        }
      }
    }
    #expect(sealed.keys.filter { $0 < start.number + 400 }.count > 250)
  }

  /// With M and everything but keys.db an old message stays closed; with the old keys.db it opens.
  @Test func forgotten() throws {
    let home = try TestHome()
    let folder = try TemporaryFolder()
    do {
      let vault = try home.open()
      let expires = home.clock.now + 3 * 86400
      try vault.keep(Sample.message("short", expires: expires))
      try vault.keep(
        Sample.message("long", expires: expires, payload: vault.draft(Array("an object".utf8))))
    }
    try FileTree.copy(home.home.path, to: folder.path("old"))
    let then = home.clock.now
    home.clock.move(days: 4)
    #expect(try home.open().messages().isEmpty)

    try FileTree.copy(folder.path("old"), to: folder.path("mixed"))
    try FileTree.remove(folder.path("mixed/keys.db"))
    try FileTree.copy(home.path("keys.db"), to: folder.path("mixed/keys.db"))
    let mixed = try home.open(
      copy: Home(folder.path("mixed")), clock: .fixed(then), clockIsRight: true)
    #expect(
      try mixed.store.database.read { try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM messages") }
        == 2)
    #expect(try mixed.messages().isEmpty)
    #expect(try mixed.prekeys(on: then.day).count == 1, "other days live")

    let old = try home.open(copy: Home(folder.path("old")), clock: .fixed(then), clockIsRight: true)
    let messages = try old.messages()
    #expect(messages.count == 2)
    #expect(
      try messages.map { try old.content(of: $0).bytes }
        == [Array("short".utf8), Array("an object".utf8)])
    for message in messages {
      #expect(throws: VaultError.self) { try mixed.content(of: message) }
    }
  }

  @Test func prekeysDieAfterRetention() throws {
    let home = try TestHome()
    home.clock.move(days: 30)
    var vault = try home.open()
    #expect(try vault.prekeys(on: start).count == 1)
    #expect(try vault.prekeys(on: start - 1).isEmpty)
    #expect(try vault.isDestroyed(start - 1))
    #expect(try !vault.isDestroyed(start))
    #expect(try !vault.isDestroyed(start - 2), "this home never had a key for it")
    home.clock.move(days: 1)
    vault = try home.open()
    #expect(try vault.prekeys(on: start).isEmpty)
    #expect(try vault.isDestroyed(start))
  }

  @Test(arguments: [91, 400, -3, -100])
  func implausible(days: Int) throws {
    let home = try TestHome()
    let before = try blobs(home.vault())
    home.clock.move(days: days)
    let error = #expect(throws: VaultError.self) { try home.vault() }
    guard case .clockJumped(let last, let today)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(last == start && today == start + days)
    home.clock.move(days: -days)
    let after = try blobs(home.vault())
    #expect(after.dayKeys == before.dayKeys && after.prekeys == before.prekeys)
    home.clock.move(days: days)
    let vault = try home.vault(clockIsRight: true)
    if days > 0 { #expect(try blobs(vault).dayKeys.isEmpty) }
    _ = try home.vault()
  }

  @Test(arguments: [90, 1, 0, -1, -2])
  func plausible(days: Int) throws {
    let home = try TestHome()
    home.clock.move(days: days)
    let vault = try home.vault()
    #expect(
      try vault.keys.database.read { try KeyTable.day($0, "lastDay") } == start + max(0, days))
  }

  @Test("a clock that is set back again and again is doubted: the latest day counts")
  func setBackInSteps() throws {
    let home = try TestHome()
    home.clock.move(days: -2)
    _ = try home.vault()
    home.clock.move(days: -2)
    #expect(throws: VaultError.self) { try home.vault() }
    _ = try home.vault(clockIsRight: true)
    #expect(
      try home.vault().keys.database.read { try KeyTable.day($0, "lastDay") } == start - 4)
  }

  @Test("keys that a clock which ran ahead took are missed at once, and envelopes for them named")
  func ranAhead() throws {
    let home = try TestHome()
    #expect(try home.vault().counts().reach == .good(daysLeft: 30))
    home.clock.move(days: 50)
    _ = try home.vault()
    home.clock.move(days: -50)
    let vault = try home.vault(clockIsRight: true)
    guard case .broken(let missing) = try vault.counts().reach else {
      Issue.record("\(try vault.counts().reach)")
      return
    }
    #expect(missing == 20)
    #expect(try vault.prekeysAreDestroyed(of: start + 5))
    #expect(try !vault.prekeysAreDestroyed(of: start + 25))
    #expect(try !vault.prekeysAreDestroyed(of: start + 31), "no key was ever made for it")
  }

  /// A run that destroyed keys but was kept from scrubbing the file leaves that to the next one.
  @Test func scrubIsNotForgotten() throws {
    let home = try TestHome()
    let doomed = try #require(try blobs(home.vault()).dayKeys[start.number + 29])
    home.clock.move(days: 30)
    do {
      let table = try KeyTable.open(home.home)
      let destroyed = try table.destroyDue(today: home.clock.now.day, clockIsRight: false)
      #expect(destroyed.dayKeys == 1 && destroyed.prekeys == 1)
      // … and was killed here.
      let again = try table.destroyDue(today: home.clock.now.day, clockIsRight: false)
      #expect(again.dayKeys == 0)
      #expect(try table.database.read { try KeyTable.meta($0, "scrubDue") } != nil)
    }
    let vault = try home.vault()
    #expect(try vault.keys.database.read { try KeyTable.meta($0, "scrubDue") } == nil)
    for file in ["keys.db", "keys.db-wal"] {
      #expect(try !FileTree.contains(Array(doomed.suffix(48)), in: home.path(file)))
    }
  }

  /// A process that opened the home before midnight may make a key of a day that is past by then.
  @Test func aKeyOfYesterdayGoesAtTheNextRun() throws {
    let home = try TestHome()
    let before = try home.open()
    home.clock.move(days: 1)
    _ = try home.vault()
    _ = try before.dayKeys.made(start)
    #expect(try home.vault().purged.dayKeys == 1)
    #expect(try home.vault().purged.isEmpty)
  }

  /// A vault that stays open past midnight is taken up again on the new day.
  @Test func pastMidnight() throws {
    let home = try TestHome()
    let vault = try home.open()
    #expect(try vault.reopened() == nil)
    home.clock.move(days: 30)
    let reopened = try #require(try vault.reopened())
    #expect(reopened.today == start + 30 && reopened.identity == vault.identity)
    #expect(try blobs(reopened.vault).dayKeys.keys.min() == start.number + 30)
    try reopened.expectWhole()
  }

  @Test func hostileRows() throws {
    let home = try TestHome()
    let vault = try home.open()
    try vault.keys.database.write {
      try $0.execute(
        sql: "UPDATE prekeys SET generation = -1, expiryDay = 99999999999 WHERE day = ?",
        arguments: [start.number])
      try $0.execute(
        sql: "UPDATE prekeys SET secret = 'text' WHERE day = ?",
        arguments: [start.number + 1])
    }
    #expect(try vault.prekeys(on: start).isEmpty)
    expectDamaged { _ = try vault.prekeys(on: start + 1) }
    try vault.keys.database.write {
      try KeyTable.setMeta($0, "lastDay", [UInt8](repeating: 255, count: 8))
    }
    expectDamaged { _ = try home.vault() }
  }
}
