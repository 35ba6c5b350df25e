/// Where mail goes and comes from, as the user configured it.
package enum Route: Sendable, Equatable {
  /// A folder shared by any means: `spool:/srv/ward`.
  case spool(path: String)

  /// Bytes of a route at most: no system opens a longer path.
  package static let sizeLimit = 4096

  /// Reads `spool:PATH` with an absolute path; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.sizeLimit, text.hasPrefix("spool:/"),
      !text.unicodeScalars.contains("\0")
    else { return nil }
    self = .spool(path: String(text.dropFirst("spool:".count)))
  }
}

extension Route: CustomStringConvertible {
  package var description: String {
    switch self {
    case .spool(let path): "spool:\(path)"
    }
  }
}
