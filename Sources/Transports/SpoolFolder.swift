package import Files
internal import Glibc

/// Why a spool folder cannot be used.
package enum SpoolError: Error {
  /// The folder is not there: not mounted, or not plugged in.
  case missing(String)
  /// The folder has the sticky bit: a recipient could not remove their mail from it.
  case sticky(String)
}

/// A folder through which homes exchange cards and envelopes.
///
///     cards/<identity>.card  cards/<identity>.revocation
///     mailboxes/<mailbox>/tmp/…   new/<unix ms>-<16 hex>.age
///
/// What is written appears by renaming, complete and synced. New folders and files take the group
/// and the group's rights of the folder itself.
package struct SpoolFolder: Sendable {
  package let path: String
  private let group: UInt32
  private let isShared: Bool
  /// Whether the folder belongs to the user.
  package let isOwned: Bool

  /// Checks the folder at `path`. Throws ``SpoolError``.
  package init(_ path: String) throws {
    guard let facts = try Directories.facts(path), facts.isDirectory else {
      throw SpoolError.missing(path)
    }
    guard !facts.isSticky else { throw SpoolError.sticky(path) }
    self.path = path
    group = facts.group
    isShared = facts.permissions & 0o020 != 0
    isOwned = facts.ownedByUser
  }

  /// The largest document that is read from the folder.
  private static let largestDocument = 4 << 20

  private var folderMode: UInt32 { isShared ? 0o2770 : 0o700 }
  private var fileMode: UInt32 { isShared ? 0o660 : 0o600 }

  /// Makes `folder` below the spool if it is missing. Whoever comes first makes it.
  private func make(_ folder: String) throws {
    if try Directories.facts(folder) != nil { return }
    try Directories.create(folder, mode: folderMode)
    if isShared { take(folder) }
  }

  /// Gives a new file or folder to the spool's group; where that is not allowed, setgid did it.
  private func take(_ path: String) { chown(path, UInt32.max, group) }
}

/// Cards and revocations.
extension SpoolFolder {
  package enum Document: String, Sendable {
    case card, revocation
  }

  /// The documents published for `identity`; nil when there are none. Throws ``FileError`` when they
  /// are too large.
  package func document(_ kind: Document, of identity: String) throws -> [UInt8]? {
    let place = place(kind, identity)
    guard let file = try Descriptor.readingForeign(place) else { return nil }
    guard let bytes = try file.readAll(limit: Self.largestDocument) else {
      throw FileError("read", place, code: FileError.tooLargeCode)
    }
    return bytes
  }

  /// Publishes documents for `identity` in the place of those that are there.
  package func publish(_ bytes: [UInt8], as kind: Document, of identity: String) throws {
    try make(Paths.join(path, "cards"))
    let place = place(kind, identity)
    try AtomicFile.write(bytes, to: place, mode: fileMode, replacing: true)
    if isShared { take(place) }
  }

  private func place(_ kind: Document, _ identity: String) -> String {
    Paths.join(path, "cards/\(identity).\(kind.rawValue)")
  }
}

/// Mail.
extension SpoolFolder {
  /// An envelope that waits in a mailbox.
  package struct Entry: Sendable, Hashable {
    package let path: String
    package let name: String

    /// The envelope, to be read; nil when it is gone or no regular file any more.
    package func open() throws -> Descriptor? { try Descriptor.readingForeign(path) }
  }

  /// An envelope written beside a mailbox, to be released into it. Only names, so that it can be
  /// taken up again by another run.
  package struct Staged: Sendable, Hashable {
    package let temporary: String
    package let final: String

    package init(temporary: String, final: String) {
      self.temporary = temporary
      self.final = final
    }

    /// Lets the envelope appear in its mailbox. False when it is not there any more: it was
    /// released before, or cleaned away.
    @discardableResult
    package func release() throws -> Bool {
      do { try Directories.rename(temporary, to: final) } catch let error as FileError {
        // Missing may be the mailbox, too: then the envelope waits.
        guard error.isMissing, !Directories.isRegularFile(temporary) else { throw error }
        return false
      }
      try Directories.sync(Paths.folder(of: final))
      return true
    }
  }

  /// Begins an envelope for the mailbox named by 32 hexadecimal digits.
  package func stage(for mailbox: String, at moment: Timestamp) throws -> (Staged, Descriptor) {
    let box = box(mailbox)
    try make(Paths.join(path, "mailboxes"))
    for folder in [box, Paths.join(box, "tmp"), Paths.join(box, "new")] { try make(folder) }
    let random = [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
    let name = "\(Self.milliseconds(moment))-\(random).age"
    let temporary = Paths.join(box, "tmp/\(name)")
    let descriptor = try Descriptor.creating(temporary, mode: fileMode)
    if isShared { take(temporary) }
    return (Staged(temporary: temporary, final: Paths.join(box, "new/\(name)")), descriptor)
  }

  /// `moment` in Unix milliseconds, so that messages of one second are received in their order: the
  /// machine's clock, held within the second of `moment`, which may be over by now.
  private static func milliseconds(_ moment: Timestamp) -> Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let start = moment.unix * 1000
    return min(max(now.tv_sec * 1000 + now.tv_nsec / 1_000_000, start), start + 999)
  }

  /// Throws unless this user can take mail out of the mailbox, or make it where there is none.
  package func checkAccess(to mailbox: String) throws {
    try Directories.checkAccess(path)
    for folder in ["cards", "mailboxes", "mailboxes/\(mailbox)", "mailboxes/\(mailbox)/new"] {
      let place = Paths.join(path, folder)
      if try Directories.facts(place) != nil { try Directories.checkAccess(place) }
    }
  }

  /// What waits in the mailbox, oldest first. Files with other names are not mail, nor is anything
  /// that is no regular file: whoever writes here may be anybody.
  package func entries(in mailbox: String) throws -> [Entry] {
    let folder = Paths.join(box(mailbox), "new")
    return try Directories.names(folder).filter(Self.isEnvelopeName).map {
      Entry(path: Paths.join(folder, $0), name: $0)
    }.filter { Directories.isRegularFile($0.path) }
  }

  /// Removes what senders began to write into the mailbox and left for longer than two days. What
  /// cannot be removed stays: it is in nobody's way.
  package func clean(_ mailbox: String, now: Timestamp) throws {
    let folder = Paths.join(box(mailbox), "tmp")
    for name in try Directories.names(folder) {
      let path = Paths.join(folder, name)
      guard Directories.isRegularFile(path), let facts = try Directories.facts(path),
        facts.modified < now - 2 * 86400
      else { continue }
      try? Directories.removeFile(path)
    }
  }

  /// The mailboxes in the folder.
  package func mailboxes() throws -> [String] {
    try Directories.names(Paths.join(path, "mailboxes")).filter {
      $0.utf8.count == 32 && [UInt8](hex: $0) != nil
    }
  }

  private func box(_ mailbox: String) -> String {
    precondition(mailbox.utf8.count == 32 && !mailbox.contains("/"))
    return Paths.join(path, "mailboxes/\(mailbox)")
  }

  /// `<digits>-<16 hex>.age`.
  private static func isEnvelopeName(_ name: String) -> Bool {
    let fields = name.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 2, !fields[0].isEmpty,
      fields[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      fields[1].hasSuffix(".age"), fields[1].utf8.count == 20
    else { return false }
    return [UInt8](hex: String(fields[1].dropLast(4))) != nil
  }
}
