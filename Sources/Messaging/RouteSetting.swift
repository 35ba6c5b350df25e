internal import Files
package import MessageVault
internal import Policies
package import Transports

/// The route of mail: a locked home may change it, since it grants no trust.
package enum RouteSetting {
  /// Sets the route, or none. Throws ``RouteError`` for a folder that is there and in which others
  /// would be locked out, and for a route that nothing on this machine can carry.
  package static func set(
    _ route: String?, in vault: Vault, environment: [String: String] = [:]
  ) throws {
    var configuration = try HomeConfiguration.read(vault.home)
    let means = means(configuration, vault.home, environment)
    let address = try route.map { try checked($0, means) }
    try move(&configuration, to: address, now: vault.clock.now())
    try configuration.write(vault.home)
    try vault.audit([
      AuditLine(
        "config", .update, at: vault.clock.now(),
        purpose: "route \(configuration.route ?? "none")")
    ])
  }

  /// Seconds for which a home that moves reads its former route at least: others can write to cards
  /// that are published there for about as long.
  private static let moving = 31 * 86400

  /// Sets `address`, and keeps the route that was set as the former one. Moving back is moving too.
  private static func move(
    _ configuration: inout HomeConfiguration, to address: RouteAddress?, now: Timestamp
  ) throws {
    guard let address else {
      (configuration.route, configuration.former) = (nil, nil)
      return
    }
    let old = configuration.route.flatMap { RouteAddress($0) }
    guard old != address else { return }
    if let old {
      configuration.former = HomeConfiguration.Former(
        route: old.description, credentials: configuration.credentials, until: now + moving)
      // They were for the route that is left, unless that asked for none.
      if old.isHelped { configuration.credentials = nil }
    }
    configuration.route = address.description
  }

  /// Forgets the former route of a home once its time is up and nothing lies there.
  package static func endMove(in vault: Vault, over route: any Route) throws {
    var configuration = try HomeConfiguration.read(vault.home)
    guard let former = configuration.former, former.until < vault.clock.now(),
      let moving = route as? MovingRoute,
      try moving.former.entries(in: configuration.mailbox, after: nil, limit: 1).entries.isEmpty
    else { return }
    configuration.former = nil
    try configuration.write(vault.home)
    try vault.audit([
      AuditLine(
        "config", .update, at: vault.clock.now(), purpose: "former route \(former.route) is left")
    ])
  }

  /// Names the file with the secrets that the route asks for, or none. It must be the user's alone,
  /// and is not read by this program. Throws ``SettingError``.
  package static func setCredentials(_ path: String?, in vault: Vault) throws {
    if let path { try checkCredentials(path) }
    var configuration = try HomeConfiguration.read(vault.home)
    configuration.credentials = path
    try configuration.write(vault.home)
    try vault.audit([
      AuditLine(
        "config", .update, at: vault.clock.now(),
        purpose: "route-credentials \(path == nil ? "none" : "set")")
    ])
  }

  private static func checkCredentials(_ path: String) throws {
    func refuse(_ reason: String) -> SettingError {
      .badSetting("route-credentials", reason: "\(path) \(reason)")
    }
    guard path.hasPrefix("/") else { throw refuse("is not an absolute path") }
    guard let facts = try Directories.facts(path), facts.isRegularFile else {
      throw refuse("is not a file")
    }
    guard facts.ownedByUser else { throw refuse("belongs to somebody else") }
    guard facts.permissions & 0o077 == 0 else {
      throw refuse("can be read by others: chmod 600 it")
    }
  }

  /// The address that `text` is, which need not be reachable now.
  static func checked(_ text: String, _ means: RouteMeans) throws -> RouteAddress {
    guard let address = RouteAddress(text) else { throw SettingError.badRoute(text) }
    try checkAllowed(address)
    do { try address.connect(means).checkIsFair() } catch let error as RouteError {
      switch error {
      case .sticky, .shutsOut, .noHelper, .unusable: throw error
      case .missing, .inTheWay, .badMailbox, .failed, .unreachable, .refused, .full, .notDone:
        break
      }
    }
    return address
  }

  /// Throws ``PolicyError`` for a route that the policy of this machine does not allow.
  private static func checkAllowed(_ address: RouteAddress) throws {
    try MachinePolicy.ofThisMachine().checkRoute(
      address.description,
      resolved: address.folder.flatMap(Paths.absolute).map { "spool:\($0)" })
  }

  /// The address of a home's route, which need not be reachable; nil when none is configured.
  package static func address(_ configuration: HomeConfiguration) throws -> RouteAddress? {
    guard let text = configuration.route else { return nil }
    guard let address = RouteAddress(text) else { throw SettingError.badRoute(text) }
    return address
  }

  /// What the route of `home` is opened with.
  private static func means(
    _ configuration: HomeConfiguration, _ home: Home, _ environment: [String: String]
  ) -> RouteMeans {
    RouteMeans(
      environment: environment, credentials: configuration.credentials, folder: home.objects)
  }

  /// The routes of a home, with what each is opened with: the one that is set, and the former one.
  static func places(
    _ home: Home, _ environment: [String: String]
  ) throws -> [(address: RouteAddress, means: RouteMeans)] {
    let configuration = try HomeConfiguration.read(home)
    guard let address = try address(configuration) else { return [] }
    try checkAllowed(address)
    var means = means(configuration, home, environment)
    var places = [(address: address, means: means)]
    if let former = configuration.former, let address = RouteAddress(former.route),
      (try? checkAllowed(address)) != nil
    {
      means.credentials = former.credentials
      places.append((address: address, means: means))
    }
    return places
  }

  /// The folders of this machine in which the routes of a home do their work.
  package static func folders(_ home: Home) throws -> [String] {
    try places(home, [:]).compactMap(\.address.folder)
  }

  /// The route of a home, looked at now; nil when none is configured. Throws ``RouteError``.
  package static func connect(
    _ home: Home, environment: [String: String]
  ) throws -> (any Route)? {
    try StandingRoute(of: home, environment: environment).current()
  }
}

/// A home's route that is opened once and used as long as it is alive and the home names it.
package final class StandingRoute {
  private let home: Home
  private let environment: [String: String]
  private var routes: [RouteAddress: any Route] = [:]
  private var keepers: [RouteAddress: HelperKeeper] = [:]
  /// Why a helper cannot be had any more.
  private var failures: [RouteAddress: RouteError] = [:]
  private var isConfined = false

  package init(of home: Home, environment: [String: String]) {
    (self.home, self.environment) = (home, environment)
  }

  /// Prepares for a process that gives up starting programs: where a route needs a helper, it is
  /// started now, or by another process whenever it is needed if `repeatedly`. What goes wrong is
  /// told by ``current()``.
  package func begin(repeatedly: Bool) throws {
    isConfined = true
    for (address, means) in try RouteSetting.places(home, environment) where address.isHelped {
      do {
        if repeatedly {
          keepers[address] = try address.keeper(means)
        } else {
          routes[address] = try address.connect(means)
        }
      } catch let error as RouteError { failures[address] = error }
    }
  }

  /// The route, opened anew where it must be, with the former one while the home moves; nil when
  /// none is configured. Throws ``RouteError``.
  package func current() throws -> (any Route)? {
    let places = try RouteSetting.places(home, environment)
    guard let place = places.first else { return nil }
    let route = try opened(place.address, place.means)
    // The former one may be away for good.
    guard places.count > 1, let former = try? opened(places[1].address, places[1].means) else {
      return route
    }
    return MovingRoute(route, from: former)
  }

  private func opened(_ address: RouteAddress, _ means: RouteMeans) throws -> any Route {
    if let route = routes[address], route.isAlive { return route }
    if let failure = failures[address] { throw failure }
    routes[address] = nil
    var means = means
    if isConfined, address.isHelped {
      guard let keeper = keepers[address] else {
        throw SettingError.startAgain("the route was changed, or its helper has ended")
      }
      guard keeper.isAlive else {
        throw SettingError.startAgain("the process that starts the route's helper has ended")
      }
      means.keeper = keeper
    }
    let route = try address.connect(means)
    routes[address] = route
    return route
  }
}
