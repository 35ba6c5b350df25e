internal import Glibc

/// What the system said about a file, with the path as the user knows it.
package struct FileError: Error, Sendable {
  /// What was being done, as a verb phrase: `read`, `create`, `rename`.
  package let action: String
  package let path: String
  /// The number of the system's error.
  package let code: Int32

  package init(_ action: String, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The code of a file that is there already.
  package static let existsCode = EEXIST
  /// The code of a file that is not there.
  package static let missingCode = ENOENT

  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  package var exists: Bool { code == EEXIST }
  package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  package var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
  package var isFolder: Bool { code == EISDIR }
  /// There is something, but not a file that this user can read.
  package var isUnreadable: Bool { isForbidden || code == EISDIR || code == ELOOP }
  package var isBrokenPipe: Bool { code == EPIPE }

  /// The system's words for the error, lower case.
  package var reason: String {
    if code == EBADF { return "it is closed" }
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
