package import Files
package import Identities
package import MessageVault
internal import Secrets
package import Teams
package import Transports

/// What people do with roles: make them, plan who has them, publish that, pin those of others, and
/// hand a shift over.
package struct RoleDesk {
  let vault: OpenVault
  let book: ContactBook
  package private(set) var authorities: AuthorityBook
  private let route: (any Route)?

  package init(_ vault: OpenVault, route: (any Route)?) throws {
    self.vault = vault
    self.route = route
    book = try ContactBook(vault)
    authorities = try AuthorityBook(vault, trust: book.trust)
  }

  package var revoked: Set<Identity> { authorities.revoked }
  package var own: Identity { vault.identity }
  package var names: PeopleNames { PeopleNames(book, authorities) }
  package var now: Timestamp { vault.clock.now() }

  /// The person called `text`: the user, or a contact.
  package func person(_ text: String) throws -> Identity {
    if Identity(text) == vault.identity || text == "you" { return vault.identity }
    return try book.find(text).identity
  }

  /// Makes a role, of which the user is the most senior owner. Nobody has it until it is planned.
  package mutating func create(
    _ name: String, alias: String?, owners: [Identity]
  ) throws -> AuthorityRecord {
    guard ShortText.isAllowed(name), !name.isEmpty else {
      throw SendingError.badField("the role's name")
    }
    let all = [own] + owners.filter { $0 != own }
    guard Set(all).count == all.count, all.count <= Charter.mostOwners else {
      throw AuthorityBookError.tooMany("a role has at most \(Charter.mostOwners) owners, each once")
    }
    let charter = try Charter.found(
      by: vault.signingKey, owners: all, patientKey: nil, nonce: RandomBytes.make(16), issued: now)
    let line = line("role-create", charter.id, .create, purpose: nil)
    return try authorities.change { records in
      let alias = try TeamDesk.alias(alias, for: name, records)
      var record = AuthorityRecord(
        try Authority(founding: charter), alias: alias, state: .joined)
      record.title = name
      records[record.id] = record
      return (record, [line])
    }
  }

  /// What a plan says beside its shifts.
  package struct Plan {
    package var name: String?
    package var shifts: [Duty.Shift]
    package var overlap: Int
    package var vacant: [Identity]
    package var within: Duty.Within

    package init(
      name: String? = nil, shifts: [Duty.Shift], overlap: Int = 30, vacant: [Identity] = [],
      within: Duty.Within = Duty.Within()
    ) {
      self.name = name
      self.shifts = shifts
      self.overlap = overlap
      self.vacant = vacant
      self.within = within
    }
  }

  /// Signs the next duty: who has the role when. Others know of it once it is published.
  package mutating func plan(_ record: AuthorityRecord, _ plan: Plan) throws -> AuthorityRecord {
    let (own, revoked, now, key) = (own, revoked, now, vault.signingKey)
    let line = line("role-plan", record.id, .update, purpose: nil)
    return try authorities.change { records in
      guard var record = records[record.id] else {
        throw AuthorityBookError.unknown(record.alias.description, .role, suggestions: [])
      }
      let chain = record.authority.chain(revoked: revoked)
      let last = chain[chain.count - 1]
      guard last.owners.contains(own) else {
        throw AuthorityBookError.notAnOwner(record.alias.description, .role)
      }
      let under = try record.authority.charter(
        after: last, owners: last.owners, by: key, now: now, revoked: revoked)
      let facts = Duty.Facts(
        under: under, seq: record.authority.nextNumber(revoked: revoked).number,
        name: plan.name ?? record.name(revoked: revoked), shifts: plan.shifts,
        overlap: plan.overlap, vacant: plan.vacant, within: plan.within, issued: now,
        notAfter: now + Duty.longestDays * 86400)
      let duty: Duty
      do { duty = try Duty.sign(by: key, facts) } catch let error as DocumentError {
        throw AuthorityBookError.badPlan(error.reason ?? error.name)
      }
      do { _ = try record.authority.take(duty, revoked: revoked) } catch let error
        as AuthorityError
      {
        throw AuthorityBookError.rejected(error)
      }
      records[record.id] = record
      return (record, [line])
    }
  }

  /// Puts what is on file of the role on the route, merged with what is there: the newest counts.
  package mutating func publish(_ record: AuthorityRecord) throws -> AuthorityRecord {
    guard let route else { throw SettingError.noRoute }
    let merged = try refreshed(record)
    guard let part = merged.authority.part(revoked: revoked) else {
      throw AuthorityBookError.closed(.dutyEnded, name: record.alias.description, people: [])
    }
    guard try route.document(.duty, of: merged.id.hex) != part else { return merged }
    try route.publish(part, as: .duty, of: merged.id.hex)
    try vault.note([line("role-publish", merged.id, .execute, purpose: nil)])
    return merged
  }

  /// The role with what the route has of it.
  package mutating func refreshed(_ record: AuthorityRecord) throws -> AuthorityRecord {
    guard let route else { return record }
    let reader = own
    return try PublishedDuties(route).refresh(record, in: &authorities, reader: reader, now: now)
  }

  /// The turns of now, and those of the shift that comes next.
  package func turns(of record: AuthorityRecord) throws -> [Turn] {
    guard let duty = record.authority.duty(revoked: revoked), now <= duty.facts.notAfter else {
      throw AuthorityBookError.closed(.dutyEnded, name: record.alias.description, people: [])
    }
    let shifts = duty.facts.shifts
    let next = shifts.first { now < $0.from }
    return (shifts.filter { $0.covers(now) } + [next].compactMap(\.self)).flatMap { shift in
      record.authority.turns(of: shift, in: duty, revoked: revoked).filter { now < $0.until }
    }
  }

  /// Pins a role from its documents. An owner of it must have been verified; holders below the
  /// policy need a reason.
  package mutating func add(
    _ bytes: [UInt8], alias: String?, reason: String?
  ) throws -> AuthorityRecord {
    let part: AuthorityPart
    do { part = try AuthorityPart(bytes) } catch let error as AuthorityError {
      throw AuthorityBookError.rejected(error)
    }
    guard let duty = part.duty else { throw ContactError.nothingToAdd }
    let id = part.charters[0].id
    let (reader, revoked) = (own, revoked)
    let known = authorities[id]
    let taken: Authority
    do {
      taken = try Authority.taking(part, over: known?.authority, revoked: revoked).authority
    } catch let error as AuthorityError {
      throw AuthorityBookError.rejected(error)
    }
    let owners = taken.owners(revoked: revoked)
    guard
      owners.contains(where: { owner in
        owner == reader
          || book[owner].map { [.orange, .green].contains(book.standing(of: $0).colour) } ?? false
      })
    else {
      throw AuthorityBookError.ownersUnknown(owners.map(names.name))
    }
    let (consents, claimed) = try doubts(about: duty, given: known?.consents ?? [:], reason)
    let (isPublished, now) = ((try? published(id.hex)) == bytes, now)
    let line = line("role-add", id, .create, purpose: reason)
    return try authorities.change { records in
      var record: AuthorityRecord
      if let known = records[id] {
        record = known
      } else {
        record = AuthorityRecord(
          taken, alias: try TeamDesk.alias(alias, for: duty.facts.name, records), state: .joined)
      }
      record.authority = taken
      if isPublished { record.read = now }
      record.consents.merge(consents) { $1 }
      record.names.merge(claimed) { $1 }
      records[id] = record
      return (record, [line])
    }
  }

  /// The documents of the role `id` on the route.
  package func published(_ id: String) throws -> [UInt8]? {
    // It becomes the name of a file.
    guard let bytes = [UInt8](hex: id.lowercased()), bytes.count == 16 else { return nil }
    return try route?.document(.duty, of: bytes.hex)
  }

  /// Hands the shift that the user has now to somebody else. A run that was stopped before the rest
  /// was done goes on from there: what is signed already is not signed again.
  package mutating func handOver(
    _ record: AuthorityRecord, to holder: Identity
  ) throws -> (record: AuthorityRecord, shift: Duty.Shift) {
    let (own, revoked, now, key) = (own, revoked, now, vault.signingKey)
    guard let duty = record.authority.duty(revoked: revoked) else {
      throw AuthorityBookError.notOnDuty(record.alias.description)
    }
    guard
      let (shift, n) = record.authority.nextHandover(by: own, in: duty, at: now, revoked: revoked)
    else {
      guard
        let shift = record.authority.shift(
          handedOverBy: own, to: holder, in: duty, at: now, revoked: revoked)
      else { throw AuthorityBookError.notOnDuty(record.alias.description) }
      return (record, shift)
    }
    guard holder != own else { throw AuthorityBookError.nothingToDo("the shift is yours already") }
    let handover = try Handover.sign(
      by: key, of: shift, in: duty, n: n, to: holder, issued: now)
    let line = AuditLine(
      "handover", .update, at: now, object: record.id.hex, parties: [holder.description])
    let changed = try authorities.change { records in
      guard var record = records[record.id] else {
        throw AuthorityBookError.unknown(record.alias.description, .role, suggestions: [])
      }
      guard try record.authority.take(handover, revoked: revoked) == .accepted else {
        throw AuthorityBookError.notOnDuty(record.alias.description)
      }
      records[record.id] = record
      return (record, [line])
    }
    return (changed, shift)
  }

  /// `reason` for each holder, backup and vacant address below the policy for whom there is none,
  /// and the names that their cards claim. Throws ``AuthorityBookError/notVerified(_:name:)``.
  private func doubts(
    about duty: Duty, given: [Identity: String], _ reason: String?
  ) throws -> (consents: [Identity: String], names: [Identity: String]) {
    let policy = try Policy(vault)
    let cards = RouteCards(route)
    let people = Set(
      duty.facts.shifts.flatMap { [$0.holder] + [$0.backup].compactMap(\.self) } + duty.facts.vacant
    )
    var claimed: [Identity: String] = [:]
    for person in people where person != own && book[person] == nil {
      claimed[person] = cards.card(of: person)?.name
    }
    let doubtful = people.filter {
      $0 != own && (given[$0] == nil || !policy.takesReasons)
        && policy.refuses(book.colour(of: $0, cards, now))
    }
    guard reason != nil || doubtful.isEmpty else {
      let shown = PeopleNames(book, claimed: claimed)
      throw AuthorityBookError.notVerified(
        doubtful.sorted().map(shown.name), name: duty.facts.name)
    }
    return (Dictionary(uniqueKeysWithValues: doubtful.map { ($0, reason ?? "") }), claimed)
  }

  private func line(
    _ event: String, _ id: [UInt8], _ action: AuditLine.Action, purpose: String?
  ) -> AuditLine {
    AuditLine(event, action, at: now, object: id.hex, purpose: purpose)
  }
}

/// Duties as the route has them.
struct PublishedDuties {
  private let route: any Route

  init(_ route: any Route) { self.route = route }

  /// Seconds after which it is noted again that a role was seen on the route.
  private static let noteAgain = 3600

  /// What is on file of the role `record` once what the route has was taken in. What is wrong there
  /// is passed over: anybody may lay something there.
  func refresh(
    _ record: AuthorityRecord, in authorities: inout AuthorityBook, reader: Identity,
    now: Timestamp
  ) throws -> AuthorityRecord {
    guard let bytes = try? route.document(.duty, of: record.id.hex),
      let part = try? AuthorityPart(bytes), part.charters[0].id == record.id,
      part.charters[0].subject == .role
    else { return record }
    let revoked = authorities.revoked
    let isNew: Bool
    do {
      isNew =
        try AuthorityChange(part, to: record, reader: reader, revoked: revoked) != nil
    } catch is AuthorityError { return record }
    guard isNew || (record.read.map { $0 + Self.noteAgain <= now } ?? true) else { return record }
    return try authorities.change { records in
      guard var present = records[record.id] else { return (record, []) }
      if let change = try? AuthorityChange(part, to: present, reader: reader, revoked: revoked) {
        present = change.record
      }
      present.read = now
      records[record.id] = present
      return (present, [])
    }
  }
}

extension ContactBook {
  /// What somebody is worth, contact or not.
  func colour(of person: Identity, _ cards: RouteCards, _ now: Timestamp) -> ContactColour {
    if let contact = self[person] { return standing(of: contact).colour }
    if trust.revocation(of: person) != nil { return .revoked }
    guard let claims = cards.claims(of: person) else { return .red }
    return trust(with: claims.attestations)
      .standing(of: claims.facts, compared: false, now: now).colour
  }
}
