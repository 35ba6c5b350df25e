internal import Files
internal import Identities
internal import MessageVault
internal import Secrets
internal import Transports

/// What a relay is told of each person: the rights of one mailbox and one identity, as
/// `tacita-transport-nats permissions` words them (docs/relay.md).
extension FleetRun {
  private static let helper = "tacita-transport-nats"
  /// What the words have in the place of a password.
  private static let blank = "$CHANGE_ME"

  /// The person's route, when it is one over NATS.
  func relayAddress(of person: FleetPerson) throws -> RouteAddress? {
    let text = try person.route ?? HomeConfiguration.read(vault.vault.home).route
    guard let address = text.flatMap(RouteAddress.init), case .helped(by: "nats", _) = address
    else { return nil }
    return address
  }

  /// The file with the person's user and password on the relay, made unless it is there.
  func relaySecrets(of person: Alias) throws -> String {
    let path = folder.relaySecrets(of: person)
    if try folder.read(path) == nil {
      let text = "user = \(person)\npassword = \(RandomBytes.make(18).hex)\n"
      try AtomicFile.write(Array(text.utf8), to: path, replacing: true)
    }
    return path
  }

  /// Writes what the servers are to include: an entry for each person on the list whose home is
  /// there. Those who left are not in it any more; whoever could not be ended has their mailbox.
  package func writeRelay() throws {
    var entries: [String] = []
    for person in list.people {
      guard let address = try relayAddress(of: person) else { continue }
      let known: FleetRecord
      do {
        guard let found = try folder.state(of: person.home), found.state == .made else { continue }
        known = found
      } catch {
        // It keeps nobody else in or out.
        try tell(.relay, person.home, nil, error)
        continue
      }
      // No password is made for what only would be done.
      if isDryRun, try folder.read(folder.relaySecrets(of: person.home)) == nil { continue }
      do { entries.append(try entry(person, known, address)) } catch {
        try tell(.relay, person.home, nil, error)
        return
      }
    }
    let text = "users: [\n\(entries.joined(separator: "\n"))\n]\n"
    let isThere = try folder.read(folder.relayUsers, most: 1 << 26) != nil
    guard !entries.isEmpty || isThere,
      try folder.read(folder.relayUsers, most: 1 << 26) != Array(text.utf8)
    else { return }
    try step(.relay, nil, "\(entries.count) in \(folder.relayUsers)") {
      try AtomicFile.write(Array(text.utf8), to: folder.relayUsers, replacing: true)
    }
  }

  private func mailbox(of person: FleetPerson, _ known: FleetRecord) throws -> String {
    guard known.isElsewhere else {
      return try HomeConfiguration.read(folder.home(of: person.home)).mailbox
    }
    for document in try folder.documents(of: person.home) where document.kind == .card {
      return try Card(document).mailbox
    }
    throw DocumentError.wrongKind
  }

  private func entry(
    _ person: FleetPerson, _ known: FleetRecord, _ address: RouteAddress
  ) throws -> String {
    guard let program = HelperProgram.find(Self.helper, path: environment["PATH"]) else {
      throw FleetError.noRights("\(Self.helper) is not installed")
    }
    let mailbox = try mailbox(of: person, known)
    var said: [UInt8] = []
    let outcome = try ChildProgram(program, environment: ["PATH": environment["PATH"] ?? ""]).run(
      [
        "permissions", address.description, "--user", person.home.description, "--mailbox",
        mailbox, "--identity", known.identity.description,
      ], seconds: 20
    ) { said += $0 }
    guard outcome.status == 0 else {
      throw FleetError.noRights(String(decoding: outcome.errors, as: UTF8.self))
    }
    let secrets = try folder.read(try relaySecrets(of: person.home)) ?? []
    let lines = String(decoding: secrets, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("password = ") }) else {
      throw FleetError.noRights("there is no password in \(folder.relaySecrets(of: person.home))")
    }
    let parts = String(decoding: said, as: UTF8.self).split(
      separator: Self.blank, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw FleetError.noRights("\(Self.helper) is another version") }
    return String(parts[0]) + line.dropFirst("password = ".count) + parts[1]
  }
}
