internal import Files
package import Identities
package import MessageVault
package import Teams
package import Transports

/// The people and roles that a route knows, judged by what this home believes now.
package struct PeopleDirectory {
  private let vault: OpenVault
  private let book: ContactBook
  private let route: any Route

  package init(_ vault: OpenVault, route: any Route) throws {
    self.vault = vault
    self.route = route
    book = try ContactBook(vault)
  }

  /// Somebody who published a card.
  package struct Entry: Sendable {
    package let identity: Identity
    package let name: String
    package let registrations: [Registration]
    /// As the attestation that applies says; nil without one.
    package let profession: String?
    package let colour: ContactColour
    /// Of a contact.
    package let alias: Alias?
  }

  /// What is asked for.
  package struct Question: Sendable {
    /// Each is in the name or in a registration, in any case.
    package var words: [String] = []
    package var register: String?
    package var profession: String?

    package init() {}

    fileprivate func isAbout(_ entry: Entry) -> Bool {
      (register.map { wanted in entry.registrations.contains { $0.register == wanted } } ?? true)
        && (profession.map { $0 == entry.profession } ?? true)
    }
  }

  /// Those that `question` is about: green first, then by name.
  package func people(_ question: Question) throws -> [Entry] {
    let order: [ContactColour] = [.green, .orange, .red, .revoked]
    let found = try everybody(mentioning: question.words).filter(question.isAbout)
    return found.sorted { left, right in
      let (first, second) = (
        order.firstIndex(of: left.colour) ?? 0, order.firstIndex(of: right.colour) ?? 0
      )
      return first == second ? left.name < right.name : first < second
    }
  }

  /// Those who published a card with each of `words` in its name or a registration.
  private func everybody(mentioning words: [String]) throws -> [Entry] {
    let (cards, now) = (RouteCards(route), vault.clock.now())
    let folded = words.map { Array(UnicodeText.folded($0).utf8) }
    let ended = Set(try all(.revocation).map(\.identity))
    let found = try facts(cards, folded).entries.filter { $0.value.mentions(folded) }
      .compactMap { try? CardClaims(bytes: Array($0.value.claims)) }
      .filter {
        !ended.contains($0.facts.identity.description) || !cards.isEnded($0.facts.identity)
      }
    let trust = book.trust(with: found.flatMap(\.attestations))
    return found.map { claims in
      let card = claims.facts
      let contact = book[card.identity]
      let standing = trust.standing(of: card, compared: contact?.comparison != nil, now: now)
      return Entry(
        identity: card.identity, name: card.name, registrations: card.registrations,
        profession: standing.attestation?.profession, colour: standing.colour,
        alias: contact?.alias)
    }
  }

  /// What the cards on the route say now, of which only those that changed are read, and only those
  /// with `words` are verified.
  private func facts(_ cards: RouteCards, _ words: [[UInt8]]) throws -> DirectoryFacts {
    var facts = DirectoryFacts(vault.routeCache(.directory) ?? [])
    let isNew = facts.update(try all(.card), read: cards.reading)
    if facts.prove(words, read: cards.published) || isNew {
      vault.setRouteCache(.directory, facts.bytes)
    }
    return facts
  }

  private func all(_ kind: PublishedKind) throws -> [PublishedDocument] {
    try route.documents(kind, changedSince: Timestamp(unix: 0)).documents
  }

  /// Roles on the route of which an owner was verified, and that `words` are about.
  package func roles(_ words: [String]) throws -> [AuthorityRecord] {
    let revoked = book.trust.revoked
    let known = try AuthorityBook(vault, trust: book.trust)
    return try all(.duty).map(\.identity).sorted().compactMap { id -> AuthorityRecord? in
      guard let bytes = try? route.document(.duty, of: id), let part = try? AuthorityPart(bytes),
        let duty = part.duty, part.charters[0].id.hex == id,
        let authority = try? Authority.taking(
          part, over: known[part.charters[0].id]?.authority, revoked: revoked
        ).authority,
        authority.owners(revoked: revoked).contains(where: isVerified)
      else { return nil }
      let text = UnicodeText.folded(duty.facts.name)
      guard words.allSatisfy({ text.contains(UnicodeText.folded($0)) }),
        let alias = known[authority.id]?.alias
          ?? AuthorityRecords(known.records).alias(for: duty.facts.name)
      else { return nil }
      return AuthorityRecord(authority, alias: alias, state: .joined)
    }
  }

  private func isVerified(_ owner: Identity) -> Bool {
    if owner == vault.identity { return true }
    return book[owner].map { [.orange, .green].contains(book.standing(of: $0).colour) } ?? false
  }

  /// The one person whose attested registration this is. Throws ``DirectoryError``: people who only
  /// claim it never count.
  package func person(with registration: Registration) throws -> Identity {
    let found = try everybody(mentioning: [registration.description]).filter {
      $0.colour == .green && $0.registrations.contains(registration)
    }
    guard let first = found.first else { throw DirectoryError.nobody(registration) }
    guard found.count == 1 else { throw DirectoryError.several(registration, found.map(\.name)) }
    return first.identity
  }
}

/// Why a registration stands for nobody.
package enum DirectoryError: Error {
  case nobody(Registration)
  case several(Registration, [String])
}
