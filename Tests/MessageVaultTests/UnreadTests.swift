import Files
import Foundation
import GRDB
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Looking for unread messages opens what is unread and what is new, and finds the same as opening
/// all of them.
struct UnreadTests {
  private let home: TestHome
  private let vault: OpenVault
  private let tomorrow: Timestamp

  init() throws {
    home = try TestHome()
    vault = try home.open()
    tomorrow = home.clock.now + 86400
  }

  private func keep(_ count: Int, read: Bool) throws {
    let messages = (0..<count).map { _ in
      var message = Sample.message(expires: tomorrow)
      message.summary.isRead = read
      return message
    }
    try vault.keep(messages, audit: messages.map { _ in Sample.line() })
  }

  private func unread() throws -> [Int] {
    var found: [Int] = []
    try vault.visitUnread {
      found.append($0.arrival)
      return true
    }
    return found
  }

  private func record() throws -> Data? {
    try vault.store.database.read { try Data.fetchOne($0, sql: "SELECT record FROM unread") }
  }

  /// As a list of all messages tells.
  private func expectRight(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let all = try vault.messages().filter { !$0.summary.isRead }.map(\.arrival)
    #expect(try unread() == all.reversed(), sourceLocation: sourceLocation)
  }

  private func read(_ place: Int) throws {
    let message = try vault.messages().filter { !$0.summary.isRead }[place]
    try vault.markRead(message, audit: Sample.line("read"))
  }

  @Test func aFewAreNotNoted() throws {
    try keep(3, read: false)
    try expectRight()
    #expect(try record() == nil)
  }

  @Test func readOnesAreNotOpenedAgain() throws {
    try keep(2, read: false)
    try keep(300, read: true)
    try expectRight()
    #expect(try record()?.count == 2048 + 40)
    try vault.store.database.write {
      try $0.execute(sql: "UPDATE messages SET summary = zeroblob(1064) WHERE arrival > 2")
    }
    #expect(try unread() == [2, 1])
    try keep(1, read: false)
    #expect(try unread() == [303, 2, 1])
  }

  @Test func followsWhatIsReadDeletedAndNew() throws {
    try keep(5, read: false)
    try keep(300, read: true)
    try expectRight()
    try read(1)
    try expectRight()
    let gone = try vault.messages()[0]
    try vault.delete(gone, audit: Sample.line("delete"))
    try expectRight()
    try keep(2, read: false)
    try keep(300, read: true)
    try expectRight()
    try read(0)
    try expectRight()
  }

  @Test("more than one record holds") func many() throws {
    try keep(600, read: false)
    try expectRight()
    try expectRight()
    try read(10)
    try keep(10, read: false)
    try expectRight()
  }

  @Test("a search that ends early notes nothing") func early() throws {
    try keep(1, read: false)
    try keep(300, read: true)
    try keep(1, read: false)
    var seen = 0
    try vault.visitUnread { _ in
      seen += 1
      return false
    }
    #expect(try seen == 1 && record() == nil)
    try expectRight()
  }

  @Test("one that does not open is as none") func damaged() throws {
    try keep(1, read: false)
    try keep(300, read: true)
    try expectRight()
    try vault.store.database.write {
      try $0.execute(sql: "UPDATE unread SET record = zeroblob(2088)")
    }
    try expectRight()
  }
}
