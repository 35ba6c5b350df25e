internal import CLinux
internal import Glibc

/// Folders: private when created, and checked for their owner and for who may write.
package enum Directories {
  /// Facts about a file or folder.
  package struct Facts: Sendable {
    package let isDirectory: Bool
    package let isRegularFile: Bool
    package let owner: UInt32
    package let group: UInt32
    package let permissions: UInt32
    package let size: Int
    /// How many names the file has.
    package let links: Int
    package let inode: UInt64
    /// The file system it lies on.
    package let device: UInt64
    package let modified: Timestamp
    /// Nanoseconds since 1970 of the last change of the content, and of the file in any way.
    private let changes: (content: Int, file: Int)

    init(_ status: stat) {
      isDirectory = status.st_mode & S_IFMT == S_IFDIR
      isRegularFile = status.st_mode & S_IFMT == S_IFREG
      owner = status.st_uid
      group = status.st_gid
      permissions = status.st_mode & 0o7777
      size = Int(status.st_size)
      links = Int(status.st_nlink)
      inode = UInt64(status.st_ino)
      device = UInt64(status.st_dev)
      modified = Timestamp(unix: status.st_mtim.tv_sec)
      func nanoseconds(_ time: timespec) -> Int {
        time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000).partialValue &+ time.tv_nsec
      }
      changes = (nanoseconds(status.st_mtim), nanoseconds(status.st_ctim))
    }

    /// Another text once the file has another content, as far as the file system can tell.
    package var version: String {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(32)
      bytes.append(bigEndian: inode)
      bytes.append(bigEndian: size)
      bytes.append(bigEndian: changes.content)
      bytes.append(bigEndian: changes.file)
      return bytes.hex
    }

    package var writableByOthers: Bool { permissions & 0o022 != 0 }
    package var readableByOthers: Bool { permissions & 0o044 != 0 }
    package var isSticky: Bool { permissions & 0o1000 != 0 }
    package var ownedByUser: Bool { owner == geteuid() }
  }

  /// Whether `path` itself is a regular file: not a link, folder, pipe or device.
  package static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return lstat(path.systemBytes, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether `path` itself is a folder, and not a link to one.
  package static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path.systemBytes, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether this user may do anything to anybody's files.
  package static var isRoot: Bool { geteuid() == 0 }

  /// Whether `path` itself is a folder that belongs to this user.
  package static func belongsToUser(_ path: String) -> Bool {
    isFolder(path) && (try? facts(path))??.ownedByUser == true
  }

  /// Whether `path` itself is a link, wherever it leads.
  package static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path.systemBytes, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Facts about `path`, following links; nil when nothing is there.
  package static func facts(_ path: String) throws -> Facts? {
    var status = stat()
    guard stat(path.systemBytes, &status) == 0 else {
      let error = FileError("read", path)
      if error.isMissing { return nil }
      throw error
    }
    return Facts(status)
  }

  /// Bytes that this user may still write at `path`, or where `path` would be created.
  package static func freeSpace(_ path: String) throws -> Int {
    var status = statvfs()
    guard statvfs(path.systemBytes, &status) == 0 else {
      let error = FileError("read", path)
      guard error.isMissing, Paths.folder(of: path) != path else { throw error }
      return try freeSpace(Paths.folder(of: path))
    }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  /// Throws unless this user can read, enter and change the folder `path`.
  package static func checkAccess(_ path: String) throws {
    guard access(Paths.join(path, ".").systemBytes, R_OK | W_OK | X_OK) == 0 else {
      throw FileError("change", path)
    }
  }

  /// Creates one folder with exactly `mode`. An existing folder stays unchanged. On return its name
  /// is on the disk, unless the folder above cannot be read.
  package static func create(_ path: String, mode: UInt32 = 0o700) throws {
    guard mkdir(path.systemBytes, mode) == 0 else {
      if errno == EEXIST { return }
      throw FileError("create", path)
    }
    guard chmod(path.systemBytes, mode) == 0 || isModeless(errno) else {
      throw FileError("create", path)
    }
    if let above = try? Descriptor.folder(Paths.folder(of: path)) { try above.sync() }
  }

  /// Whether setting the mode of a new file failed because its file system has no modes. FAT, for
  /// example, has none: the mount decides who may read.
  static func isModeless(_ code: Int32) -> Bool {
    code == EPERM || code == EOPNOTSUPP || code == ENOSYS
  }

  /// Creates `path` and the missing folders above it.
  package static func createAll(_ path: String, mode: UInt32 = 0o700) throws {
    if try facts(path) != nil { return }
    let above = Paths.folder(of: path)
    if above != path { try createAll(above, mode: mode) }
    try create(path, mode: mode)
  }

  /// Creates `folder` and runs `body`, which writes something into it. If another process removes
  /// the empty folder in between, both are done again.
  package static func withFolder<Result>(
    _ folder: String, _ body: () throws -> Result
  ) throws -> Result {
    for _ in 0..<16 {
      try createAll(folder)
      do { return try body() } catch let error as FileError where error.isMissing {
        if try facts(folder) != nil { throw error }
      }
    }
    return try body()
  }

  /// The names in `path`, sorted, without `.` and `..`; none when the folder is missing.
  package static func names(_ path: String) throws -> [String] {
    guard let stream = opendir(path.systemBytes) else {
      let error = FileError("read", path)
      if error.isMissing { return [] }
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        SystemText.text(bytes.prefix { $0 != 0 })
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file. A missing file is not an error.
  package static func removeFile(_ path: String) throws {
    guard unlink(path.systemBytes) == 0 || errno == ENOENT else { throw FileError("remove", path) }
  }

  /// Removes a folder with everything in it. Never follows a link.
  package static func removeTree(_ path: String) throws {
    var status = stat()
    guard lstat(path.systemBytes, &status) == 0 else {
      if errno == ENOENT { return }
      throw FileError("remove", path)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return try removeFile(path) }
    for name in try names(path) { try removeTree(Paths.join(path, name)) }
    guard rmdir(path.systemBytes) == 0 || errno == ENOENT else { throw FileError("remove", path) }
  }

  /// Removes a folder if it is empty.
  package static func removeIfEmpty(_ path: String) { rmdir(path.systemBytes) }

  /// Renames; an existing target is replaced.
  package static func rename(_ source: String, to target: String) throws {
    guard Glibc.rename(source.systemBytes, target.systemBytes) == 0 else {
      throw FileError("rename", source)
    }
  }

  /// What file systems answer to a call that they do not have: FAT, NFS, and those that a program
  /// serves, of which some say no more than that it did not work.
  private static let missingCall: Set = [EINVAL, ENOSYS, EPERM, EOPNOTSUPP, EIO, EMLINK, ENOTTY]

  /// Renames without ever replacing, also where the file system has no such call.
  package static func renameExclusively(_ source: String, to target: String) throws {
    if clinux_rename_exclusive(source.systemBytes, target.systemBytes) == 0 { return }
    guard missingCall.contains(errno) else { throw FileError("create", target) }
    if !isFolder(source), link(source.systemBytes, target.systemBytes) == 0 {
      unlink(source.systemBytes)
      return
    }
    guard isFolder(source) || missingCall.contains(errno) else {
      throw FileError("create", target)
    }
    var status = stat()
    guard lstat(target.systemBytes, &status) != 0 else {
      throw FileError("create", target, code: EEXIST)
    }
    guard Glibc.rename(source.systemBytes, target.systemBytes) == 0 else {
      throw FileError("create", target)
    }
  }

  /// Added to the first path of ``exchange(_:_:)`` while the second is out of its place, where a
  /// file system cannot exchange them at one stroke.
  package static let asideSuffix = ".aside"

  /// Has two paths change places, at one stroke where the file system can.
  package static func exchange(_ one: String, _ other: String) throws {
    if clinux_rename_exchange(one.systemBytes, other.systemBytes) == 0 { return }
    guard missingCall.contains(errno) else { throw FileError("rename", one) }
    let aside = one + asideSuffix
    try renameExclusively(other, to: aside)
    try rename(one, to: other)
    try rename(aside, to: one)
  }

  /// Whether the file system of `path` has less than 64 KiB free.
  package static func isFull(around path: String) -> Bool {
    var system = statvfs()
    return statvfs(path.systemBytes, &system) == 0 && system.f_bavail * system.f_frsize < 1 << 16
  }

  /// Writes the names of a folder to the disk, and waits.
  package static func sync(_ path: String) throws {
    try Descriptor.folder(path).sync()
  }
}
