/// Where mail goes and comes from, as the user configured it.
package enum Route: Sendable, Equatable {
  /// A folder shared by any means: `spool:/srv/ward`.
  case spool(path: String)

  /// Reads `spool:PATH` with an absolute path; nil for anything else.
  package init?(_ text: String) {
    guard text.hasPrefix("spool:/"), !text.unicodeScalars.contains("\0") else { return nil }
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
