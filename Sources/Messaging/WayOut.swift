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
    self.init(route, route.address, mayWait: false)
  }

  /// By `route`, which is at `address`. What is sent may wait for it.
  package init(_ route: (any Route)?, awaiting address: RouteAddress) {
    self.init(route, address, mayWait: true)
  }

  private init(_ route: (any Route)?, _ address: RouteAddress, mayWait: Bool) {
    (self.route, self.address, self.mayWait) = (route, address, mayWait)
  }

  /// By the route of the home in `vault`. What is sent may wait when `queues`, or when the home's
  /// policy says so; then `away` is told why the route cannot be used now. Throws
  /// ``SettingError/noRoute``, and ``RouteError`` when nothing may wait.
  package init(
    of vault: OpenVault, queues: Bool = false, environment: [String: String] = [:],
    away: (RouteError) -> Void
  ) throws {
    let home = vault.vault.home
    guard let address = try RouteSetting.address(HomeConfiguration.read(home)) else {
      throw SettingError.noRoute
    }
    let mayWait = try queues || Policy(vault).queues
    do {
      guard let route = try RouteSetting.connect(home, environment: environment) else {
        throw SettingError.noRoute
      }
      self.init(route, address, mayWait: mayWait)
    } catch let error as RouteError where mayWait {
      away(error)
      self.init(nil, address, mayWait: true)
    }
  }
}
