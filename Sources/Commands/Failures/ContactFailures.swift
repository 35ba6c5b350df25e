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
    case .fingerprintIncomplete(let digits):
      self.init(
        "fingerprint-incomplete", .usage,
        digits.map { "a fingerprint has six groups of five digits, and \($0) digits were given" }
          ?? "a fingerprint is digits alone",
        hint: "have them read all six groups of tacita card --fingerprint to you again")
    case .fingerprintDiffers(let alias):
      self.init(
        "fingerprint-differs", .no, "the fingerprint is not that of \(alias.escapedForTerminal())",
        hint: "do not use this card: ask the person for it by another way")
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
    case .noPublishedCard(let identity):
      self.init(
        "no-published-card", .noInput, "\(identity) has published no card on the route",
        hint: "ask for the card as a file")
    case .revoked(let alias):
      self.init(
        "contact-revoked", .locked,
        "the key of \(alias) is revoked, so nothing it signs is believed",
        hint: "ask for a card of the new key, then tacita contact replace \(alias)")
    case .tooManyRevocations(let most):
      self.init(
        "too-many-revocations", .locked,
        "\(most) revocations are kept, and there is no room for one that is about no contact",
        hint: "take in the cards and revocations of your contacts only")
    case .notCompared(let alias):
      self.init(
        "not-compared", .locked,
        "the fingerprint of \(alias) was never compared, so it is not known whose word it would be",
        hint: "tacita contact verify \(alias), then trust them")
    }
  }
}
