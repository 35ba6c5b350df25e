internal import Glibc

/// An error of the system about a file, with the path as the user knows it.
package struct FileError: Error, Sendable {
  /// The action that failed: `read`, `create`, `rename`.
  package let action: String
  package let path: String
  /// The number of the system's error.
  package let code: Int32

  package init(_ action: String, _ path: String, code: Int32 = errno) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// The code of a file that already exists.
  package static let existsCode = EEXIST
  /// The code of a missing file.
  package static let missingCode = ENOENT
  /// The code of a file that is larger than what is read of it.
  package static let tooLargeCode = EFBIG

  /// The code of a disk that is full.
  package static let fullCode = ENOSPC

  package var isMissing: Bool { code == ENOENT || code == ENOTDIR }
  /// Something that is not a folder, or a link, is where a folder should be.
  package var isNotFolder: Bool { code == ENOTDIR || code == ELOOP }
  package var exists: Bool { code == EEXIST }
  package var isFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  package var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
  /// Nobody can write there, whoever they are.
  package var isReadOnly: Bool { code == EROFS }
  package var isFolder: Bool { code == EISDIR }
  /// The path exists, but is not a file that this user can read.
  package var isUnreadable: Bool { isForbidden || code == EISDIR || code == ELOOP }

  /// The system's words for the error, lower case.
  package var reason: String {
    if code == EBADF { return "it is closed" }
    let text = String(cString: strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
