internal import Files
internal import Identities
internal import Messaging

/// What an error of sending is told as.
extension Failure {
  init(_ error: SendingError) {
    switch error {
    case .notVerified(let names, let wanted):
      let list = names.joined(separator: ", ")
      self.init(
        "not-verified", .locked,
        wanted == .green
          ? "not registered, as the policy asks: \(list); nothing was sent to anyone"
          : "never verified: \(list); nothing was sent to anyone",
        hint: (wanted == .green
          ? "add an attestation of a verifier you trust with tacita contact add"
          : "compare fingerprints with tacita contact verify")
          + ", or say why not with --allow-unverified REASON")
    case .recipientRevoked(let name):
      self.init(
        "recipient-revoked", .locked, "the key of \(name) is revoked; nothing was sent to anyone",
        hint: "ask for a card of the new key, then tacita contact replace \(name)")
    case .cardEnded(let names):
      self.init(
        "card-ended", .unavailable,
        "no key for today on the card of \(names.joined(separator: ", ")); "
          + "nothing was sent to anyone",
        hint: "ask for a fresh card, or wait until they run tacita receive, then send again")
    case .noRecipients:
      self.init("no-recipients", .usage, "nobody to send to", hint: "name someone with --to")
    case .emptyText:
      self.init(
        "empty-input", .noInput, "the text is empty; nothing was sent to anyone",
        hint: "if it came from a command before a pipe, look whether that command failed")
    case .tooManyRecipients(let count):
      self.init("too-many-recipients", .usage, "\(count) recipients are too many: 2047 is the most")
    case .badPartName(let name):
      self.init(
        "bad-part-name", .usage, "“\(name.escapedForTerminal())” cannot be the name of a part",
        hint: "rename the file, or for standard input give --stdin-name")
    case .badField(let field):
      self.init(
        "bad-field", .usage, "\(field) is not short plain text",
        hint: "it has 1 to 255 bytes, and none that drive a terminal or turn text around")
    case .expiryPast: self.init("expiry-past", .usage, "--expires must lie in the future")
    case .deliveryWaits(let id, let reason):
      self.init(
        "delivery-waits", .busy,
        "the message \(id.hex) is kept but not delivered yet: cannot write \(reason.path): "
          + reason.reason,
        hint: "the next tacita send or tacita receive delivers it; do not send it again")
    }
  }
}
