internal import Files
internal import Glibc
package import Identities
package import MessageVault
internal import Messaging
internal import Secrets

/// The folder in which the homes of a list are made, with what is known of each.
///
///     homes/<home>         the homes themselves
///     passphrases/<home>   the one-time passphrase, until the home is opened with it
///     cards/<home>.card    the card that the home was made with
///     people/<home>.json   which home that is, and how far it is
///     relay/<home>         what a relay asks for: user and password
package struct FleetFolder: Sendable {
  package let path: String

  private enum Part: String, CaseIterable { case homes, passphrases, cards, people, relay }

  /// What a run does with a folder that is missing.
  package enum Missing: Sendable { case make, accept, refuse }

  /// Throws ``FleetError`` when somebody else could change what is in it.
  package init(_ path: String, ifMissing: Missing) throws {
    let path = Home(path).path
    let isMaking = ifMissing == .make
    if isMaking { try Directories.createAll(path) }
    guard try Directories.isLink(path) || Directories.facts(path) != nil else {
      guard ifMissing == .accept else { throw FleetError.noFolder(path) }
      self.path = path
      return
    }
    // Homes are told the whole path of what a relay asks for.
    guard let absolute = Paths.absolute(path) else { throw FleetError.noFolder(path) }
    self.path = absolute
    try Self.check(absolute)
    for part in Part.allCases {
      let place = Paths.join(absolute, part.rawValue)
      if isMaking { try Directories.create(place) }
      if try Directories.isLink(place) || Directories.facts(place) != nil {
        try Self.check(place)
      }
    }
  }

  private static func check(_ path: String) throws {
    guard Directories.isFolder(path), let facts = try Directories.facts(path) else {
      throw FleetError.unsafe(path, reason: "it is not a folder, or a link to one")
    }
    guard facts.ownedByUser else {
      throw FleetError.unsafe(path, reason: "it belongs to another user")
    }
    guard !facts.writableByOthers else {
      throw FleetError.unsafe(path, reason: "others can write to it")
    }
  }

  private func place(_ part: Part, _ name: String = "") -> String {
    let folder = Paths.join(path, part.rawValue)
    return name.isEmpty ? folder : Paths.join(folder, name)
  }

  /// Held while a run changes something; another gets ``FleetError/busy(_:)``.
  package func locked() throws -> AnyObject {
    let folder = try Descriptor.folder(path)
    guard flock(folder.number, LOCK_EX | LOCK_NB) == 0 else { throw FleetError.busy(path) }
    return folder
  }

  package func home(of person: Alias) -> Home { Home(place(.homes, person.description)) }
  package func passphrase(of person: Alias) -> String { place(.passphrases, person.description) }
  package func relaySecrets(of person: Alias) -> String { place(.relay, person.description) }
  /// What the servers of a relay are told of all people.
  package var relayUsers: String { place(.relay, "users.conf") }
  private func card(of person: Alias) -> String { place(.cards, "\(person).card") }
  private func record(of person: Alias) -> String { place(.people, "\(person).json") }

  /// The names of those whom the folder knows.
  func names() throws -> [Alias] {
    try Directories.names(place(.people)).compactMap {
      $0.hasSuffix(".json") ? Alias(String($0.dropLast(5))) : nil
    }
  }
}

/// What the folder knows of a person.
struct FleetRecord: Sendable, Equatable {
  let identity: Identity
  /// The id of the vault, which any copy of the home has; nil when the home is not here but the
  /// person's own.
  let vault: [UInt8]?
  var state: State

  /// Whether the person has a home of their own.
  var isElsewhere: Bool { vault == nil }

  enum State: String, Sendable {
    /// It is written before the home appears: a kill in between leaves no home.
    case making
    case made
    /// The person has left, and their home is there.
    case left
    /// It is written before the home is removed.
    case purging
    case purged
  }
}

extension FleetFolder {
  private static let schema = "tacita/fleet-person/1"
  private static let mostBytes = 4096

  func known(_ person: Alias) throws -> FleetRecord? {
    let path = record(of: person)
    guard let bytes = try read(path) else { return nil }
    do {
      let json = try JSONParser.object(bytes)
      guard try json.string("schema") == Self.schema,
        let identity = Identity(try json.string("identity")),
        let state = FleetRecord.State(rawValue: try json.string("state"))
      else { throw JSONError("another schema") }
      let isElsewhere = try json.optional("vault", JSONObject.string) == nil
      return FleetRecord(
        identity: identity, vault: isElsewhere ? nil : try json.hex("vault", bytes: 16),
        state: state)
    } catch let error as JSONError {
      throw FleetError.unsafe(path, reason: "it is damaged: \(error)")
    }
  }

  func keep(_ known: FleetRecord, of person: Alias) throws {
    let json = JSONObject([
      "identity": .string(known.identity.description), "schema": .string(Self.schema),
      "state": .string(known.state.rawValue), "vault": known.vault.map { .string($0.hex) },
    ])
    try AtomicFile.write(
      CanonicalJSON.encode(json) + [0x0a], to: record(of: person), replacing: true)
  }

  func keep(_ card: Card, of person: Alias) throws {
    try AtomicFile.write(card.bytes, to: self.card(of: person), replacing: true)
  }

  /// The documents of the card that the home was made with.
  func documents(of person: Alias) throws -> [SignedDocument] {
    let path = card(of: person)
    guard let bytes = try read(path, most: SignedDocument.sizeLimit) else {
      throw FleetError.unsafe(path, reason: "it is missing, or not a file")
    }
    return try SignedDocument.parse(stream: bytes)
  }

  /// The person's one-time passphrase: that of a run before, or a new one of eight words.
  func oneTimePassphrase(of person: Alias) throws -> SecretBytes {
    let path = passphrase(of: person)
    if var bytes = try read(path), bytes.last == 0x0a, bytes.count > 1 {
      bytes.removeLast()
      return SecretBytes(moving: &bytes)
    }
    var text = Array(PassphraseWords.generate(8).utf8)
    try AtomicFile.write(text + [0x0a], to: path, replacing: true)
    return SecretBytes(moving: &text)
  }

  /// A file of this user's alone; nil when it is missing.
  func read(_ path: String, most: Int = mostBytes) throws -> [UInt8]? {
    guard let file = try Descriptor.readingForeign(path) else {
      guard try Directories.facts(path) == nil, !Directories.isLink(path) else {
        throw FleetError.unsafe(path, reason: "it is not a file")
      }
      return nil
    }
    guard try file.facts().ownedByUser else {
      throw FleetError.unsafe(path, reason: "it belongs to another user")
    }
    guard let bytes = try file.readAll(limit: most) else {
      throw FleetError.unsafe(path, reason: "it is too long")
    }
    return bytes
  }

  /// How far the home of `person` is. Throws ``FleetError`` when something else is in its place, or
  /// it is gone.
  func state(of person: Alias) throws -> FleetRecord? {
    let home = home(of: person)
    let isThere = try Directories.isLink(home.path) || Directories.facts(home.path) != nil
    guard var known = try known(person) else {
      guard !isThere else { throw FleetError.otherHome(home.path) }
      return nil
    }
    guard !known.isElsewhere else {
      guard !isThere else { throw FleetError.otherHome(home.path) }
      return known
    }
    switch (known.state, isThere) {
    case (.making, false): return nil
    case (.made, false): throw FleetError.homeMissing(home.path)
    case (.purging, _), (.purged, false), (.left, false): return known
    case (.making, true), (.made, true), (.left, true), (.purged, true):
      guard Directories.isFolder(home.path) else { throw FleetError.otherHome(home.path) }
      try home.check()
      guard try Keyslots.read(home).vault == known.vault, known.state != .purged else {
        throw FleetError.otherHome(home.path)
      }
      if known.state == .making {
        known.state = .made
        try keep(known, of: person)
      }
      return known
    }
  }

  func removePassphrase(of person: Alias) throws {
    try Directories.removeFile(passphrase(of: person))
  }

  func removeRelaySecrets(of person: Alias) throws {
    try Directories.removeFile(relaySecrets(of: person))
  }

  /// Removes the home with everything in it, and what opens it or its mailbox.
  func purge(_ person: Alias) throws {
    guard var known = try known(person), !known.isElsewhere else { return }
    known.state = .purging
    try keep(known, of: person)
    try Directories.removeTree(home(of: person).path)
    try removePassphrase(of: person)
    try removeRelaySecrets(of: person)
    known.state = .purged
    try keep(known, of: person)
  }
}
