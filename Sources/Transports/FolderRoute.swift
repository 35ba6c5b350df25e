package import Files
internal import Glibc

/// A folder through which homes exchange cards and envelopes.
///
///     cards/<identity>.card  cards/<identity>.revocation
///     mailboxes/<mailbox>/tmp/…   new/<unix ms>-<16 hex>.age
///
/// What is written appears by renaming, complete and synced. New folders and files take the group
/// and the group's rights of the folder itself.
package struct FolderRoute: Route {
  package let address: RouteAddress
  package let isOwned: Bool
  /// What is open may be a folder over which another was mounted since.
  package let isAlive = false
  /// A folder on a network tells nobody of its changes.
  package let pollingSeconds = 2
  private let root: ForeignFolder
  private let facts: Directories.Facts

  /// Opens the folder at `path`. Throws ``RouteError``.
  package init(_ path: String) throws {
    do { root = try ForeignFolder(path) } catch let error as FileError {
      throw error.isMissing ? RouteError.missing(path) : .failed(error)
    }
    facts = try RouteError.telling(root.facts)
    address = .folder(path: path)
    isOwned = facts.ownedByUser
    guard !facts.isSticky else {
      throw RouteError.sticky(path, isPublic: facts.permissions & 0o002 != 0)
    }
  }

  /// The folder, in which what is made is closed to others than it is itself.
  private var folder: ForeignFolder {
    isShared
      ? root.sharing(.init(folderMode: 0o2770, fileMode: 0o660, group: facts.group))
      : root.sharing(.user)
  }

  private var isShared: Bool { facts.permissions & 0o020 != 0 }
}

/// The users who can use what is made.
extension FolderRoute {
  package func check(_ mailbox: String) throws -> [String] {
    try RouteError.telling {
      try checkModes()
      try root.checkAccess()
      let names = ["cards", "mailboxes", "mailboxes/\(mailbox)", "mailboxes/\(mailbox)/new"]
      for name in names { try root.folder(name)?.checkAccess() }
      return []
    }
  }

  package func checkIsFair() throws { try RouteError.telling(checkModes) }

  private func checkModes() throws {
    let path = root.path
    if facts.permissions & 0o002 != 0, try !Self.modeless.contains(root.fileSystem()) {
      throw RouteError.shutsOut(path, .openToAll)
    }
    if isShared, facts.permissions & 0o2000 == 0, geteuid() != 0, !Self.isMember(of: facts.group),
      try !Self.modeless.contains(root.fileSystem())
    {
      throw RouteError.shutsOut(path, .notInGroup)
    }
    do { try root.checkAccess() } catch let error as FileError where error.code == EACCES {
      throw RouteError.shutsOut(path, .notWritable)
    }
  }

  /// File systems whose modes are settled as they are mounted (linux/magic.h): FAT, exFAT, NTFS,
  /// SMB, 9P, and what FUSE brings.
  private static let modeless = [
    0x4d44, 0x2011_bab0, 0x5346_544e, 0x7366_746e, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x0102_1997,
    0x6573_5546,
  ]

  private static func isMember(of group: UInt32) -> Bool {
    var groups = [gid_t](repeating: 0, count: max(0, Int(getgroups(0, nil))))
    let count = getgroups(Int32(groups.count), &groups)
    return getegid() == group || groups.prefix(max(0, Int(count))).contains(group)
  }
}

/// Mail.
extension FolderRoute {
  package func prepare(_ mailboxes: [String]) throws {
    try RouteError.telling {
      try checkModes()
      for mailbox in mailboxes {
        let box = try making(mailbox)
        for folder in [box.tmp, box.new] { try folder.checkAccess() }
      }
    }
  }

  private func making(_ mailbox: String) throws -> (tmp: ForeignFolder, new: ForeignFolder) {
    try Self.checkName(mailbox)
    if let tmp = try folder.folder("mailboxes/\(mailbox)/tmp"),
      let new = try folder.folder("mailboxes/\(mailbox)/new")
    {
      return (tmp, new)
    }
    let box = try folder.makingFolder("mailboxes").makingFolder(mailbox)
    return (try box.makingFolder("tmp"), try box.makingFolder("new"))
  }

  package func put(
    _ envelope: SealedEnvelope, as name: EnvelopeName, into mailbox: String
  ) throws {
    try RouteError.telling {
      let box = try making(mailbox)
      let draft = try box.tmp.create(name.another.description)
      try envelope.write(to: draft.file)
      try draft.file.sync()
      do { try box.new.take(draft, as: name) } catch let error as FileError where error.exists {
        // It was put before, and whoever did was killed before it was noted.
        let size = try draft.file.size()
        guard let there = try box.new.facts(name.description), there.isRegularFile,
          there.size == size
        else { throw RouteError.inTheWay(error.path) }
      }
      try box.new.sync()
    }
  }

  package func entries(
    in mailbox: String, after start: EnvelopeName?, limit: Int
  ) throws -> MailListing {
    try RouteError.telling {
      guard let new = try arrivals(mailbox) else {
        return MailListing(entries: [], isComplete: true)
      }
      let listing = try new.names(after: start?.description, limit: limit, ending: ".age") {
        EnvelopeName($0) != nil
      }
      return MailListing(
        entries: listing.names.compactMap(EnvelopeName.init).map {
          MailEntry(mailbox: mailbox, name: $0, place: Paths.join(new.path, $0.description))
        }, isComplete: listing.isComplete)
    }
  }

  package func open(_ entry: MailEntry) throws -> Descriptor? {
    try RouteError.telling { try arrivals(entry.mailbox)?.open(entry.name.description) }
  }

  package func remove(_ entry: MailEntry) throws {
    _ = try retract(entry.name, from: entry.mailbox)
  }

  package func retract(_ name: EnvelopeName, from mailbox: String) throws -> Retraction {
    try RouteError.telling {
      try arrivals(mailbox)?.remove(name.description) == true ? .retracted : .gone
    }
  }

  package func has(_ name: EnvelopeName, in mailbox: String) throws -> Bool {
    try RouteError.telling { try arrivals(mailbox)?.facts(name.description) != nil }
  }

  private func arrivals(_ mailbox: String) throws -> ForeignFolder? {
    try Self.checkName(mailbox)
    return try folder.folder("mailboxes/\(mailbox)/new")
  }

  private static func checkName(_ mailbox: String) throws {
    guard HelperProtocol.isMailbox(mailbox) else { throw RouteError.badMailbox(mailbox) }
  }

  /// A folder on a network tells nobody of its changes, so this only waits.
  package func wait(for mailbox: String, seconds: Int) {
    poll(nil, 0, Int32(clamping: seconds * 1000))
  }
}

/// Cards and revocations.
extension FolderRoute {
  /// The largest document that is read from the folder.
  private static let largestDocument = 4 << 20
  private static let mostNames = 65536

  package func document(_ kind: PublishedKind, of identity: String) throws -> [UInt8]? {
    try RouteError.telling {
      guard let file = try root.folder("cards")?.open(Self.name(kind, identity)) else { return nil }
      guard let bytes = try file.readAll(limit: Self.largestDocument) else {
        throw FileError("read", file.path, code: FileError.tooLargeCode)
      }
      return bytes
    }
  }

  package func publish(_ bytes: [UInt8], as kind: PublishedKind, of identity: String) throws {
    try RouteError.telling {
      try checkModes()
      let cards = try folder.makingFolder("cards")
      let name = Self.name(kind, identity)
      let random = [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
      let draft = try cards.create(".\(name).\(random).part")
      try draft.file.write(bytes)
      try draft.file.sync()
      try cards.move(draft, to: cards, as: name, replacing: true)
      try cards.sync()
    }
  }

  package func documents(
    _ kind: PublishedKind, changedSince moment: Timestamp
  ) throws -> PublishedListing {
    try RouteError.telling {
      guard let cards = try root.folder("cards") else {
        return PublishedListing(documents: [], isComplete: true)
      }
      let ending = ".\(kind.rawValue)"
      let files = try cards.files(ending: ending, limit: Self.mostNames)
      let documents: [PublishedDocument] = files.found.compactMap { name, facts in
        let identity = String(Substring(name.utf8.dropLast(ending.utf8.count)))
        guard facts.modified >= moment, HelperProtocol.isDocumentName(identity) else { return nil }
        return PublishedDocument(identity: identity, version: facts.version)
      }
      return PublishedListing(documents: documents, isComplete: files.isComplete)
    }
  }

  private static func name(_ kind: PublishedKind, _ identity: String) -> String {
    "\(identity).\(kind.rawValue)"
  }
}

/// What is cleared away.
extension FolderRoute {
  package func mailboxes() throws -> [String] {
    try RouteError.telling {
      try root.folder("mailboxes")?.folders(limit: Self.mostNames, where: HelperProtocol.isMailbox)
        .names
        ?? []
    }
  }

  package func sweep(_ mailbox: String, now: Timestamp) throws {
    try RouteError.telling {
      try Self.checkName(mailbox)
      try sweep(folder.folder("mailboxes/\(mailbox)/tmp"), ".age", now) { EnvelopeName($0) != nil }
      try sweep(folder.folder("cards"), ".part", now) { $0.hasPrefix(".tacita1") }
    }
  }

  /// Only what a sender's tacita could have put there: by its name, with no other name elsewhere,
  /// of this user or of the folder's group.
  private func sweep(
    _ folder: ForeignFolder?, _ ending: String, _ now: Timestamp, where isDraft: (String) -> Bool
  ) throws {
    guard let folder else { return }
    for name in try folder.names(limit: Self.mostNames, ending: ending, where: isDraft).names {
      _ = try? folder.remove(name) { facts in
        facts.links == 1 && facts.modified < now - 2 * 86400
          && (facts.ownedByUser || facts.group == folder.sharing.group)
      }
    }
  }
}

extension ForeignFolder {
  /// Takes in a draft under a name that nothing has yet.
  fileprivate func take(_ draft: Draft, as name: EnvelopeName) throws {
    try move(draft, to: self, as: name.description)
  }
}
