import Files
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Finding one message without opening all others.
struct MessageSearchTests {
  private let home: TestHome
  private let vault: OpenVault
  private let tomorrow: Timestamp

  init() throws {
    home = try TestHome()
    vault = try home.open()
    tomorrow = home.clock.now + 86400
  }

  private func keep(ids: [[UInt8]]) throws {
    try vault.keep(
      ids.map { Sample.message(id: $0, expires: tomorrow) },
      audit: ids.map { _ in Sample.line() })
  }

  private func id(_ start: [UInt8]) -> [UInt8] { start + RandomBytes.make(16 - start.count) }

  /// Makes the summaries of all messages but that with `id` noise: to open one is an error.
  private func damageOthers(than id: [UInt8]) throws {
    let key = vault.rowKey(from: Sample.other, id: id)
    try vault.store.database.write {
      try $0.execute(
        sql: "UPDATE messages SET summary = x'00' WHERE rowKey != ?", arguments: [key.data])
    }
  }

  @Test func byTheBeginningOfItsId() throws {
    let (one, two, other) = (id([0xab, 0xcd]), id([0xab, 0xcd]), id([0xab, 0xce]))
    try keep(ids: [one, other, two])
    #expect(try vault.messages(idStart: [0xab, 0xcd]).map(\.summary.id) == [one, two])
    #expect(try vault.messages(idStart: one).map(\.summary.id) == [one, two])
    #expect(try vault.messages(idStart: [0xab, 0xcf]).isEmpty)
  }

  @Test func noOtherIsOpened() throws {
    let ids = (0..<20).map { id([0xab, UInt8($0)]) }
    try keep(ids: ids)
    try damageOthers(than: ids[7])
    #expect(try vault.messages(idStart: [0xab, 7]).map(\.summary.id) == [ids[7]])
  }

  /// The newest ones are found first, whatever lies before them.
  @Test func newestFirstAndNoFurtherThanAsked() throws {
    let ids = (0..<450).map { id([UInt8($0 & 255)]) }
    try keep(ids: ids)
    #expect(try vault.messages().map(\.summary.id) == ids, "over several pages")
    var seen: [[UInt8]] = []
    try vault.visitMessages {
      seen.append($0.summary.id)
      return seen.count < 210
    }
    #expect(seen == ids.suffix(210).reversed())
    try damageOthers(than: ids[449])
    var found: [[UInt8]] = []
    try vault.visitMessages {
      found.append($0.summary.id)
      return false
    }
    #expect(found == [ids[449]])
  }

  @Test func expiredOnesAreLeftOut() throws {
    let old = id([1, 2])
    try keep(ids: [old])
    home.clock.now = tomorrow
    #expect(try home.open().messages(idStart: old).isEmpty)
  }

  /// What a thief sees of two homes cannot be connected.
  @Test func marksAreKeyed() throws {
    let (same, other) = (id([3, 4]), try TestHome())
    #expect(vault.idMark(of: same) == vault.idMark(of: id([3, 4])))
    #expect(try vault.idMark(of: same) != other.open().idMark(of: same))
  }
}
