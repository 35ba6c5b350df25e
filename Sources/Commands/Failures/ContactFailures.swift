internal import Files
internal import Identities
internal import Messaging

/// What an error about a contact is told as.
extension Failure {
  init(_ error: ContactError) {
    switch error {
    case .unknownContact(let name, let near):
      self.init(
        "unknown-contact", .noInput, "there is no contact “\(name.escapedForTerminal())”",
        hint: near.isEmpty
          ? "see tacita contact list, or add a card with tacita contact add"
          : "did you mean \(near.joined(separator: " or "))?")
    case .aliasTaken(let alias):
      self.init(
        "alias-taken", .cannotCreate, "a contact “\(alias)” exists already",
        hint:
          "if this is another person, choose another alias with --as; if \(alias) has a new key, "
          + "run tacita contact replace and compare the fingerprint"
      )
    case .knownAs(let alias):
      self.init(
        "known-as", .cannotCreate,
        "this is the card of your contact “\(alias)”",
        hint: "leave --as out to bring the contact up to date; tacita contact rename gives "
          + "another alias")
    case .aliasInvalid(let alias):
      self.init(
        "bad-alias", .usage, "“\(alias.escapedForTerminal())” cannot be an alias",
        hint: "an alias is letters, digits, dots, hyphens and underscores, up to 64 bytes")
    case .aliasNeeded(let name):
      self.init(
        "alias-needed", .usage, "no alias can be made from the name “\(name.escapedForTerminal())”",
        hint: "give one with --as")
    case .fingerprintIncomplete(let digits):
      self.init(
        "fingerprint-incomplete", .usage,
        digits.map { "a fingerprint has six groups of five digits, and \($0) digits were given" }
          ?? "a fingerprint has digits and blanks only",
        hint: "ask them to read all six groups of tacita card --fingerprint to you again")
    case .fingerprintDiffers(let alias):
      self.init(
        "fingerprint-differs", .no, "the fingerprint is not that of \(alias.escapedForTerminal())",
        hint: "if all digits are typed right, do not use this card: ask the person for it in "
          + "another way")
    case .nothingToAdd:
      self.init("nothing-to-add", .badData, "there is no card in the input")
    case .noHeldCard(let id):
      self.init(
        "no-held-card", .noInput,
        "no held message “\(id.escapedForTerminal())” carries the card of its sender",
        hint: "see tacita receive for what is held; ask the sender for their card")
    case .ownIdentity:
      self.init(
        "own-identity", .usage, "that is your own card", hint: "give it to others: they add it")
    case .noPublishedCard(let identity):
      self.init(
        "no-published-card", .noInput, "\(identity) has no card on the route",
        hint: "ask for the card as a file")
    case .revoked(let alias):
      self.init(
        "contact-revoked", .locked,
        "the key of \(alias) is revoked, so nothing that it signs counts",
        hint: "ask for the card of the new key, then run tacita contact replace \(alias) FILE")
    case .tooManyRevocations(let most):
      self.init(
        "too-many-revocations", .locked,
        "\(most) revocations are kept, and there is no room for more about people who are not "
          + "contacts",
        hint: "add the person's card first, then the revocation")
    case .tooManyDocuments:
      self.init(
        "too-many-documents", .badData,
        "the input is too large: at most \(HandedOver.most) cards, as many other documents, and "
          + "\(HandedOver.largestStream >> 20) MiB beside the cards of a file",
        hint: "give it in parts; to tacita contact add, cards as a file instead of a pipe")
    case .notCompared(let alias):
      self.init(
        "not-compared", .locked,
        "the fingerprint of \(alias) was never compared, so the key may belong to somebody else",
        hint: "compare it with tacita contact verify \(alias), then run tacita contact trust "
          + "\(alias)")
    }
  }
}
