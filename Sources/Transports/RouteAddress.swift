internal import Files

/// The route of mail as the user configured it: in one spelling, whatever they typed.
package enum RouteAddress: Sendable, Hashable {
  /// A folder shared by any means: `spool:/srv/ward`.
  case folder(path: String)

  /// Bytes of a route at most: no system opens a longer path.
  package static let sizeLimit = 4096

  /// Reads `spool:PATH` with an absolute path; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.sizeLimit, text.hasPrefix("spool:/"),
      !text.unicodeScalars.contains("\0")
    else { return nil }
    self = .folder(path: Paths.normalised(String(text.dropFirst("spool:".count))))
  }

  /// The folder of this machine in which the route does its work; nil when it has none.
  package var folder: String? {
    switch self {
    case .folder(let path): path
    }
  }

  /// The route, looked at now. Throws ``RouteError``.
  package func connect() throws -> any Route {
    switch self {
    case .folder(let path): try FolderRoute(path)
    }
  }
}

extension RouteAddress: CustomStringConvertible {
  package var description: String {
    switch self {
    case .folder(let path): "spool:\(path)"
    }
  }
}
