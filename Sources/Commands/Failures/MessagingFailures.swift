internal import Files
internal import Identities
internal import Messaging
internal import Transports

/// What the use cases' own errors are told as.
extension Failure {
  init(_ error: MessagingError) {
    switch error {
    case .unknownContact(let name, let near):
      self.init(
        "unknown-contact", .noInput, "there is no contact “\(name.escapedForTerminal())”",
        hint: near.isEmpty
          ? "see tacita contact list, or add a card with tacita contact add"
          : "did you mean \(near.joined(separator: " or "))?")
    case .aliasTaken(let alias):
      self.init(
        "alias-taken", .cannotCreate, "there is a contact “\(alias)” already",
        hint:
          "choose another alias with --as; for a new key of the same person, tacita contact replace"
      )
    case .knownAs(let alias):
      self.init(
        "known-as", .cannotCreate,
        "this is the card of the contact “\(alias)”, who is known already",
        hint: "leave --as out to bring them up to date, or remove \(alias) first")
    case .aliasInvalid(let alias):
      self.init(
        "bad-alias", .usage, "“\(alias.escapedForTerminal())” cannot be an alias",
        hint: "an alias is letters, digits, dots, hyphens and underscores, up to 64 bytes")
    case .aliasNeeded(let name):
      self.init(
        "alias-needed", .usage, "no alias can be made from the name “\(name.escapedForTerminal())”",
        hint: "give one with --as")
    case .fingerprintDiffers(let alias):
      self.init(
        "fingerprint-differs", .no, "the fingerprint is not that of \(alias.escapedForTerminal())",
        hint: "do not use this card: ask the person for it by another way")
    case .unknownMessage(let text):
      self.init(
        "unknown-message", .noInput, "there is no message “\(text.escapedForTerminal())” here",
        hint: "see tacita list; messages go on their expiry")
    case .ambiguousMessage(let text, let count):
      self.init(
        "ambiguous-message", .noInput, "\(count) messages have an id that begins with \(text)",
        hint: "give more of the id; tacita list --json shows all of it")
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
    default: self.init(other: error)
    }
  }

  private init(other error: MessagingError) {
    switch error {
    case .noRecipients:
      self.init("no-recipients", .usage, "nobody to send to", hint: "name someone with --to")
    case .tooManyRecipients(let count):
      self.init("too-many-recipients", .usage, "\(count) recipients are too many: 2047 is the most")
    case .noRoute:
      self.init(
        "no-route", .configuration, "no route is configured",
        hint: "tacita config set route spool:PATH; or carry envelopes as files: "
          + "tacita send -o FILE, tacita receive FILE")
    case .badRoute(let text):
      self.init(
        "bad-route", .usage,
        text.utf8.count > Route.sizeLimit
          ? "that route is longer than \(Route.sizeLimit) bytes"
          : "“\(text.escapedForTerminal())” is no route",
        hint: "a route is spool: and the absolute path of a folder, like spool:/srv/ward")
    case .badPartName(let name):
      self.init(
        "bad-part-name", .usage, "“\(name.escapedForTerminal())” cannot be the name of a part",
        hint: "rename the file, or for standard input give --stdin-name")
    case .badField(let field):
      self.init(
        "bad-field", .usage, "\(field) is not short plain text",
        hint: "it has 1 to 255 bytes, and none that drive a terminal or turn text around")
    case .expiryPast: self.init("expiry-past", .usage, "--expires must be longer than nothing")
    case .deliveryWaits(let id, let reason):
      self.init(
        "delivery-waits", .busy,
        "the message \(id.hex) is kept but not delivered yet: cannot write \(reason.path): "
          + reason.reason,
        hint: "the next tacita send or tacita receive delivers it; do not send it again")
    case .noSuchPart(let part, let count):
      self.init(
        "no-such-part", .noInput, "there is no part \(part): the parts are 0 to \(count - 1)")
    case .noExport, .unknownConversation, .ambiguousConversation: self.init(export: error)
    case .nothingToAdd:
      self.init("nothing-to-add", .badData, "there is no card in the input")
    case .noHeldCard(let id):
      self.init(
        "no-held-card", .noInput,
        "no held message “\(id.escapedForTerminal())” carries the card of its sender",
        hint: "see tacita receive for what is held; ask the sender for their card")
    case .ownIdentity:
      self.init(
        "own-identity", .usage, "that is your own card", hint: "nobody needs to add it here")
    case .notCompared(let alias):
      self.init(
        "not-compared", .locked,
        "the fingerprint of \(alias) was never compared, so it is not known whose word it would be",
        hint: "tacita contact verify \(alias), then trust them")
    case .noPublishedCard(let identity):
      self.init(
        "no-published-card", .noInput, "\(identity) has published no card on the route",
        hint: "ask for the card as a file")
    case .badSetting(let name, let reason):
      self.init("bad-setting", .usage, "\(name.escapedForTerminal()): \(reason)")
    default: self.init("internal", .internalError, "an error that should not happen: \(error)")
    }
  }

  private init(export error: MessagingError) {
    switch error {
    case .noExport(let ids):
      let list = ids.map { String($0.hex.prefix(12)) }.joined(separator: ", ")
      self.init(
        "no-export", .locked,
        ids.count == 1
          ? "the sender of \(list) asks not to export it"
          : "the senders of \(list) ask not to export them",
        hint: "nothing was exported; ask the sender to send it again without --no-export")
    case .unknownConversation(let text):
      self.init(
        "unknown-conversation", .noInput, "no message here is of a conversation “\(text)”",
        hint: "tacita show ID --json tells a message's conversation")
    case .ambiguousConversation(let text, let count):
      self.init(
        "ambiguous-conversation", .noInput,
        "\(count) conversations have an id that begins with \(text)",
        hint: "give more of the id")
    default: self.init("internal", .internalError, "an error that should not happen: \(error)")
    }
  }
}
