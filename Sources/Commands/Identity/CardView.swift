internal import Files
internal import Identities
internal import Messaging

/// A card of somebody's, with what it is worth where a home is at hand.
struct CardView {
  let book: ContactBook?
  let trust: Trust?
  /// What came with the card.
  let attestations: [Attestation]
  let now: Timestamp

  private func standing(_ card: Card) -> Standing? {
    trust.flatMap { book?.standing(of: card.facts, by: $0) }
  }

  func text(_ card: Card, _ printer: Printer) -> String {
    var rows = CardText.rows(card)
    if let standing = standing(card) {
      let colour = printer.colour(standing.colour.rawValue)
      rows.append(["standing", "\(colour) \(standing.colour.word)"])
    }
    for attestation in attestations where attestation.subject == card.identity {
      let issuer = book?[attestation.issuer]?.alias.description ?? attestation.issuer.description
      rows.append([
        "attested",
        "\(attestation.registration) by \(issuer) until \(attestation.validUntil.short): "
          .escapedForTerminal() + verdict(attestation, card),
      ])
    }
    return Columns.aligned(rows)
  }

  /// Whether an attestation counts here; unknown without a home.
  private func verdict(_ attestation: Attestation, _ card: Card) -> String {
    guard let trust else { return "no home is open to say whether that counts" }
    return attestation.rejection(by: card.facts, trust, now).map { "does not count: \($0)" }
      ?? "counts"
  }

  func json(_ card: Card) -> JSONObject {
    var json = CardText.json(card)
    if let standing = standing(card) {
      json["colour"] = .string(standing.colour.rawValue)
      json["attestedUntil"] = standing.until.map { .string($0.description) }
    }
    let about = attestations.filter { $0.subject == card.identity }
    if !about.isEmpty {
      json["attestations"] = .array(about.map { .object(self.json($0, card)) })
    }
    return json
  }

  private func json(_ attestation: Attestation, _ card: Card) -> JSONObject {
    guard let trust else { return AttestationText.json(attestation) }
    return AttestationText.json(attestation, of: card.facts, trust, now)
  }
}
