internal import Files
package import MessageVault
package import Transports

/// The route of mail: a locked home may change it, since it grants no trust.
package enum RouteSetting {
  /// Sets the route, or none. Throws ``RouteError`` for a folder that is there and in which others
  /// would be locked out.
  package static func set(_ route: String?, in vault: Vault) throws {
    let address = try route.map(checked)
    var configuration = try HomeConfiguration.read(vault.home)
    configuration.route = address?.description
    try configuration.write(vault.home)
    try vault.audit([
      AuditLine(
        "config", .update, at: vault.clock.now(),
        purpose: "route \(configuration.route ?? "none")")
    ])
  }

  /// The address that `text` is, which need not be reachable now.
  static func checked(_ text: String) throws -> RouteAddress {
    guard let address = RouteAddress(text) else { throw SettingError.badRoute(text) }
    do { try address.connect().checkIsFair() } catch let error as RouteError {
      switch error {
      case .sticky, .shutsOut: throw error
      case .missing, .inTheWay, .badMailbox, .failed: break
      }
    }
    return address
  }

  /// The address of a home's route, which need not be reachable; nil when none is configured.
  package static func address(_ configuration: HomeConfiguration) throws -> RouteAddress? {
    guard let text = configuration.route else { return nil }
    guard let address = RouteAddress(text) else { throw SettingError.badRoute(text) }
    return address
  }

  /// The route of a home, looked at now; nil when none is configured. Throws ``RouteError``.
  package static func connect(_ configuration: HomeConfiguration) throws -> (any Route)? {
    try address(configuration)?.connect()
  }
}
