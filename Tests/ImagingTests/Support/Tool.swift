import Files
import Glibc

/// Programs that the tests run to make or judge pictures.
enum Tool {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// A folder of its own, removed when `body` is done.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    var template = Array("/tmp/imaging-XXXXXX".utf8CString)
    guard let name = mkdtemp(&template) else { throw Failure(description: "no folder") }
    let path = String(cString: name)
    defer { try? Directories.removeTree(path) }
    return try body(path)
  }

  /// Runs a program of Debian's package `package` and returns its standard output.
  @discardableResult
  static func run(_ program: String, package: String, _ arguments: [String]) throws -> [UInt8] {
    let path = "/usr/bin/" + program
    guard access(path, X_OK) == 0 else {
      throw Failure(description: "\(program) is missing: apt-get install \(package)")
    }
    return try withFolder { folder in
      try spawn(path, arguments, output: folder + "/output")
      return try read(folder + "/output")
    }
  }

  private static func spawn(_ path: String, _ arguments: [String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    guard posix_spawn(&child, path, &actions, nil, words, environ) == 0 else {
      throw Failure(description: "\(path) cannot be run")
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  /// The lines that the program at `path` writes.
  static func lines(of path: String, _ arguments: [String]) throws -> [Substring] {
    try withFolder { folder in
      try spawn(path, arguments, output: folder + "/output")
      return String(decoding: try read(folder + "/output"), as: UTF8.self).split(separator: "\n")
    }
  }

  static func makeRunnable(_ path: String) throws {
    guard chmod(path, 0o700) == 0 else { throw Failure(description: "cannot change \(path)") }
  }

  /// Samples of a JPEG, as djpeg decodes it.
  static func pixels(_ jpeg: [UInt8]) throws -> [UInt8] {
    try withFolder { folder in
      try write(jpeg, to: folder + "/in.jpg")
      let ppm = try run(
        "djpeg", package: "libjpeg-turbo-progs", ["-dct", "int", "-nosmooth", folder + "/in.jpg"])
      let head = ppm.split(separator: 0x0a, maxSplits: 3).prefix(3).map(\.count).reduce(3, +)
      return Array(ppm.dropFirst(head))
    }
  }

  static func read(_ path: String) throws -> [UInt8] {
    try Descriptor.reading(path).readAll(limit: 1 << 28) ?? []
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    try Descriptor.creating(path).write(bytes)
  }

  static func jpegtran(_ bytes: [UInt8], _ arguments: [String]) throws -> [UInt8] {
    try withFolder { folder in
      try write(bytes, to: folder + "/in.jpg")
      return try run(
        "jpegtran", package: "libjpeg-turbo-progs", arguments + [folder + "/in.jpg"])
    }
  }

  /// Writes tags into a picture with exiftool.
  static func tagged(_ bytes: [UInt8], name: String, _ arguments: [String]) throws -> [UInt8] {
    try withFolder { folder in
      try write(bytes, to: folder + "/" + name)
      try run(
        "exiftool", package: "libimage-exiftool-perl",
        ["-m", "-overwrite_original"] + arguments + [folder + "/" + name])
      return try read(folder + "/" + name)
    }
  }
}
