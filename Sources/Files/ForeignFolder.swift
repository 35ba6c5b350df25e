internal import CLinux
internal import Glibc

/// A folder in which others can write while we work, and the only way into one.
///
/// It is opened once, by its path, which may lead over links. Everything below is reached from the
/// open descriptor, by names of which no component is a link and none leads out. So whatever others
/// rename, exchange or remove meanwhile, no call acts on anything elsewhere.
package final class ForeignFolder: Sendable {
  private let descriptor: Descriptor
  /// What is made in here is given to.
  package let sharing: Sharing

  /// The users who may use what is made.
  package struct Sharing: Sendable {
    package let folderMode: UInt32
    package let fileMode: UInt32
    /// Nil leaves the group that the system gives.
    package let group: UInt32?

    package init(folderMode: UInt32, fileMode: UInt32, group: UInt32?) {
      self.folderMode = folderMode
      self.fileMode = fileMode
      self.group = group
    }

    /// Nobody but the user.
    package static let user = Sharing(folderMode: 0o700, fileMode: 0o600, group: nil)
  }

  /// Opens the folder at `path`. Throws ``FileError``.
  package convenience init(_ path: String, sharing: Sharing = .user) throws {
    self.init(try Descriptor.folder(path), sharing: sharing)
  }

  private init(_ descriptor: Descriptor, sharing: Sharing) {
    self.descriptor = descriptor
    self.sharing = sharing
  }

  /// For words to a person; no call takes it.
  package var path: String { descriptor.path }

  /// The same folder, in which other things are made.
  package func sharing(_ sharing: Sharing) -> ForeignFolder {
    ForeignFolder(descriptor, sharing: sharing)
  }

  package func facts() throws -> Directories.Facts { try descriptor.facts() }

  /// The kind of its file system, as `statfs` numbers it.
  package func fileSystem() throws -> Int {
    let kind = clinux_file_system(descriptor.number)
    guard kind >= 0 else { throw FileError("read", path) }
    return kind
  }

  /// Throws unless this user can read, enter and change the folder.
  package func checkAccess() throws {
    guard faccessat(descriptor.number, ".", R_OK | W_OK | X_OK, 0) == 0 else {
      throw FileError("change", path)
    }
  }

  /// Puts the names in here on the disk.
  package func sync() throws { try descriptor.sync() }

  private func place(_ name: String) -> String { Paths.join(path, name) }

  private func opened(_ name: String, _ flags: Int32, mode: UInt32 = 0) -> Int32 {
    retrying { clinux_open_beneath(descriptor.number, name, flags, mode) }
  }
}

/// Folders below.
extension ForeignFolder {
  /// The folder `name`, which may have several components; nil when nothing is there. A link, or
  /// anything else that is not a folder, is ``FileError`` with `ELOOP` or `ENOTDIR`.
  package func folder(_ name: String) throws -> ForeignFolder? {
    let number = opened(name, O_RDONLY | O_DIRECTORY)
    guard number >= 0 else {
      let error = FileError("read", place(name))
      if error.code == ENOENT { return nil }
      throw error
    }
    return ForeignFolder(Descriptor(number, path: place(name)), sharing: sharing)
  }

  /// The folder `name`, one component; made when it is missing, by the first who comes. One that is
  /// there is left as it is.
  package func makingFolder(_ name: String) throws -> ForeignFolder {
    if let present = try folder(name) { return present }
    let isNew = mkdirat(descriptor.number, name, sharing.folderMode & 0o777) == 0
    guard isNew || errno == EEXIST else { throw FileError("create", place(name)) }
    guard let made = try folder(name) else {
      throw FileError("create", place(name), code: ENOENT)
    }
    if isNew, try isOurs(made) {
      try made.descriptor.take(sharing.folderMode, sharing.group)
      try sync()
    }
    return made
  }

  /// Whether `folder` is the one that was just made, and not one put into its place meanwhile: it
  /// is the user's, on the file system of this one, and empty.
  private func isOurs(_ folder: ForeignFolder) throws -> Bool {
    let (facts, above) = (try folder.facts(), try facts())
    guard facts.ownedByUser, facts.device == above.device else { return false }
    return try folder.eachEntry { _, _ in false }
  }
}

/// Files in here: `name` is one component.
extension ForeignFolder {
  /// What `name` itself is, a link not followed; nil when nothing is there.
  package func facts(_ name: String) throws -> Directories.Facts? {
    var status = stat()
    guard fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      let error = FileError("read", place(name))
      if error.code == ENOENT { return nil }
      throw error
    }
    return Directories.Facts(status)
  }

  /// Opens a regular file for reading: nil for a link, pipe, device or folder, and when nothing is
  /// there. Never waits for somebody to write, and no terminal becomes this process's.
  package func open(_ name: String) throws -> Descriptor? {
    let number = opened(name, O_RDONLY | O_NONBLOCK | O_NOCTTY)
    guard number >= 0 else {
      let error = FileError("read", place(name))
      if [ENOENT, ELOOP, ENXIO, ENOTDIR].contains(error.code) { return nil }
      throw error
    }
    let file = Descriptor(number, path: place(name))
    return try file.size() != nil ? file : nil
  }

  /// Creates a file that must not be there yet, for writing and reading. It is removed again unless
  /// it is moved.
  package func create(_ name: String) throws -> Draft {
    let number = opened(name, O_RDWR | O_CREAT | O_EXCL, mode: 0o600)
    guard number >= 0 else { throw FileError("create", place(name)) }
    let draft = Draft(Descriptor(number, path: place(name)), name, descriptor)
    try draft.file.take(sharing.fileMode, sharing.group)
    return draft
  }

  /// A file under a name that is not its last one: removed when this is let go before
  /// ``ForeignFolder/move(_:to:as:replacing:)``, and when a signal ends the process.
  package final class Draft {
    package let file: Descriptor
    fileprivate let name: String
    fileprivate let folder: Descriptor
    private let slot: Int32
    private var isMoved = false

    fileprivate init(_ file: Descriptor, _ name: String, _ folder: Descriptor) {
      (self.file, self.name, self.folder) = (file, name, folder)
      slot = clinux_cleanup_add_at(folder.number, name)
    }

    fileprivate func moved() {
      clinux_cleanup_remove(slot)
      isMoved = true
    }

    deinit {
      if !isMoved { unlinkat(folder.number, name, 0) }
      clinux_cleanup_remove(slot)
    }
  }

  /// Puts a draft of this folder in its place, `name` in `target`. Without `replacing` what is
  /// there stays, and is ``FileError/exists``, also where the file system knows no such call.
  package func move(
    _ draft: Draft, to target: ForeignFolder, as name: String, replacing: Bool = false
  ) throws {
    let (from, to) = (draft.folder.number, target.descriptor.number)
    let done =
      replacing
      ? renameat(from, draft.name, to, name) == 0
      : Self.renameExclusively(from, draft.name, to, name)
    guard done else { throw FileError("create", target.place(name)) }
    draft.moved()
  }

  /// False with `errno`.
  private static func renameExclusively(
    _ from: Int32, _ name: String, _ to: Int32, _ target: String
  ) -> Bool {
    if clinux_rename_exclusive_at(from, name, to, target) == 0 { return true }
    guard errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP else { return false }
    if linkat(from, name, to, target, 0) == 0 {
      unlinkat(from, name, 0)
      return true
    }
    guard [EPERM, EOPNOTSUPP, ENOSYS, EIO, EMLINK].contains(errno) else { return false }
    var status = stat()
    guard fstatat(to, target, &status, AT_SYMLINK_NOFOLLOW) != 0 else {
      errno = EEXIST
      return false
    }
    return renameat(from, name, to, target) == 0
  }

  /// Removes the file `name` if `isExpendable`, which is asked about a regular file alone. False
  /// when it stays, or is gone already.
  @discardableResult
  package func remove(
    _ name: String, where isExpendable: (Directories.Facts) throws -> Bool = { _ in true }
  ) throws -> Bool {
    guard let facts = try facts(name), facts.isRegularFile, try isExpendable(facts) else {
      return false
    }
    if unlinkat(descriptor.number, name, 0) == 0 { return true }
    guard errno == ENOENT else { throw FileError("remove", place(name)) }
    return false
  }
}

/// Listing.
extension ForeignFolder {
  /// Names in their order, and whether those were all.
  package struct Listing: Sendable {
    package let names: [String]
    package let isComplete: Bool
  }

  /// The first `limit` names after `start`, in the order of their bytes, of those with `ending` that
  /// `isWanted` has; what is surely neither a file nor unknown is left out. Holds no more than twice
  /// `limit` names.
  package func names(
    after start: String? = nil, limit: Int, ending: String = "", where isWanted: (String) -> Bool
  ) throws -> Listing {
    var (names, isCut) = ([String](), false)
    let isRead = try eachName(ending: ending) { name, kind in
      guard kind == DT_REG || kind == DT_UNKNOWN, isWanted(name), start.map({ $0 < name }) ?? true
      else { return true }
      names.append(name)
      if names.count >= 2 * limit {
        names = Array(names.sorted().prefix(limit))
        isCut = true
      }
      return true
    }
    names.sort()
    return Listing(
      names: Array(names.prefix(limit)), isComplete: isRead && !isCut && names.count <= limit)
  }

  /// The regular files with `ending` that are not hidden, in no order: at most `limit`. Also whether
  /// those are all.
  package func files(
    ending: String, limit: Int
  ) throws -> (found: [(name: String, facts: Directories.Facts)], isComplete: Bool) {
    var found: [(name: String, facts: Directories.Facts)] = []
    let isComplete = try eachName(ending: ending) { name, kind in
      guard kind == DT_REG || kind == DT_UNKNOWN, !name.hasPrefix("."),
        let facts = try facts(name), facts.isRegularFile
      else { return true }
      guard found.count < limit else { return false }
      found.append((name, facts))
      return true
    }
    return (found, isComplete)
  }

  /// The names of folders, in their order, that `isWanted` has: at most `limit`.
  package func folders(limit: Int, where isWanted: (String) -> Bool) throws -> Listing {
    var names: [String] = []
    let isComplete = try eachName { name, kind in
      guard kind == DT_DIR || kind == DT_UNKNOWN, isWanted(name) else { return true }
      guard names.count < limit else { return false }
      names.append(name)
      return true
    }
    return Listing(names: names.sorted(), isComplete: isComplete)
  }

  /// How many names are looked at, whatever they are.
  private static let mostNames = 1 << 20

  /// Passes each name with `ending`, and what the folder says that it is, until `body` says false.
  /// Whether those were all. What is not UTF-8 is not a name of ours.
  private func eachName(
    ending: String = "", _ body: (String, Int) throws -> Bool
  ) throws -> Bool {
    let ending = Array(ending.utf8)
    return try eachEntry { bytes, kind in
      // Most names of a large folder are not even made into text.
      guard bytes.suffix(ending.count).elementsEqual(ending),
        let name = String(validating: bytes, as: UTF8.self)
      else { return true }
      return try body(name, kind)
    }
  }

  /// Passes the bytes of each name but `.` and `..`.
  private func eachEntry(_ body: (Slice<UnsafeRawBufferPointer>, Int) throws -> Bool) throws -> Bool
  {
    let number = opened(".", O_RDONLY | O_DIRECTORY)
    guard number >= 0, let stream = fdopendir(number) else {
      let error = FileError("read", path)
      if number >= 0 { close(number) }
      throw error
    }
    defer { closedir(stream) }
    var seen = 0
    errno = 0
    while let entry = readdir(stream) {
      seen += 1
      guard seen <= Self.mostNames else { return false }
      let goesOn = try withUnsafeBytes(of: &entry.pointee.d_name) { field in
        let name = field.prefix(strnlen(field.baseAddress!, field.count))
        guard !name.elementsEqual(".".utf8), !name.elementsEqual("..".utf8) else { return true }
        return try body(name, Int(entry.pointee.d_type))
      }
      guard goesOn else { return false }
      errno = 0
    }
    guard errno == 0 else { throw FileError("read", path) }
    return true
  }
}

extension Descriptor {
  /// Gives what was just made its mode and group. Where the group may not be given away, the
  /// folder's set-group-id bit did it; where there are no modes, the mount settles who may read.
  fileprivate func take(_ mode: UInt32, _ group: UInt32?) throws {
    if let group { fchown(number, UInt32.max, group) }
    guard fchmod(number, mode) == 0 || Directories.isModeless(errno) else {
      throw FileError("create", path)
    }
  }

  /// Whether a part of the file was never written. What was sealed has no such part.
  package func hasHole() throws -> Bool {
    let size = try size() ?? 0
    let hole = clinux_first_hole(number)
    return hole >= 0 && hole < size
  }
}
