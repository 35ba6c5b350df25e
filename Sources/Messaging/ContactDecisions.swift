internal import Files
package import Identities
internal import MessageVault

/// What the user decides about a contact; each decision leaves a line in the audit log.
extension ContactBook {
  /// Notes that the fingerprint of a contact was compared. Throws
  /// ``ContactError/unknownContact(_:suggestions:)`` when it is that of nobody here.
  package mutating func verify(_ proof: FingerprintComparison) throws -> Contact {
    try change(proof.identity) { draft, contact in
      contact.note(proof, at: draft.now)
      draft.note("contact-verify", .update, contact)
    }
  }

  /// From now on believes the attestations of `contact`, or does so no longer; false when nothing
  /// changed by that. Only one whose fingerprint was compared can be believed.
  package mutating func setVerifier(_ contact: Contact, _ isVerifier: Bool) throws -> Bool {
    let current = self[contact.identity] ?? contact
    if isVerifier, current.comparison == nil {
      throw ContactError.notCompared(contact.alias.description)
    }
    if isVerifier, trust.revocation(of: contact.identity) != nil {
      throw ContactError.revoked(contact.alias.description)
    }
    guard current.isVerifier != isVerifier else { return false }
    _ = try change(contact.identity) { draft, contact in
      contact.isVerifier = isVerifier
      draft.note(isVerifier ? "contact-trust" : "contact-distrust", .update, contact)
    }
    return true
  }

  /// Puts another identity's card in the place of `contact`, whose trust ends.
  package mutating func replace(_ contact: Contact, with card: Card) throws -> Contact {
    guard card.identity != vault.identity else { throw ContactError.ownIdentity }
    if let other = self[card.identity], other.identity != contact.identity {
      throw ContactError.aliasTaken(other.alias.description)
    }
    let replaced = contact.replaced(by: card.facts, at: vault.clock.now())
    try vault.setPrekeys(of: [card])
    try change { draft in
      guard try draft.shelf.contact(contact.identity) != nil else { throw Self.isGone(contact) }
      draft.shelf.remove([contact.identity, card.identity])
      draft.shelf.append(replaced)
      draft.note("contact-replace", .update, replaced, purpose: "was \(contact.identity)")
    }
    if card.identity != contact.identity { try vault.removePrekeys(of: contact.identity) }
    return replaced
  }

  /// Knows `contact` by another alias from now on. Nothing else about them changes.
  package mutating func rename(_ contact: Contact, to wanted: String) throws -> Contact {
    guard let alias = Alias(wanted) else { throw ContactError.aliasInvalid(wanted) }
    return try change(contact.identity) { draft, found in
      if let other = try draft.shelf.contact(called: alias), other.identity != contact.identity {
        throw ContactError.aliasTaken(wanted)
      }
      let before = found.alias
      found = found.renamed(alias)
      draft.note("contact-rename", .update, found, purpose: "was \(before)")
    }
  }

  /// Removes a contact. What ended their identity stays on file.
  package mutating func remove(_ contact: Contact) throws {
    try change { draft in
      draft.shelf.remove([contact.identity])
      draft.note("contact-remove", .delete, contact)
    }
    try vault.removePrekeys(of: contact.identity)
  }

  /// Changes one contact; throws when there is none of that identity any more.
  private mutating func change(
    _ identity: Identity, _ body: (inout ContactDraft, inout Contact) throws -> Void
  ) throws -> Contact {
    var changed: Contact?
    let missing = ContactError.unknownContact(
      self[identity]?.alias.description ?? identity.description, suggestions: [])
    try change { draft in
      guard var contact = try draft.shelf.contact(identity) else { throw missing }
      try body(&draft, &contact)
      try draft.shelf.change(identity) { $0 = contact }
      changed = contact
    }
    guard let changed else { throw missing }
    return changed
  }

  private static func isGone(_ contact: Contact) -> ContactError {
    .unknownContact(contact.alias.description, suggestions: [])
  }
}
