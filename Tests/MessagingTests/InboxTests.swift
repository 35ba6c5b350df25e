import Files
import Identities
import MessageVault
import TestSupport
import Testing

@testable import Messaging

/// One look after another, as `receive --follow` takes them.
struct InboxTests {
  /// On another day the home is opened anew, the card is renewed, and mail of that day opens.
  @Test func pastMidnight() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    var received = 0
    let inbox = Inbox(
      try jansen.vault(), .init(report: { if case .received = $0 { received += 1 } }))
    try inbox.look(at: ward.route)
    let (day, card) = (inbox.vault.today, try CardKeeper(inbox.vault).current())
    ward.clock.move(days: 9)
    try vries.send("next week", to: ["jansen"])
    try inbox.look(at: ward.route)
    #expect(received == 1 && inbox.vault.today == day + 9)
    let renewed = try CardKeeper(jansen.vault()).current()
    #expect(renewed.seq > card.seq && renewed.lastDay == card.lastDay + 9)
  }
}
