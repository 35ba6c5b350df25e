package import MessageVault
package import Transports

/// How what is sent leaves the home: by its route, and whether it may wait here while that is away.
package struct WayOut: Sendable {
  /// Nil when it is away.
  package let route: (any Route)?
  /// Of the route, be it there or not.
  let address: RouteAddress
  /// Whether what is sent may wait: it is told as queued then, not as a failure.
  package let mayWait: Bool

  /// By a route that is there, at once.
  package init(_ route: any Route) {
    (self.route, address, mayWait) = (route, route.address, false)
  }

  /// By `route`, which is at `address`. What is sent may wait for it.
  package init(_ route: (any Route)?, awaiting address: RouteAddress) {
    (self.route, self.address, mayWait) = (route, address, true)
  }

  /// By the route of the home in `vault`. What is sent may wait when `queues`, or when the home's
  /// policy says so; then `away` is told why the route cannot be used now. Throws
  /// ``SettingError/noRoute``, and ``RouteError`` when nothing may wait.
  package init(
    of vault: OpenVault, queues: Bool = false, away: (RouteError) -> Void
  ) throws {
    let configuration = try HomeConfiguration.read(vault.vault.home)
    guard let address = try RouteSetting.address(configuration) else { throw SettingError.noRoute }
    guard try queues || Policy(vault).queues else {
      self.init(try address.connect())
      return
    }
    do { self.init(try address.connect(), awaiting: address) } catch let error as RouteError {
      away(error)
      self.init(nil, awaiting: address)
    }
  }
}
