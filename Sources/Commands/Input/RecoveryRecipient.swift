internal import AgeFormat
internal import Files

/// The age recipient of a recovery slot, as it is typed.
enum RecoveryRecipient {
  /// Post-quantum ones always, classical ones only when allowed, with a warning.
  static func read(
    _ text: String, classicalAllowed: Bool, _ printer: Printer
  ) throws -> any AgeRecipient {
    do {
      if text.hasPrefix("age1pq1") { return try HybridRecipient(text) }
      let recipient = try X25519Recipient(text)
      guard classicalAllowed else {
        throw Failure.usage(
          "\(text) is not a post-quantum recipient (age1pq1…)",
          hint: "add --classical-recovery if stock age must open it")
      }
      printer.caution("a quantum computer could open this home by way of \(text)")
      return recipient
    } catch is AgeError {
      throw Failure(
        "bad-recipient", .usage, "“\(text.escapedForTerminal())” is not an age recipient",
        hint: "one begins with age1pq1; age-keygen -pq makes it")
    }
  }
}
