internal import Files
package import Identities
package import MessageVault
internal import Teams
internal import Transports

/// The cards of people who are not contacts, as the route publishes them. A card proves itself: the
/// route can withhold it or give an older one, and no more.
struct RouteCards {
  private let route: (any Route)?

  init(_ route: (any Route)?) { self.route = route }

  /// Nil when there is none that `identity` signed, or when they ended their identity.
  func card(of identity: Identity) -> Card? { card(of: identity, in: documents(of: identity)) }

  private func card(of identity: Identity, in documents: [DocumentPiece]) -> Card? {
    guard !isEnded(identity) else { return nil }
    return documents.filter { $0.kind == .card }.compactMap { try? Card(bytes: $0.bytes) }
      .first { $0.identity == identity }
  }

  /// The card, and attestations laid beside it: so many are looked at.
  func attested(_ identity: Identity) -> (card: Card, attestations: [Attestation])? {
    let documents = documents(of: identity)
    guard let card = card(of: identity, in: documents) else { return nil }
    return (card, attestations(of: identity, in: documents))
  }

  /// The same without the card's keys, which take longer to check than all the rest.
  func claims(of identity: Identity) -> CardClaims? {
    isEnded(identity) ? nil : published(by: identity)
  }

  /// The same of somebody whose identity may have ended.
  func published(by identity: Identity) -> CardClaims? {
    claims(identity, in: documents(of: identity))
  }

  private func claims(_ identity: Identity, in documents: [DocumentPiece]) -> CardClaims? {
    let facts = documents.filter { $0.kind == .card }
      .compactMap { try? Card.facts(bytes: $0.bytes) }.first { $0.identity == identity }
    return facts.map { CardClaims($0, attestations(of: identity, in: documents)) }
  }

  /// What the documents laid there for `identity` say, with nothing verified but where that is
  /// needed to read them.
  func reading(of identity: Identity) -> DirectoryFacts.Reading {
    let documents = documents(of: identity)
    let claimed = documents.filter { $0.kind == .card }.map { ClaimedCard($0) }
    guard !claimed.isEmpty, claimed.allSatisfy({ $0 != nil }) else {
      return .proven(claims(identity, in: documents))
    }
    let texts = claimed.compactMap { $0 }.map {
      DirectoryFacts.Entry.text($0.name, $0.registrations)
    }
    return .claimed(text: texts.joined(separator: " "))
  }

  private func attestations(
    of identity: Identity, in documents: [DocumentPiece]
  ) -> [Attestation] {
    documents.filter { $0.kind == .attestation }
      .prefix(2 * AttestationLimits.ofStrangers).compactMap { try? Attestation(bytes: $0.bytes) }
      .filter { $0.subject == identity }
  }

  private func documents(of identity: Identity) -> [DocumentPiece] {
    guard let bytes = try? route?.document(.card, of: identity.description) else { return [] }
    return DocumentPiece.split(bytes)
  }

  /// Whether they ended it themselves.
  func isEnded(_ identity: Identity) -> Bool {
    guard let bytes = try? route?.document(.revocation, of: identity.description) else {
      return false
    }
    return DocumentPiece.split(bytes).filter { $0.signer == identity.description }
      .compactMap { try? Revocation(bytes: $0.bytes) }
      .contains { $0.target == .identity(identity) && $0.issuer == identity }
  }
}

/// How people are called: contacts by their alias, others by the name that their card claims and
/// the beginning of their identity.
package struct PeopleNames {
  private let book: ContactBook
  private let claimed: [Identity: String]

  package init(_ book: ContactBook, claimed: [Identity: String] = [:]) {
    self.book = book
    self.claimed = claimed
  }

  package init(_ book: ContactBook, _ authorities: AuthorityBook) {
    self.init(
      book,
      claimed: authorities.records.reduce(into: [:]) {
        $0.merge($1.names) { first, _ in first }
      })
  }

  package init(of vault: OpenVault) throws {
    let book = try ContactBook(vault)
    self.init(book, try AuthorityBook(vault, trust: book.trust))
  }

  /// Of a contact.
  package func alias(_ identity: Identity) -> Alias? { book[identity]?.alias }

  package func name(_ identity: Identity) -> String {
    if identity == book.vault.identity { return "you" }
    return alias(identity)?.description ?? Self.stranger(identity, claimed[identity])
  }

  /// What is shown of somebody who is not a contact.
  package static func stranger(_ identity: Identity, _ name: String?) -> String {
    let short = String(identity.description.prefix(19))
    return name.map { "\($0) (\(short))" } ?? short
  }
}
