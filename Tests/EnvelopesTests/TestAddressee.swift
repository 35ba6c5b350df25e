import Files
import Identities

@testable import Envelopes

/// A vault in memory, as an opening sees it.
struct TestAddressee: Addressee {
  var identity: Identity
  var now: Timestamp
  var retention = 30
  var keys: [PrekeySecret] = []
  var destroyed: Set<Day> = []
  var contacts: Set<Identity> = []
  var revoked: Set<Identity> = []
  /// Why, and from when on.
  var reason = Revocation.Reason.compromised
  var revokedAt = Person.now
  var receipts: [Receipt: [UInt8]] = [:]

  struct Receipt: Hashable {
    var sender: Identity
    var id: [UInt8]
  }

  func prekeys(on day: Day) -> [PrekeySecret] { keys.filter { $0.day == day } }
  func prekeyDays() -> [Day] { Set(keys.map(\.day)).sorted(by: >) }
  func isDestroyed(_ day: Day) -> Bool { destroyed.contains(day) }
  func revocation(of identity: Identity) throws -> Revocation? {
    guard revoked.contains(identity) else { return nil }
    return try Revocation.sign(
      by: .generate(), of: .identity(identity), reason: reason, issued: revokedAt)
  }

  func isContact(_ identity: Identity) -> Bool { contacts.contains(identity) }

  func receipt(from sender: Identity, id: [UInt8]) -> [UInt8]? {
    receipts[Receipt(sender: sender, id: id)]
  }

  /// Notes that `envelope` was received.
  mutating func keep(_ envelope: ReceivedEnvelope) {
    receipts[Receipt(sender: envelope.head.from, id: envelope.head.id)] =
      envelope.read.message.digest
  }
}
