internal import Glibc

/// Paths as text.
package enum Paths {
  /// `path` without links and from the root on, so that it means the same in another folder; nil
  /// when the path is missing.
  package static func absolute(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// `path` as it is to be known from where it enters the program: without slashes at its end,
  /// doubled slashes and `.`, so that a name can be added to it or to its end.
  package static func normalised(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let isAbsolute = path.hasPrefix("/")
    // What ends in `..`, or is `.`, has a name of its own only where it leads to.
    if parts.isEmpty ? !isAbsolute : parts.last == ".." { return absolute(path) ?? path }
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }

  /// `name` inside `folder`.
  package static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The last component.
  package static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// All but the last component; `.` for a bare name.
  package static func folder(of path: String) -> String {
    var trimmed = path[...]
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
  }
}
