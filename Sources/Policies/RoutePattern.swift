/// A route of the policy, and those that begin with it.
enum RoutePattern {
  /// Whether `route` is `pattern`, or something below it: a pattern ends where a part of a path, a
  /// server's name or a scheme ends, so that `spool:/srv/ward` does not allow `spool:/srv/wards`.
  static func matches(_ pattern: String, _ route: String) -> Bool {
    let (pattern, route) = (Array(pattern.utf8), Array(route.utf8))
    guard route.starts(with: pattern) else { return false }
    guard route.count > pattern.count, let last = pattern.last else { return !pattern.isEmpty }
    return last == UInt8(ascii: "/") || last == UInt8(ascii: ":")
      || route[pattern.count] == UInt8(ascii: "/")
  }

  /// Whether a part of the path leads up, also in the writing of addresses.
  static func climbs(_ text: String) -> Bool {
    let decoded = text.lowercased().split(separator: "%2e", omittingEmptySubsequences: false)
      .joined(separator: ".").split(separator: "%2f", omittingEmptySubsequences: false)
      .joined(separator: "/")
    return decoded.split(whereSeparator: { $0 == "/" || $0 == ":" || $0 == "\\" })
      .contains { $0 == ".." }
  }

  /// `scheme:` with something behind it, or nothing.
  static func hasScheme(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    return colon > text.startIndex
      && text[..<colon].allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
  }
}
