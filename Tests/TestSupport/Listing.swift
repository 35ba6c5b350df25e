import Glibc
internal import Files

/// Everything about a folder and what is below it that a change would show: kinds, modes, owners,
/// times, links and content.
package enum Listing {
  package static func of(_ path: String) throws -> [String] {
    var lines: [String] = []
    try add(path, "", &lines)
    return lines
  }

  private static func add(_ path: String, _ name: String, _ lines: inout [String]) throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw FileError("read", path) }
    var line = "\(name) \(String(status.st_mode, radix: 8)) \(status.st_uid):\(status.st_gid) "
    line += "\(status.st_nlink) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec) "
    line += "\(status.st_ctim.tv_sec).\(status.st_ctim.tv_nsec)"
    if status.st_mode & S_IFMT == S_IFREG { line += " \(try FileTree.bytes(path).hex)" }
    lines.append(line)
    guard status.st_mode & S_IFMT == S_IFDIR else { return }
    for entry in try Directories.names(path) {
      try add("\(path)/\(entry)", "\(name)/\(entry)", &lines)
    }
  }
}
