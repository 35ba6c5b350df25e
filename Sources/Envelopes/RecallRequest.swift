package import Files

/// What a recall says: which message its sender takes back, and why (section 9).
package struct RecallRequest: Sendable, Equatable {
  /// The message's id, 16 bytes.
  package var id: [UInt8]
  /// The message's digest, 32 bytes (``MessageDigest``).
  package var digest: [UInt8]
  /// The day of the message's prekeys.
  package var day: Day
  /// `wrong-recipient`, `wrong-patient`, `wrong-content`, `error`, or another word, shown as given.
  package var reason: String?

  package static let reasonLimit = 32

  package init(id: [UInt8], digest: [UInt8], day: Day, reason: String? = nil) {
    self.id = id
    self.digest = digest
    self.day = day
    self.reason = reason
  }

  /// Reads `about` and `reason`. Throws ``JSONError``.
  init(_ head: JSONObject) throws {
    let about = try head.objects("about")
    guard about.count == 1 else { throw JSONError("“about” of a recall has not one entry") }
    id = try about[0].hex("id", bytes: 16)
    digest = try about[0].hex("digest", bytes: 32)
    day = Day(try about[0].number("day"))
    reason = try head.optional("reason", JSONObject.string)
    if let reason {
      guard (1...Self.reasonLimit).contains(reason.utf8.count),
        reason.utf8.allSatisfy({ (0x61...0x7a).contains($0) || $0 == UInt8(ascii: "-") })
      else {
        throw JSONError("“reason” is not a word of lower-case letters and hyphens")
      }
    }
  }

  func write(to head: inout JSONObject) {
    head["about"] = .array([
      .object(
        JSONObject([
          "day": .number(day.number), "digest": .string(digest.hex), "id": .string(id.hex),
        ]))
    ])
    head["reason"] = reason.map { .string($0) }
  }
}
