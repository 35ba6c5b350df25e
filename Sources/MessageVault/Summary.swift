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
  /// What was known of the sender when the message came; nil for one's own.
  package var sender: SenderRecord?
  package var parts: Int
  /// Bytes of all parts together.
  package var contentSize: Int
  package var isRead: Bool
  package var isOutgoing: Bool
  /// Whether its sender took it back, and it stays all the same.
  package var isRecalled = false
  /// Whether it bore the label of the team that it names when it came.
  package var boreLabel = false
  /// Whether it names a team or a role.
  package var namesGroup = false
  /// As much of the subject as there is room for.
  package var subject: String

  package init(
    id: [UInt8], from: Identity, sent: Timestamp, received: Timestamp, expires: Timestamp,
    keyDay: Day, priority: String, colour: String, sender: SenderRecord? = nil, parts: Int,
    contentSize: Int, isRead: Bool, isOutgoing: Bool, subject: String
  ) {
    self.id = id
    self.from = from
    self.sent = sent
    self.received = received
    self.expires = expires
    self.keyDay = keyDay
    self.priority = priority
    self.colour = colour
    self.sender = sender
    self.parts = parts
    self.contentSize = contentSize
    self.isRead = isRead
    self.isOutgoing = isOutgoing
    self.subject = subject
  }

  /// Bytes of the sealed form's plaintext: always the same, so that its length tells nothing.
  static let size = 1024
  static let version: UInt8 = 1

  /// Version, ids, numbers, words with their length before them, the sender's record, and as many
  /// of its registrations and of the subject's characters as there is room for.
  var encoded: [UInt8] {
    var bytes = [Self.version] + id + from.publicKey
    for time in [sent, received, expires] { bytes.append(bigEndian: UInt64(time.unix)) }
    bytes.append(bigEndian: UInt32(keyDay.number))
    bytes.append(bigEndian: UInt16(parts))
    bytes.append(bigEndian: UInt64(contentSize))
    var flags: UInt8 = 0
    for (bit, isSet) in [isRead, isOutgoing, isRecalled, boreLabel, namesGroup].enumerated()
    where isSet { flags |= 1 << bit }
    bytes.append(flags)
    for word in [priority, colour] { bytes.append(text: word) }
    bytes += sender?.encoded(room: Self.size - bytes.count - 64) ?? [0]
    var text = subject
    while bytes.count + 1 + text.utf8.count > Self.size || text.utf8.count > 255 {
      text.removeLast()
    }
    bytes.append(text: text)
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }

  /// The id in an encoded summary.
  static func id(in encoded: [UInt8]) -> [UInt8] { Array(encoded.dropFirst().prefix(16)) }

  /// Reads it back. The `identities` met are kept for the next one: to check a key takes longer
  /// than all the rest.
  init(encoded bytes: [UInt8], _ identities: inout KnownIdentities) throws {
    guard bytes.count == Self.size, bytes[0] == Self.version else {
      throw VaultError.damaged("messages.summary")
    }
    var fields = RowFields(bytes[1...], of: "messages.summary", identities)
    defer { identities = fields.identities }
    id = try fields.take(16)
    from = try fields.identity()
    sent = try fields.time()
    received = try fields.time()
    expires = try fields.time()
    keyDay = Day(try fields.number(4))
    parts = try fields.number(2)
    contentSize = try fields.number(8)
    let flags = try fields.number(1)
    (isRead, isOutgoing, isRecalled) = (flags & 1 != 0, flags & 2 != 0, flags & 4 != 0)
    (boreLabel, namesGroup) = (flags & 8 != 0, flags & 16 != 0)
    priority = try fields.text()
    colour = try fields.text()
    sender = try SenderRecord(&fields)
    subject = try fields.text()
  }
}
