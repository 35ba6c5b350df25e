package import Files
package import Identities

/// What a list shows of a message, in one sealed column of fixed size.
package struct Summary: Sendable {
  /// 16 bytes, as the sender chose it.
  package var id: [UInt8]
  /// Who wrote it; the home's own identity for a message that was sent.
  package var from: Identity
  package var sent: Timestamp
  package var received: Timestamp
  /// From this moment on the copy here is not shown, and goes with its day.
  package var expires: Timestamp
  /// The last day on which the prekey that opened it lives: no copy elsewhere opens after it.
  package var keyDay: Day
  package var priority: String
  /// The word for the sender's standing at the time.
  package var colour: String
  package var parts: Int
  package var isRead: Bool
  package var isOutgoing: Bool
  /// As much of the subject as there is room for.
  package var subject: String

  package init(
    id: [UInt8], from: Identity, sent: Timestamp, received: Timestamp, expires: Timestamp,
    keyDay: Day, priority: String, colour: String, parts: Int, isRead: Bool, isOutgoing: Bool,
    subject: String
  ) {
    self.id = id
    self.from = from
    self.sent = sent
    self.received = received
    self.expires = expires
    self.keyDay = keyDay
    self.priority = priority
    self.colour = colour
    self.parts = parts
    self.isRead = isRead
    self.isOutgoing = isOutgoing
    self.subject = subject
  }

  /// Bytes of the sealed form's plaintext: always the same, so that its length tells nothing.
  static let size = 256

  /// Ids, numbers, then words with their length before them; the subject is cut to fit.
  var encoded: [UInt8] {
    var bytes = id + from.publicKey
    for time in [sent, received, expires] { bytes.append(bigEndian: UInt64(time.unix)) }
    bytes.append(bigEndian: UInt32(keyDay.number))
    bytes.append(bigEndian: UInt16(parts))
    bytes.append((isRead ? 1 : 0) | (isOutgoing ? 2 : 0))
    for word in [priority, colour] { bytes += [UInt8(word.utf8.count)] + Array(word.utf8) }
    var text = subject
    while bytes.count + 1 + text.utf8.count > Self.size { text.removeLast() }
    bytes += [UInt8(text.utf8.count)] + Array(text.utf8)
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }

  init(encoded bytes: [UInt8]) throws {
    guard bytes.count == Self.size else { throw VaultError.damaged("messages.summary") }
    var rest = bytes[...]
    func take(_ count: Int) throws -> [UInt8] {
      guard rest.count >= count else { throw VaultError.damaged("messages.summary") }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
    func number(_ count: Int) throws -> Int { Int(try take(count).bigEndianInteger) }
    func text() throws -> String { String(decoding: try take(try number(1)), as: UTF8.self) }
    id = try take(16)
    guard let from = Identity(publicKey: try take(32)) else {
      throw VaultError.damaged("messages.summary")
    }
    self.from = from
    sent = Timestamp(unix: try number(8))
    received = Timestamp(unix: try number(8))
    expires = Timestamp(unix: try number(8))
    keyDay = Day(try number(4))
    parts = try number(2)
    let flags = try number(1)
    (isRead, isOutgoing) = (flags & 1 != 0, flags & 2 != 0)
    priority = try text()
    colour = try text()
    subject = try text()
  }
}
