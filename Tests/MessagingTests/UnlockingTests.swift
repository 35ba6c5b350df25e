import Files
import MessageVault
import TestSupport
import Testing

@testable import Messaging

/// What becomes of unlocking, locking and guessing is in the audit log, also of a locked home.
@Suite struct UnlockingTests {
  private let home: TestHome

  init() throws { home = try TestHome() }

  /// Event, outcome and object of the newest lines.
  private func newest(_ count: Int) throws -> [String] {
    let open = try home.open()
    #expect(try open.firstAuditBreak() == nil)
    return try open.auditLines().suffix(count).map { line in
      [try line.string("event"), try line.string("outcome"), (try? line.string("object")) ?? ""]
        .joined(separator: " ")
    }
  }

  @Test("an agent began, by secret and by PIN") func began() throws {
    try Unlocking.began(home.open(), withPIN: false)
    try Unlocking.began(home.open(), withPIN: true)
    #expect(try newest(2) == ["unlock done ", "unlock done pin"])
  }

  @Test("wrong PINs, and the last") func refused() throws {
    try Unlocking.refusedPIN(home.vault(), forgotten: false)
    try Unlocking.refusedPIN(home.vault(), forgotten: true)
    #expect(try newest(2) == ["unlock wrong-pin pin", "unlock forgotten pin"])
  }

  @Test("an agent ended") func ended() throws {
    try Unlocking.ended(home.home, clock: home.clock.clock)
    #expect(try newest(1) == ["lock done "])
  }

  @Test("the route of a locked home") func route() throws {
    try RouteSetting.set("spool:/srv/ward", in: home.vault())
    #expect(try HomeConfiguration.read(home.home).route == "spool:/srv/ward")
    #expect(try newest(1) == ["config done "])
    #expect(try home.open().auditLines().last?.string("purpose") == "route spool:/srv/ward")
    #expect(throws: SettingError.self) { try RouteSetting.set("post", in: home.vault()) }
    #expect(try HomeConfiguration.read(home.home).route == "spool:/srv/ward")
    try RouteSetting.set(nil, in: home.vault())
    #expect(try HomeConfiguration.read(home.home).route == nil)
  }
}
