internal import Files
package import MessageVault
internal import Transports

/// Where mail goes and comes from: a locked home may change it, since it grants no trust.
package enum RouteSetting {
  /// Sets the route, or none.
  package static func set(_ route: String?, in vault: Vault) throws {
    if let route, Route(route) == nil { throw SettingError.badRoute(route) }
    var configuration = try HomeConfiguration.read(vault.home)
    configuration.route = route
    try configuration.write(vault.home)
    try vault.audit([
      AuditLine("config", .update, at: vault.clock.now(), purpose: "route \(route ?? "none")")
    ])
  }
}
