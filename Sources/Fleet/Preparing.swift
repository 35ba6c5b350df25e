internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams
internal import Transports

/// Making homes, knowing the people, and putting them into their teams.
extension FleetRun {
  /// All that the list asks for, as far as it is not done: homes, cards, attestations, teams.
  package func prepare(_ attesting: FleetAttesting) throws {
    try folder.check(list)
    let desk = try CardKeeper(vault).current()
    var book = try ContactBook(vault)
    var attestations = try FleetAttestations(self, attesting)
    var members: [Alias: Identity] = [:]
    try each(list.staff) { person in
      guard let known = try home(of: person, desk) else { return try foresee(person) }
      try publish(person, known)
      try know(person, known, &book)
      try attestations.bring(person, known)
      members[person.home] = known.identity
    }
    try teams(members)
    try announceTeams()
  }

  /// What a run that changes nothing can say of somebody who has no home yet.
  private func foresee(_ person: FleetPerson) throws {
    guard isDryRun else { return }
    do { guard try folder.state(of: person.home) == nil else { return } } catch { return }
    for registration in person.registrations {
      try tell(.attest, person.home, registration.description)
    }
  }

  /// The home of `person`, made unless it is there; nil when it cannot be, or was not.
  private func home(of person: FleetPerson, _ desk: Card) throws -> FleetRecord? {
    do {
      if let known = try folder.state(of: person.home) {
        // Somebody who left and is on the list again is for a person to decide.
        guard known.state == .made else { throw FleetError.otherHome("\(person.home), who left") }
        return known
      }
    } catch {
      try tell(.home, person.home, nil, error)
      return nil
    }
    if let own = person.own {
      return try step(.card, person.home, person.name) { try folder.take(own, of: person) }
    }
    return try step(.home, person.home, person.name) { try make(person, desk) }
  }

  private func make(_ person: FleetPerson, _ desk: Card) throws -> FleetRecord {
    let target = folder.home(of: person.home)
    let route = try person.route ?? HomeConfiguration.read(vault.vault.home).route
    var maker = HomeMaker(
      name: person.name, registrations: person.registrations, route: route,
      passphrase: try folder.oneTimePassphrase(of: person.home), cost: .random)
    maker.isOneTime = true
    maker.environment = environment
    maker.machine = vault.machine
    if try relayAddress(of: person) != nil {
      maker.credentials = try relaySecrets(of: person.home)
    }
    maker.furnish = { home, card in
      try Self.introduce(desk, to: home)
      try folder.keep(card, of: person.home)
      try folder.keep(
        FleetRecord(
          identity: card.identity, vault: home.vault.keyslots.vault, state: .making),
        of: person.home)
    }
    do {
      _ = try maker.make(target, revocationPath: nil, clock: vault.clock)
    } catch VaultError.homeExists {
      // A run that was killed had finished it, and it has just taken its place.
    }
    guard let known = try folder.state(of: person.home) else {
      throw FleetError.homeMissing(target.path)
    }
    return known
  }

  /// The new home knows the desk, and believes what it attests. Both were made or opened by this
  /// run, which is more than to compare digits.
  private static func introduce(_ desk: Card, to home: OpenVault) throws {
    var book = try ContactBook(home)
    _ = try book.add(
      SignedDocument.parse(stream: desk.bytes), alias: "desk",
      fingerprint: desk.identity.fingerprint.description)
    if let contact = book[desk.identity] { _ = try book.setVerifier(contact, true) }
  }

  /// Puts the card on the desk's route, where that is the person's too; the home does so itself
  /// later.
  private func publish(_ person: FleetPerson, _ known: FleetRecord) throws {
    guard let route, person.route.map({ RouteAddress($0) == route.address }) ?? true else { return }
    let identity = known.identity.description
    do {
      guard try route.document(.card, of: identity) == nil else { return }
    } catch { return try tell(.publish, person.home, nil, error) }
    try step(.publish, person.home) {
      let card = try folder.documents(of: person.home).reduce([]) { $0 + $1.bytes }
      try route.publish(card, as: .card, of: identity)
    }
  }

  /// The desk has the person among its contacts. Their key was made here, or its fingerprint stands
  /// in the list.
  private func know(
    _ person: FleetPerson, _ known: FleetRecord, _ book: inout ContactBook
  ) throws {
    let fingerprint = known.identity.fingerprint.description
    if let contact = book[known.identity] {
      let proof = FingerprintComparison.given(fingerprint, for: known.identity)
      guard contact.comparison == nil, let proof else { return }
      try step(.contact, person.home) { _ = try book.verify(proof) }
      return
    }
    try step(.contact, person.home) {
      let documents = try folder.documents(of: person.home)
      _ = try book.add(
        documents, of: known.identity, alias: person.home.description,
        fingerprint: fingerprint)
    }
  }
}

/// Teams of the list.
extension FleetRun {
  private func teams(_ members: [Alias: Identity]) throws {
    var wanted: [(name: String, people: [FleetPerson])] = []
    var places: [String: Int] = [:]
    for person in list.staff {
      for name in person.teams {
        let folded = UnicodeText.folded(name)
        if let place = places[folded] {
          wanted[place].people.append(person)
        } else {
          places[folded] = wanted.count
          wanted.append((name, [person]))
        }
      }
    }
    guard !wanted.isEmpty else { return }
    var desk = try TeamDesk(vault, route: route)
    for (name, people) in wanted {
      try bring(name, people, members, &desk)
    }
  }

  /// The team `name` of the desk, with `people` in it; nobody is taken out of it.
  private func bring(
    _ name: String, _ people: [FleetPerson], _ members: [Alias: Identity], _ desk: inout TeamDesk
  ) throws {
    let record = try? desk.authorities.find(name, .team)
    let inside = Set(
      record?.authority.roster(revoked: desk.revoked)?.facts.members ?? [])
    let policy = try Policy(vault)
    var new: [Identity] = []
    var foreseen = 0
    for person in people {
      guard let identity = members[person.home] else {
        foreseen += isDryRun ? 1 : 0
        continue
      }
      guard !inside.contains(identity) else { continue }
      // One whom the policy does not let in keeps nobody else out.
      if policy.refuses(desk.colour(of: identity)) {
        let error = AuthorityBookError.notVerified([person.home.description], name: name)
        try tell(.team, person.home, name, error)
      } else {
        new.append(identity)
      }
    }
    let count = new.count + foreseen
    guard count > 0 || record == nil else { return }
    try step(.team, nil, "\(name): \(count) more") {
      if let record {
        _ = try desk.add(new, to: record, reason: nil)
      } else {
        var plan = TeamDesk.Plan(name: name)
        plan.members = new
        _ = try desk.create(plan)
      }
    }
  }
}
