internal import CLinux
internal import Glibc

/// An open file. It is closed when its last reference is released.
///
/// Reads and writes are complete: interrupted calls are repeated, short calls are continued.
package final class Descriptor: Sendable {
  package let number: Int32
  package let path: String
  private let owned: Bool

  /// Wraps an open descriptor. `owned` says whether to close it.
  package init(_ number: Int32, path: String, owned: Bool = true) {
    self.number = number
    self.path = path
    self.owned = owned
  }

  deinit { if owned { close(number) } }

  package static let standardInput = Descriptor(0, path: "standard input", owned: false)
  package static let standardOutput = Descriptor(1, path: "standard output", owned: false)
  package static let standardError = Descriptor(2, path: "standard error", owned: false)

  /// Opens a regular file, pipe or device for reading. `/dev/fd/N` is the open descriptor itself.
  /// Shells use that name for `<(…)`, but a process that forbids dumps cannot open it by name.
  package static func reading(_ path: String) throws -> Descriptor {
    let number = retrying {
      openDescriptor(path).map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        ?? open(path.systemBytes, O_RDONLY | O_CLOEXEC)
    }
    guard number >= 0 else { throw FileError("read", path) }
    let file = Descriptor(number, path: path)
    if try file.status().st_mode & S_IFMT == S_IFDIR {
      throw FileError("read", path, code: EISDIR)
    }
    return file
  }

  /// The number in `/dev/fd/N`, `/proc/self/fd/N` or the name of a standard stream.
  private static func openDescriptor(_ path: String) -> Int32? {
    for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
      return Int32(path.dropFirst(prefix.count))
    }
    return ["/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2][path]
  }

  /// Opens a folder, to lock or sync it.
  package static func folder(_ path: String) throws -> Descriptor {
    let number = retrying { open(path.systemBytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard number >= 0 else { throw FileError("read", path) }
    return Descriptor(number, path: path)
  }

  /// Opens a device or pipe for writing; `/dev/fd/N` is the open descriptor itself.
  package static func writing(_ path: String) throws -> Descriptor {
    let number = retrying {
      openDescriptor(path).map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        ?? open(path.systemBytes, O_WRONLY | O_CLOEXEC | O_NOCTTY)
    }
    guard number >= 0 else { throw FileError("write", path) }
    return Descriptor(number, path: path)
  }

  /// Opens a regular file that others wrote. Nil for a link, pipe, device or folder, and when the
  /// path is missing. Never waits for a writer.
  package static func readingForeign(_ path: String) throws -> Descriptor? {
    let number = retrying {
      open(path.systemBytes, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
    }
    guard number >= 0 else {
      let error = FileError("read", path)
      if error.isMissing || [ELOOP, ENXIO].contains(error.code) { return nil }
      throw error
    }
    let file = Descriptor(number, path: path)
    return try file.status().st_mode & S_IFMT == S_IFREG ? file : nil
  }

  /// Opens an existing device or file, such as a terminal, for reading and writing.
  package static func updating(
    _ path: String, followingLinks follows: Bool = true
  ) throws -> Descriptor {
    let flags = O_RDWR | O_CLOEXEC | O_NOCTTY | (follows ? 0 : O_NOFOLLOW | O_NONBLOCK)
    let number = retrying { open(path.systemBytes, flags) }
    guard number >= 0 else { throw FileError(errno == EROFS ? "write" : "read", path) }
    return Descriptor(number, path: path)
  }

  /// Creates a new file for reading and writing, with exactly `mode`, independent of the umask. An
  /// existing file is an error.
  package static func creating(_ path: String, mode: UInt32 = 0o600) throws -> Descriptor {
    let number = retrying {
      open(path.systemBytes, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard number >= 0 else { throw FileError("create", path) }
    if mode != 0o600, fchmod(number, mode) != 0, !Directories.isModeless(errno) {
      let error = FileError("create", path)
      close(number)
      unlink(path.systemBytes)
      throw error
    }
    return Descriptor(number, path: path)
  }

  /// The owner of the file, and what others may do with it.
  package func facts() throws -> Directories.Facts { Directories.Facts(try status()) }

  func status() throws -> stat {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw FileError("read", path) }
    return status
  }

  /// Size in bytes; nil when it is not a regular file.
  package func size() throws -> Int? {
    let status = try status()
    return status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }

  package var isOpen: Bool { fcntl(number, F_GETFD) != -1 }

  package var isTerminal: Bool { isatty(number) == 1 }

  /// Fills `buffer`, and returns the number of bytes. Fewer than the buffer holds mean the end.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = retrying {
        Glibc.read(number, buffer.baseAddress! + filled, buffer.count - filled)
      }
      if count < 0 {
        if errno == EAGAIN, waitUntilReady(for: Int16(POLLIN)) { continue }
        throw FileError("read", path)
      }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// Reads what is available now, without waiting for a full `buffer`. 0 at the end of the input.
  package func readSome(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let count = retrying { Glibc.read(number, buffer.baseAddress, buffer.count) }
      if count >= 0 { return count }
      guard errno == EAGAIN, waitUntilReady(for: Int16(POLLIN)) else {
        throw FileError("read", path)
      }
    }
  }

  /// Fills `buffer` from `offset`, without moving the position.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws -> Int {
    var filled = 0
    while filled < buffer.count {
      let count = retrying {
        pread(number, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset + filled))
      }
      if count < 0 { throw FileError("read", path) }
      if count == 0 { break }
      filled += count
    }
    return filled
  }

  /// The next `count` bytes. Fewer mean the end.
  package func read(upTo count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = try read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// The rest of the input; nil when it has more than `limit` bytes.
  package func readAll(limit: Int) throws -> [UInt8]? {
    // A file of known size is read in one piece. One byte more is asked for, to see its end.
    let piece = max(65536, min(limit, try size() ?? 0) + 1)
    var bytes: [UInt8] = []
    while true {
      let more = try read(upTo: min(piece, limit + 1 - bytes.count))
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count > limit { return nil }
      if more.count < piece { return bytes }
    }
  }

  /// The bytes through the next LF, at most `limit`; nil at the end. It reads byte by byte, so that
  /// the bytes after the line stay in the input.
  package func readLine(limit: Int) throws -> [UInt8]? {
    var line: [UInt8] = []
    // What is typed may be secret: growing would leave copies of its beginning behind.
    line.reserveCapacity(min(limit, 4096))
    var byte: UInt8 = 0
    while line.count < limit, try withUnsafeMutableBytes(of: &byte, read(into:)) == 1 {
      line.append(byte)
      if byte == 0x0a { break }
    }
    byte = 0
    return line.isEmpty ? nil : line
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var written = 0
    while written < bytes.count {
      let count = retrying {
        Glibc.write(number, bytes.baseAddress! + written, bytes.count - written)
      }
      if count < 0 {
        if errno == EAGAIN, waitUntilReady(for: Int16(POLLOUT)) { continue }
        throw FileError("write", path)
      }
      written += count
    }
  }

  package func write(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
  }

  /// Appends the rest of `source`, in constant memory.
  package func append(stream source: Descriptor) throws {
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
      try buffer.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      if count < buffer.count { return }
    }
  }

  /// Appends the file `source` from `offset` on. The kernel copies it if the file systems support
  /// that.
  package func append(from source: Descriptor, offset: Int = 0) throws {
    var position = Int64(offset)
    while true {
      let copied = clinux_copy_file_range(source.number, &position, number, 1 << 30)
      if copied == 0 { return }
      if copied < 0 { break }
    }
    guard errno == EXDEV || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP else {
      throw FileError("write", path)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try source.read(into: $0, at: Int(position)) }
      if count == 0 { return }
      try buffer.withUnsafeBytes { try write(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      position += Int64(count)
    }
  }

  /// Tells the kernel to start writing the content to the disk, and does not wait.
  package func beginSync() { clinux_begin_sync(number) }

  /// Where it is read next; nil when that cannot be told, as of a pipe.
  package func position() -> Int? {
    let position = Int(lseek(number, 0, SEEK_CUR))
    return position < 0 ? nil : position
  }

  package func seek(to position: Int) throws {
    guard Int(lseek(number, off_t(position), SEEK_SET)) == position else {
      throw FileError("read", path)
    }
  }

  /// Writes content and size to the disk, and waits.
  package func sync() throws {
    guard retrying({ fsync(number) }) == 0 || errno == EINVAL || errno == EROFS else {
      throw FileError("write", path)
    }
  }

  /// Writes everything in this file's file system to the disk, and waits. One call for many files.
  package func syncFileSystem() throws {
    guard retrying({ clinux_sync_file_system(number) }) == 0 else {
      throw FileError("write", path)
    }
  }

  /// Throws when this is a pipe or socket that nobody reads any more.
  package func checkReader() throws {
    var waiting = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
    guard poll(&waiting, 1, 0) <= 0 || waiting.revents & Int16(POLLERR) == 0 else {
      throw FileError("write", path, code: EPIPE)
    }
  }

  /// Waits on a descriptor that another process made non-blocking.
  private func waitUntilReady(for events: Int16) -> Bool {
    var waiting = pollfd(fd: number, events: events, revents: 0)
    return retrying { poll(&waiting, 1, -1) } > 0
  }
}

/// Repeats the call while a signal interrupts it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
