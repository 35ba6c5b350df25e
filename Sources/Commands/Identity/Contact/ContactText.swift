internal import Files
internal import Identities
internal import Messaging

/// A contact as people and scripts see it.
enum ContactText {
  static func line(_ contact: Contact, _ standing: Standing, _ printer: Printer) -> String {
    let colour = printer.colour(standing.colour.rawValue)
    let alias = Columns.padded(contact.alias.description, 12)
    return "\(colour)  \(alias)  \(contact.card.name.escapedForTerminal())"
  }

  /// `issuer` names who attested; `trust` says why an attestation does not count.
  static func text(
    _ contact: Contact, _ standing: Standing, _ book: ContactBook, now: Timestamp
  ) -> String {
    var rows = [
      ["alias", contact.alias.description],
      ["name", contact.card.name.escapedForTerminal()],
      ["standing", "\(standing.colour.rawValue), \(standing.colour.word)"],
      ["identity", contact.identity.description],
      ["fingerprint", contact.identity.fingerprint.description],
      [
        "compared", contact.comparison.map { "\($0.time.short), \($0.manner.rawValue)" } ?? "never",
      ],
      ["registrations", CardText.registrations(contact.card)],
    ]
    if contact.isVerifier { rows.append(["verifier", "you trust their attestations"]) }
    let trust = book.trust
    for attestation in contact.attestations {
      let issuer = book[attestation.issuer]?.alias.description ?? attestation.issuer.description
      var text =
        "\(attestation.registration) by \(issuer) until \(attestation.validUntil.short)"
      if let reason = attestation.rejection(by: contact.card, trust, now) {
        text += ", does not count: \(reason)"
      }
      rows.append(["attested", text.escapedForTerminal()])
    }
    if let revocation = standing.revocation {
      rows.append(["revoked", "\(revocation.issued.short), \(revocation.reason.rawValue)"])
    }
    let ends =
      contact.card.hasEnded(now)
      ? "ended \(contact.card.notAfter.short)" : contact.card.notAfter.short
    rows += [["card ends", ends], ["added", contact.added.short]]
    return Columns.aligned(rows)
  }

  static func json(_ contact: Contact, _ standing: Standing) -> JSONObject {
    JSONObject([
      "added": .string(contact.added.description), "alias": .string(contact.alias.description),
      "attestedUntil": standing.until.map { .string($0.description) },
      "cardEnds": .string(contact.card.notAfter.description),
      "colour": .string(standing.colour.rawValue),
      "compared": contact.comparison.map { .string($0.time.description) },
      "fingerprint": .string(contact.identity.fingerprint.description),
      "identity": .string(contact.identity.description), "name": .string(contact.card.name),
      "registrations": .array(contact.card.registrations.map { .string($0.description) }),
      "schema": "tacita/contact/1", "verifier": .bool(contact.isVerifier),
    ])
  }
}
