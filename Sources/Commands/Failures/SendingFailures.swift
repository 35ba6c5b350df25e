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
          ? "not registered, as the policy wants: \(list); nothing was sent"
          : "not verified: \(list); nothing was sent",
        hint: (wanted == .green
          ? "add an attestation of a verifier you trust with tacita contact add"
          : "compare fingerprints with tacita contact verify")
          + ", or say why not with --allow-unverified REASON, or leave them out with "
          + "--skip-unreachable")
    case .recipientRevoked(let name):
      self.init(
        "recipient-revoked", .locked, "the key of \(name) is revoked; nothing was sent",
        hint: "ask for the card of the new key, then run tacita contact replace; or leave them "
          + "out with --skip-unreachable")
    case .cardEnded(let names):
      self.init(
        "card-ended", .unavailable,
        "there is no key for today on the card of \(names.joined(separator: ", ")); "
          + "nothing was sent",
        hint: "ask for a fresh card, or wait until they run tacita receive, then send again; or "
          + "leave them out with --skip-unreachable")
    case .unknownParticipants(let names):
      self.init(
        "unknown-participants", .noInput,
        "in that conversation are people who are not your contacts: "
          + "\(names.joined(separator: ", ")); nothing was sent",
        hint: "add their cards with tacita contact add, or leave them out with "
          + "--skip-unreachable, or answer the sender alone with --to-sender")
    case .nobodyReachable(let people):
      let list = people.map { "\($0.name) (\($0.reason.rawValue))" }.joined(separator: ", ")
      self.init(
        "nobody-reachable", .unavailable, "nobody is left to send to: \(list)",
        hint: "see tacita contact list")
    case .ownIdentityEnded(let revocation):
      self.init(
        "own-identity-ended", .locked,
        "your identity was revoked on \(revocation.issued.short) "
          + "(\(revocation.reason.rawValue)): others refuse what it signs",
        hint: revocation.isOwn
          ? "make a new home with tacita keygen, and give out its card"
          : "it was revoked by \(revocation.issuer): ask them. If you do not know them, somebody "
            + "with "
            + "access to the route may have made it up: say why you send with "
            + "--despite-revocation REASON")
    case .noRecipients:
      self.init("no-recipients", .usage, "nobody to send to", hint: "name someone with --to")
    case .emptyText:
      self.init(
        "empty-input", .noInput, "the text is empty; nothing was sent",
        hint: "if it came from a command before a pipe, check whether that command failed")
    case .tooManyRecipients(let count):
      self.init("too-many-recipients", .usage, "\(count) recipients are too many: at most 2047")
    case .badPartName(let name):
      self.init(
        "bad-part-name", .usage, "“\(name.escapedForTerminal())” cannot be the name of a part",
        hint: "rename the file, or for standard input give --stdin-name")
    case .badField(let field):
      self.init(
        "bad-field", .usage, "\(field) is not short plain text",
        hint: "it has 1 to 255 bytes, and none that drive a terminal or turn text around")
    case .expiryPast: self.init("expiry-past", .usage, "--expires must be in the future")
    case .expiryTooFar(let days):
      self.init(
        "expiry-too-far", .usage, "--expires: a message is kept for at most \(days) days",
        hint: "give \(days)d or less")
    case .deliveryWaits(let id, let reason):
      self.init(
        "delivery-waits", .busy,
        "the message \(id.hex) is kept but not delivered yet: "
          + Failure(describing: reason).message,
        hint: "the next tacita send or tacita receive delivers it; do not send it again")
    }
  }
}
