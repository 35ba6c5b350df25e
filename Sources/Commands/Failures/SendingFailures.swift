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
    case .notMyMessage(let id):
      self.init(
        "not-my-message", .locked, "somebody else sent the message \(id.hex.prefix(12))",
        hint: "only its sender can take it back; tacita delete removes it here")
    case .otherConversation(let id):
      self.init(
        "other-conversation", .usage,
        "\(id.hex.prefix(12)) was not sent to the same people; nothing was sent to anyone",
        hint: "name all its recipients with --to, and nobody else")
    case .nothingToRecall(let id):
      self.init(
        "nothing-to-recall", .usage, "the message \(id.hex.prefix(12)) is an answer",
        hint: "answer again with tacita ack: the last answer counts")
    case .notARecipient(let name):
      self.init(
        "not-a-recipient", .usage, "the message was not sent to \(name); nothing was recalled",
        hint: "tacita show ID tells to whom it was sent")
    case .ackAfterExpiry:
      self.init(
        "ack-after-expiry", .usage,
        "an answer would be due after the message expires; nothing was sent to anyone",
        hint: "give less time with --ack-within, or more with --expires")
    case .alreadyEscalated:
      self.init(
        "already-escalated", .busy, "another tacita sent the message on meanwhile",
        hint: "look at tacita overdue")
    case .notForwarded(let id, let reason): self.init(notForwarded: id.hex.prefix(12), reason)
    case .nothingToAnswer(let id, let isOwn):
      self.init(
        "nothing-to-answer", .usage,
        isOwn
          ? "you sent the message \(id.hex.prefix(12)) yourself"
          : "the message \(id.hex.prefix(12)) is an answer itself",
        hint: "tacita list shows what others sent to you")
    case .cannotAnswer(let person): self.init(answering: person)
    case .otherPatient(let than): self.init(otherPatient: than)
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

  private init(otherPatient than: EarlierMessage) {
    switch than {
    case .answered:
      self.init(
        "other-patient", .locked,
        "the message that is answered is about another patient; nothing was sent to anyone",
        hint:
          "leave the patient out, and the answer is about the same one; if another is meant, add "
          + "--other-patient")
    case .forwarded:
      self.init(
        "other-patient", .locked,
        "the message has the token of another patient, or one that this home cannot compare; "
          + "nothing was forwarded",
        hint:
          "compare the number with the message; leave --patient-from out to keep its token; if you "
          + "know that the number is right, add --other-patient")
    }
  }

  private init(notForwarded id: Substring, _ reason: NotForwarded) {
    switch reason {
    case .answer:
      self.init(
        "nothing-to-forward", .usage, "the message \(id) is an answer",
        hint: "write what it says with tacita send")
    case .noExport:
      self.init(
        "no-export", .locked, "the sender of \(id) asks not to export it",
        hint: "nothing was forwarded; send it on to a role with --to-role, or ask the sender to "
          + "send it again without --no-export")
    case .recalled:
      self.init(
        "recalled", .locked, "the sender of \(id) took it back; nothing was forwarded",
        hint: "ask the sender what is right")
    }
  }

  /// Why an answer cannot be sent to the sender of a message.
  private init(answering person: UnreachableRecipient) {
    let name = person.name
    switch person.reason {
    case .unknown, .notVerified, .noCard:
      self.init(
        "unknown-participants", .noInput,
        "\(name) is not a contact, and the route has no card of them; no answer was sent",
        hint: "add their card with tacita contact add, then answer again")
    case .revoked:
      self.init(
        "recipient-revoked", .locked, "the key of \(name) is revoked; no answer was sent",
        hint: "ask for a card of the new key, then tacita contact replace \(name)")
    case .cardEnded:
      self.init(
        "card-ended", .unavailable, "no key for today on the card of \(name); no answer was sent",
        hint: "wait until they run tacita receive, then answer again")
    }
  }
}
