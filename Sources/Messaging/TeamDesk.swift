internal import AgeFormat
internal import Files
package import Identities
package import MessageVault
internal import Secrets
package import Teams
package import Transports

/// What people do with teams: make them, change who is in them, join and leave.
package struct TeamDesk {
  let vault: OpenVault
  let book: ContactBook
  package private(set) var authorities: AuthorityBook
  private let cards: RouteCards
  private let route: (any Route)?

  /// What was done, and who is to be told.
  package struct Done: Sendable {
    package let record: AuthorityRecord
    /// Those who are in the team now, and those who were and are not.
    package let members: [Identity]
    package let removed: [Identity]
    /// Of a member who leaves: the owners who are told.
    package var told: [Recipient] = []
  }

  package init(_ vault: OpenVault, route: (any Route)?) throws {
    self.vault = vault
    book = try ContactBook(vault)
    authorities = try AuthorityBook(vault, trust: book.trust)
    cards = RouteCards(route)
    self.route = route
  }

  package var revoked: Set<Identity> { authorities.revoked }
  package var own: Identity { vault.identity }
  package var names: PeopleNames { PeopleNames(book, authorities) }

  package func alias(of person: Identity) -> Alias? { book[person]?.alias }

  /// What a new team is made of.
  package struct Plan {
    package var name: String
    package var alias: String?
    package var members: [Identity] = []
    package var owners: [Identity] = []
    package var patient: PatientNumber?
    package var patientCheck: PatientCheck?
    package var unverifiedReason: String?

    package init(name: String) { self.name = name }
  }

  /// Makes a team, of which the user is the most senior owner, with a key for its patients' tokens.
  package mutating func create(_ plan: Plan) throws -> Done {
    guard ShortText.isAllowed(plan.name), !plan.name.isEmpty else {
      throw SendingError.badField("the team's name")
    }
    let (key, now, own) = (TeamKey.generate(), vault.clock.now(), vault.identity)
    let owners = [own] + plan.owners.filter { $0 != own }.unique
    let members = Set(plan.members + owners)
    guard owners.count <= Charter.mostOwners, members.count <= Roster.mostMembers else {
      throw AuthorityBookError.tooMany(
        "a team has at most \(Charter.mostOwners) owners and \(Roster.mostMembers) members")
    }
    let consents = try consents(
      for: members, given: [:], plan.unverifiedReason, name: plan.name)
    let charter = try Charter.found(
      by: vault.signingKey, owners: owners, patientKey: key.hash, nonce: RandomBytes.make(16),
      issued: now)
    let patientCase = plan.patient.map {
      Roster.Case(patient: $0.token(under: key.bytes), patientCheck: plan.patientCheck)
    }
    let roster = try Roster.sign(
      by: vault.signingKey,
      Roster.Facts(
        under: charter, epoch: 0, name: plan.name, members: members, issued: now,
        notAfter: now + Self.days * 86400, patientCase: patientCase))
    var authority = try Authority(founding: charter)
    _ = try authority.take(roster, revoked: revoked)
    let line = self.line("team-create", charter.id, .create)
    let record = try authorities.change { records in
      let alias = try Self.alias(plan.alias, for: plan.name, records)
      var record = AuthorityRecord(authority, alias: alias, state: .joined)
      record.teamKey = key
      record.consents = consents
      record.untold = members.filter { $0 != own }.sorted()
      records[record.id] = record
      return (record, [line])
    }
    try announce()
    return Done(record: record, members: others(in: record), removed: [])
  }

  /// For so many days a roster is signed.
  private static let days = 365

  /// Adds `people` to the team.
  package mutating func add(
    _ people: [Identity], to record: AuthorityRecord, reason: String?
  ) throws -> Done {
    let consents = try consents(
      for: Set(people), given: record.consents, reason, name: record.alias.description)
    return try sign("team-add", record, purpose: reason) { roster, _ in
      let new = people.filter { !roster.members.contains($0) }
      guard !new.isEmpty else { throw AuthorityBookError.nothingToDo("they are in it already") }
      roster.members = (roster.members + new).sorted()
    } and: {
      $0.consents.merge(consents) { $1 }
    }
  }

  /// Takes `people` out of the team, as owners too.
  package mutating func remove(_ people: [Identity], from record: AuthorityRecord) throws -> Done {
    guard !people.contains(vault.identity) else {
      throw AuthorityBookError.nothingToDo("you leave with tacita team leave")
    }
    return try sign("team-remove", record) { roster, owners in
      guard people.allSatisfy(roster.members.contains) else {
        throw AuthorityBookError.nothingToDo("they are not in it")
      }
      roster.members.removeAll(where: people.contains)
      owners.removeAll(where: people.contains)
    }
  }

  /// Makes members owners, or owners mere members.
  package mutating func own(
    _ people: [Identity], of record: AuthorityRecord, withdraw: Bool
  ) throws -> Done {
    try sign("team-own", record) { roster, owners in
      guard people.allSatisfy(roster.members.contains) else {
        throw AuthorityBookError.nothingToDo("an owner is a member: add them first")
      }
      let before = owners
      if withdraw {
        owners.removeAll(where: people.contains)
      } else {
        owners += people.filter { !before.contains($0) }
      }
      guard owners != before else {
        throw AuthorityBookError.nothingToDo("the owners are the same as before")
      }
      guard !owners.isEmpty else { throw AuthorityBookError.lastOwner(record.alias.description) }
      guard owners.count <= Charter.mostOwners else {
        throw AuthorityBookError.tooMany("a team has at most \(Charter.mostOwners) owners")
      }
    }
  }

  /// Signs the same roster anew, for another year.
  package mutating func renew(_ record: AuthorityRecord) throws -> Done {
    try sign("team-renew", record) { _, _ in }
  }

  /// Joins a team. Members below the policy need a reason, which is kept for each.
  package mutating func join(_ record: AuthorityRecord, reason: String?) throws -> Done {
    guard record.isMember(vault.identity, revoked: revoked) else {
      throw AuthorityBookError.notJoined(record.alias.description)
    }
    let members = others(in: record)
    var names: [Identity: String] = [:]
    for member in members where book[member] == nil {
      names[member] = cards.card(of: member)?.name
    }
    let consents = try consents(
      for: Set(members), given: record.consents, reason, name: record.alias.description,
      names: names)
    let line = line("team-join", record.id, .update, purpose: reason)
    let joined = try authorities.change { records in
      guard var record = records[record.id] else {
        throw AuthorityBookError.notJoined(record.alias.description)
      }
      record.state = .joined
      record.consents.merge(consents) { $1 }
      record.names.merge(names) { $1 }
      records[record.id] = record
      return (record, [line])
    }
    return Done(record: joined, members: members, removed: [])
  }

  /// Leaves a team. An owner signs that they are out of it; the last owner cannot leave. Anybody
  /// else writes to the owners, who alone can sign that.
  package mutating func leave(_ record: AuthorityRecord) throws -> Done {
    let owners = record.authority.owners(revoked: revoked)
    let own = vault.identity
    if owners.contains(own), record.isMember(own, revoked: revoked) {
      guard owners.contains(where: { $0 != own && !revoked.contains($0) }) else {
        throw AuthorityBookError.lastOwner(record.alias.description)
      }
      // They stay an owner in the charter under which they sign this; another owner can change it.
      return try sign("team-leave", record) { roster, _ in
        roster.members.removeAll { $0 == own }
      } and: {
        $0.state = .left
      }
    }
    let told = try tellOwners(of: record)
    let line = line("team-leave", record.id, .update)
    let left = try authorities.change { records in
      guard var record = records[record.id], record.state != .left else {
        throw AuthorityBookError.notJoined(record.alias.description)
      }
      record.state = .left
      records[record.id] = record
      return (record, [line])
    }
    return Done(record: left, members: [], removed: [], told: told)
  }

  /// What a member who leaves writes to the owners.
  private static let farewell = """
    I leave this team. Please take me out of the list of its members, with tacita team remove.

    """

  /// Those of the owners to whom the user, a member, writes that they leave. That nobody can be
  /// written to keeps nobody in a team.
  private func tellOwners(of record: AuthorityRecord) throws -> [Recipient] {
    guard record.isJoined, record.isMember(own, revoked: revoked),
      let address = try route?.address
        ?? RouteSetting.address(HomeConfiguration.read(vault.vault.home))
    else { return [] }
    var message = OutgoingMessage(text: MemorySource(Array(Self.farewell.utf8)))
    message.team = record.id.hex
    message.only = record.authority.owners(revoked: revoked).filter {
      !revoked.contains($0) && record.isMember($0, revoked: revoked)
    }
    message.unverifiedReason = "an owner"
    guard !message.only.isEmpty else { return [] }
    var sender = try MessageSender(vault, by: WayOut(route, awaiting: address))
    do { return try sender.send(message).recipients } catch is AuthorityBookError { return [] }
  }
}

extension TeamDesk {
  /// The person called `text`: the user, a contact, or a member of `record` by the beginning of
  /// their identity.
  package func person(_ text: String, in record: AuthorityRecord? = nil) throws -> Identity {
    if Identity(text) == vault.identity || text == "you" { return vault.identity }
    do { return try book.find(text).identity } catch {
      let members = record?.authority.roster(revoked: revoked)?.facts.members ?? []
      let found = members.filter { text.utf8.count >= 12 && $0.description.hasPrefix(text) }
      guard let member = found.first, found.count == 1 else { throw error }
      return member
    }
  }

  private func others(in record: AuthorityRecord) -> [Identity] {
    (record.authority.roster(revoked: revoked)?.facts.members ?? []).filter {
      $0 != vault.identity
    }
  }

  static func alias(
    _ wanted: String?, for name: String, _ records: AuthorityRecords
  ) throws -> Alias {
    guard let wanted else {
      guard let alias = records.alias(for: name) else {
        throw AuthorityBookError.aliasInvalid(name)
      }
      return alias
    }
    guard let alias = Alias(wanted) else { throw AuthorityBookError.aliasInvalid(wanted) }
    guard !records.all.contains(where: { $0.alias == alias }) else {
      throw AuthorityBookError.aliasTaken(wanted)
    }
    return alias
  }

  /// `reason` for each of `people` who is below the policy and for whom there is none. Throws
  /// ``AuthorityBookError/notVerified(_:name:)`` when one is needed.
  private func consents(
    for people: Set<Identity>, given: [Identity: String], _ reason: String?, name: String,
    names: [Identity: String] = [:]
  ) throws -> [Identity: String] {
    let policy = try Policy(vault)
    let doubtful = people.filter { person in
      guard person != vault.identity, given[person] == nil || !policy.takesReasons else {
        return false
      }
      return policy.refuses(colour(of: person))
    }
    guard !doubtful.isEmpty else { return [:] }
    guard let reason else {
      let shown = PeopleNames(book, claimed: names)
      throw AuthorityBookError.notVerified(
        doubtful.sorted().map(shown.name), name: name)
    }
    return Dictionary(uniqueKeysWithValues: doubtful.map { ($0, reason) })
  }

  /// What somebody is worth, contact or not.
  package func colour(of person: Identity) -> ContactColour {
    book.colour(of: person, cards, vault.clock.now())
  }

  private func line(
    _ event: String, _ id: [UInt8], _ action: AuditLine.Action, purpose: String? = nil
  ) -> AuditLine {
    AuditLine(event, action, at: vault.clock.now(), object: id.hex, purpose: purpose)
  }

  /// Signs the next roster, and a charter before it where the owners change or no epoch is left.
  private mutating func sign(
    _ event: String, _ record: AuthorityRecord, purpose: String? = nil,
    _ change: (inout Roster.Facts, inout [Identity]) throws -> Void,
    and decide: (inout AuthorityRecord) -> Void = { _ in }
  ) throws -> Done {
    let (own, revoked, now) = (vault.identity, revoked, vault.clock.now())
    let key = vault.signingKey
    var (members, removed): ([Identity], [Identity]) = ([], [])
    let changed = try authorities.change { records in
      guard var record = records[record.id], record.isJoined else {
        throw AuthorityBookError.notJoined(record.alias.description)
      }
      let chain = record.authority.chain(revoked: revoked)
      let last = chain[chain.count - 1]
      guard last.owners.contains(own) else {
        throw AuthorityBookError.notAnOwner(record.alias.description, .team)
      }
      guard
        var facts =
          (record.authority.roster(revoked: revoked)
          ?? record.authority.rosters.last)?.facts
      else {
        throw AuthorityBookError.closed(
          .rosterEnded, name: record.alias.description, people: [])
      }
      let before = facts.members
      var owners = last.owners
      try change(&facts, &owners)
      let under = try record.authority.charter(
        after: last, owners: owners, by: key, now: now, revoked: revoked)
      let epoch = record.authority.nextNumber(revoked: revoked).number
      guard facts.members.count <= Roster.mostMembers else {
        throw AuthorityBookError.tooMany("a team has at most \(Roster.mostMembers) members")
      }
      let roster = try Roster.sign(
        by: key,
        Roster.Facts(
          under: under, epoch: epoch, name: facts.name, members: facts.members, issued: now,
          notAfter: now + Self.days * 86400, patientCase: facts.patientCase,
          expires: facts.expires))
      do { _ = try record.authority.take(roster, revoked: revoked) } catch let error
        as AuthorityError
      {
        throw AuthorityBookError.rejected(error)
      }
      decide(&record)
      members = facts.members.filter { $0 != own }
      removed = before.filter { !facts.members.contains($0) && $0 != own }
      record.untold = Set(record.untold).union(members).union(removed).sorted()
      records[record.id] = record
      let people = Set(before).symmetricDifference(facts.members).sorted()
      let line = AuditLine(
        event, .update, at: now, object: record.id.hex, parties: people.map(\.description),
        purpose: purpose)
      return (record, [line])
    }
    try announce()
    return Done(record: changed, members: members, removed: removed)
  }

  /// Tells the others, where the route can be reached; else the next `send` or `receive` does. Also
  /// of what a run changed that was ended before it could tell.
  package func announce() throws {
    guard let route else { return }
    do {
      try OwedMail(vault, book).post(by: route)
      // What is in trouble is told by the next `receive`.
      try Deliveries(vault).release(to: route)
    } catch is RouteError {}
  }
}

extension [Identity] {
  /// Each once, in this order.
  fileprivate var unique: [Identity] {
    var seen: Set<Identity> = []
    return filter { seen.insert($0).inserted }
  }
}
