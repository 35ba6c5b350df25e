internal import Glibc

/// Paths as text, see ``SystemText``.
package enum Paths {
  /// `path` without links and from the root on, so that it means the same in another folder; nil
  /// when the path is missing.
  package static func absolute(_ path: String) -> String? {
    guard let resolved = realpath(path.systemBytes, nil) else { return nil }
    defer { free(resolved) }
    return SystemText.text(resolved)
  }

  /// `path` as it is to be known from where it enters the program: without slashes at its end,
  /// doubled slashes and `.`, so that a name can be added to it or to its end.
  package static func normalised(_ path: String) -> String {
    let parts = components(path).filter { $0 != "." }
    let isAbsolute = path.utf8.first == slash
    // What ends in `..`, or is `.`, has a name of its own only where it leads to.
    if parts.isEmpty ? !isAbsolute : parts.last == ".." { return absolute(path) ?? path }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// `name` inside `folder`.
  package static func join(_ folder: String, _ name: String) -> String {
    folder.utf8.last == slash ? folder + name : folder + "/" + name
  }

  /// The last component.
  package static func name(of path: String) -> String { components(path).last ?? path }

  /// All but the last component; `.` for a bare name.
  package static func folder(of path: String) -> String {
    var trimmed = path.unicodeScalars[...]
    while trimmed.count > 1, trimmed.last == "/" { trimmed.removeLast() }
    guard let end = trimmed.lastIndex(of: "/") else { return "." }
    return end == trimmed.startIndex ? "/" : String(trimmed[..<end])
  }

  private static let slash = UInt8(ascii: "/")

  /// A slash parts names whatever follows it, also a mark that would join it in one character.
  private static func components(_ path: String) -> [String] {
    path.unicodeScalars.split(separator: "/").map { String($0) }
  }
}
