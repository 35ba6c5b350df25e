package import Files
package import Identities
package import MessageVault
package import Messaging
internal import Secrets
internal import Synchronization

/// A clock that stands still until a test moves it.
package final class MovableClock: Sendable {
  private let moment: Mutex<Timestamp>

  /// Noon of a day in 2026.
  package static let start = Timestamp(unix: 20_777 * 86400 + 43_200)

  package init(_ start: Timestamp = MovableClock.start) { moment = Mutex(start) }

  package var now: Timestamp {
    get { moment.withLock { $0 } }
    set { moment.withLock { $0 = newValue } }
  }

  package func move(days: Int = 0, seconds: Int = 0) {
    moment.withLock { $0 = $0 + (days * 86400 + seconds) }
  }

  package var clock: Clock { Clock { self.now } }
}

/// A home of one test's own, which opens with a key file: Argon2id takes long.
package final class TestHome: Sendable {
  private let folder: TemporaryFolder
  package let home: Home
  package let clock: MovableClock
  package let made: HomeMaker.Made
  package let secret: SlotSecret

  package init(
    _ name: String = "B. de Vries", clock: MovableClock = MovableClock(), route: String? = nil,
    registrations: [Registration] = []
  ) throws {
    folder = try TemporaryFolder()
    home = Home(folder.path("home"))
    self.clock = clock
    let keyfile = SecretBytes.random(count: 32)
    secret = .keyfile(keyfile)
    let maker = HomeMaker(
      name: name, registrations: registrations, route: route, keyfile: keyfile)
    made = try maker.make(home, revocationPath: nil, clock: clock.clock)
  }

  package var identity: Identity { made.identity }

  /// The path of something in the home.
  package func path(_ name: String) -> String { home.path + "/" + name }

  /// The home, locked, as a new run of the program sees it.
  package func vault(clockIsRight: Bool = false) throws -> Vault {
    try Vault(home, clock: clock.clock, clockIsRight: clockIsRight)
  }

  /// The home, unlocked.
  package func open(clockIsRight: Bool = false) throws -> OpenVault {
    try vault(clockIsRight: clockIsRight).unlocked(with: secret)
  }

  /// Another folder with the same key file: a copy that somebody took.
  package func open(copy: Home, clock: Clock, clockIsRight: Bool) throws -> OpenVault {
    try Vault(copy, clock: clock, clockIsRight: clockIsRight).unlocked(with: secret)
  }
}
