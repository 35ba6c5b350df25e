package import Files

/// What a route that needs a helper is opened with. A folder needs none of it.
package struct RouteMeans: Sendable {
  /// The environment of this process, of which a helper gets what ``passedOn`` names.
  package var environment: [String: String]
  /// A file with the secrets that the route asks for; nil when it asks for none.
  package var credentials: String?
  /// A folder on the disk, for large envelopes while they are fetched.
  package var folder: String?
  /// Who starts the helper of this route, for a process that may start no program.
  package var keeper: HelperKeeper?

  package init(
    environment: [String: String] = [:], credentials: String? = nil, folder: String? = nil
  ) {
    self.environment = environment
    self.credentials = credentials
    self.folder = folder
  }

  /// Where a user's own settings of other programs are, and how the machine reaches the network.
  /// Nothing else is passed on: libraries have variables that turn checks off.
  private static let passedOn: Set<String> = [
    "HOME", "USER", "LOGNAME", "PATH", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR", "RCLONE_CONFIG", "SSH_AUTH_SOCK", "http_proxy", "https_proxy",
    "HTTPS_PROXY", "no_proxy", "NO_PROXY", "LD_LIBRARY_PATH",
  ]

  var ofHelper: [String: String] { environment.filter { Self.passedOn.contains($0.key) } }

  /// Where the helper `name` is. Throws ``RouteError/noHelper(_:)``.
  func program(_ name: String) throws -> String {
    guard let path = HelperProgram.find(name, path: environment["PATH"]) else {
      throw RouteError.noHelper(name)
    }
    return path
  }
}
