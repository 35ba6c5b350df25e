package import Files

/// The route of mail as the user configured it: in one spelling, whatever they typed.
package enum RouteAddress: Sendable, Hashable {
  /// A folder shared by any means: `spool:/srv/ward`.
  case folder(path: String)
  /// Anything else, which the program `tacita-transport-<helper>` carries: `nats://host/ward`,
  /// `rclone:remote:path`.
  case helped(by: String, text: String)

  /// Bytes of a route at most: no system opens a longer path.
  package static let sizeLimit = 4096

  /// Reads `spool:PATH` with an absolute path, or `SCHEME:TEXT` for a helper. Nil for anything
  /// else, and for a text with a secret in it: `scheme://user:password@host`.
  package init?(_ text: String) {
    guard text.utf8.count <= Self.sizeLimit, text.allSatisfy({ !$0.isNewline }),
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }),
      let colon = text.firstIndex(of: ":")
    else { return nil }
    let (scheme, rest) = (String(text[..<colon]), text[text.index(after: colon)...])
    guard scheme != "spool" else {
      guard rest.hasPrefix("/") else { return nil }
      self = .folder(path: Paths.normalised(String(rest)))
      return
    }
    guard Self.isScheme(scheme), !rest.isEmpty, !Self.namesUser(rest) else { return nil }
    // The same server, with TLS demanded.
    self = .helped(by: scheme == "tls" ? "nats" : scheme, text: text)
  }

  /// 2 to 32 lower-case letters, digits and hyphens, a letter first.
  private static func isScheme(_ text: String) -> Bool {
    (2...32).contains(text.utf8.count) && text.utf8.first.map { $0 >= 0x61 } == true
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }
  }

  /// Whether `rest` is `//user@host…`: secrets belong into a file of their own.
  private static func namesUser(_ rest: Substring) -> Bool {
    rest.hasPrefix("//") && rest.dropFirst(2).prefix { $0 != "/" }.contains("@")
  }

  /// The folder of this machine in which the route does its work; nil when it has none.
  package var folder: String? {
    switch self {
    case .folder(let path): path
    case .helped: nil
    }
  }

  /// Whether a program of its own carries it.
  package var isHelped: Bool { folder == nil }

  /// The route, looked at now. Throws ``RouteError``.
  package func connect(_ means: RouteMeans) throws -> any Route {
    switch self {
    case .folder(let path): try FolderRoute(path)
    case .helped(let scheme, _): try HelperRoute(self, by: Self.helper(scheme), means)
    }
  }

  private static func helper(_ scheme: String) -> String { "tacita-transport-\(scheme)" }

  /// A process that starts the route's helper for this one, which may not do it itself from now on;
  /// nil for a route that needs none. Throws ``RouteError/noHelper(_:)``.
  package func keeper(_ means: RouteMeans) throws -> HelperKeeper? {
    guard case .helped(let scheme, _) = self else { return nil }
    let path = try means.program(Self.helper(scheme))
    do { return try HelperKeeper(path, environment: means.ofHelper) } catch is HelperError {
      throw RouteError.noHelper(Self.helper(scheme))
    }
  }
}

extension RouteAddress: CustomStringConvertible {
  package var description: String {
    switch self {
    case .folder(let path): "spool:\(path)"
    case .helped(_, let text): text
    }
  }
}
