import Files
import GRDB
@testable import MessageVault
import Messaging
import TestSupport
import Testing

@testable import Backups

/// Forty days with traffic and a backup each day, a copy of whose pieces is kept for ever.
struct WalkTests {
  @Test("any day's pieces and the present keyring bring back what has not expired")
  func fortyDays() throws {
    let pair = try Pair()
    let first = pair.clock.now.day
    var sent: [(text: String, day: Day, expires: Day)] = []
    for day in 1...40 {
      _ = try pair.jansen.receive()
      _ = try pair.vries.receive()
      let lifetime = 1 + (day * 7) % 30
      let text = "message of day \(day)"
      try pair.deliver(text, attached: day % 5 == 0 ? 70_000 : 0, expires: lifetime)
      sent.append((text, pair.clock.now.day, pair.clock.now.day + lifetime))
      try pair.jansen.backUp(pair.repository)
      try FileTree.copy(pair.repository, to: pair.folder.path("day \(day)"))
      pair.clock.move(days: 1)
    }
    let today = pair.clock.now.day
    #expect(today == first + 40)
    try pair.jansen.backUp(pair.repository)
    for day in stride(from: 1, through: 40, by: 3) {
      let copy = pair.folder.path("day \(day)")
      try FileTree.remove(copy + "/keyring")
      try FileTree.copy(pair.path("keyring"), to: copy + "/keyring")
      let (outcome, texts) = try pair.jansen.restore(
        copy, to: pair.folder.path("restored \(day)"))
      // A message goes at its hour of its last day, and all its keys the day after.
      let expected = sent.filter { $0.day < first + day && $0.expires > today }.map(\.text)
      #expect(texts == expected, "day \(day)")
      #expect(outcome.problems.isEmpty, "day \(day)")
    }
    #expect(sent.contains { $0.expires > today } && sent.contains { $0.expires < today })
  }

  @Test("after forty days of traffic nothing in any file opens the first nine days")
  func nothingOfTheFirstDays() throws {
    let pair = try Pair()
    let home = pair.jansen.home
    let first = pair.clock.now.day
    var secrets: Set<[UInt8]> = []
    var copies: [(path: String, clock: Clock)] = []
    for day in 0..<40 {
      _ = try pair.jansen.receive()
      _ = try pair.vries.receive()
      try pair.deliver(
        "message of day \(day)", attached: day % 4 == 0 ? 70_000 : 0, expires: 1 + day % 9)
      try pair.jansen.send("answer \(day)", to: ["vries"]) { $0.lifetime = 86400 }
      if day < 9 { secrets.formUnion(try home.open().secrets(upTo: first + 9)) }
      if day == 3 || day == 8 {
        let path = pair.folder.path("copy \(day)")
        try FileTree.copy(home.home.path, to: path)
        copies.append((path, .fixed(pair.clock.now)))
      }
      pair.clock.move(days: 1)
    }
    try home.vault().finishPurge()
    #expect(secrets.count > 30)
    for file in try FileTree.files(home.home.path) {
      for secret in secrets {
        #expect(try !FileTree.contains(secret, in: home.path(file)), "\(file)")
      }
    }
    for (path, clock) in copies {
      let opened = try home.open(copy: Home(path), clock: clock, clockIsRight: true)
      #expect(try !opened.messages().isEmpty, "with the key table of its time")
      for file in ["keys.db", "keys.db-wal", "keys.db-shm"]
      where FileTree.exists(path + "/" + file) { try FileTree.remove(path + "/" + file) }
      try FileTree.copy(home.path("keys.db"), to: path + "/keys.db")
      let now = try home.open(copy: Home(path), clock: clock, clockIsRight: true)
      #expect(try now.messages().isEmpty, "with the key table of today, and M")
    }
  }

  @Test("a purge between the beginning of a backup and its end does not come back")
  func purgeMeanwhile() throws {
    let pair = try Pair()
    try pair.deliver("short", expires: 1)
    try pair.deliver("long", attached: 70_000, expires: 20)
    let vault = try pair.jansen.home.vault()
    var moved = false
    _ = try Backup(vault, to: pair.repository, keyring: nil, fork: false) { event in
      guard case .written = event, !moved else { return }
      moved = true
      pair.clock.move(days: 2)
      #expect(throws: Never.self) { try pair.jansen.home.vault().finishPurge() }
    }.run()
    #expect(moved)
    let keyring = try Keyring(encoded: FileTree.bytes(pair.path("keyring")))
    let (outcome, texts) = try pair.jansen.restore(
      pair.repository, to: pair.folder.path("home"))
    #expect(texts == ["long"] && outcome.problems.isEmpty)
    #expect(try keyring.days().allSatisfy { $0 >= pair.clock.now.day })
  }
}

extension Keyring {
  /// The days whose keys are in it.
  fileprivate func days() throws -> [Day] {
    try ForeignTable(image: table).read {
      try Int.fetchAll($0, sql: "SELECT day FROM dayKeys")
    }.map(Day.init)
  }
}
