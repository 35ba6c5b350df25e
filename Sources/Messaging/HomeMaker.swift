package import AgeFormat
package import Files
package import Identities
package import MessageVault
package import Policies
package import Secrets
internal import Transports

/// Makes a home: keygen.
package struct HomeMaker {
  package var name: String
  package var registrations: [Registration]
  package var route: String?
  /// How the home opens: at least one of these.
  package var passphrase: SecretBytes?
  package var secondFactor: SecretBytes?
  package var keyfile: SecretBytes?
  package var recovery: [any AgeRecipient]
  package var cost: PassphraseCost
  /// Whether the passphrase is not its owner's own: it opens the home only to set another.
  package var isOneTime = false
  /// The file with the secrets that the route asks for: an absolute path.
  package var credentials: String?
  /// What else is done in the new home before it appears, with the card that it will have.
  package var furnish: (OpenVault, Card) throws -> Void = { _, _ in }

  package init(
    name: String, registrations: [Registration] = [], route: String? = nil,
    passphrase: SecretBytes? = nil, secondFactor: SecretBytes? = nil, keyfile: SecretBytes? = nil,
    recovery: [any AgeRecipient] = [], cost: PassphraseCost = .standard
  ) {
    self.name = name
    self.registrations = registrations
    self.route = route
    self.passphrase = passphrase
    self.secondFactor = secondFactor
    self.keyfile = keyfile
    self.recovery = recovery
    self.cost = cost
  }

  /// What a new home is known by.
  package struct Made: Sendable {
    package let identity: Identity
    package let card: Card
    /// The revocation of the new identity, to be kept apart from the home.
    package let revocation: [UInt8]
  }

  /// What a helper of the route finds in its environment.
  package var environment: [String: String] = [:]
  /// The policy of the machine; that of this one when nil.
  package var machine: MachinePolicy?

  /// Throws for a name or a route that no home can have.
  package func check() throws {
    guard ShortText.isAllowed(name), !name.isEmpty else { throw SendingError.badField("--name") }
    if let route { _ = try RouteSetting.checked(route, RouteMeans(environment: environment)) }
  }

  /// Makes the home at `home`, whole or not at all. The revocation goes to `revocationPath`, else
  /// into the home.
  package func make(_ home: Home, revocationPath: String?, clock: Clock) throws -> Made {
    try check()
    let master = MasterKey.random()
    let mailbox = RandomBytes.make(16).hex
    let machine = try machine ?? MachinePolicy.ofThisMachine()
    let (policy, held) = (Policy(), Policy().clamped(by: machine))
    let profile = Profile(name: name, registrations: registrations, mailbox: mailbox)
    let newHome = Vault.NewHome(
      keyslots: try keyslots(master, machine), master: master,
      configuration: HomeConfiguration(
        route: route.flatMap(RouteAddress.init)?.description, credentials: credentials,
        mailbox: mailbox),
      profile: profile.json,
      policy: policy.json, retention: held.retention, horizon: held.horizon, machine: machine)
    var made: Made?
    do {
      try Vault.create(home, newHome, clock: clock) { vault in
        made = try finish(vault, revocationPath: revocationPath, now: clock.now())
      }
    } catch {
      // The revocation of an identity that never came to be.
      if made != nil, let revocationPath { try? Directories.removeFile(revocationPath) }
      throw error
    }
    guard let made else { preconditionFailure("the home was made without an identity") }
    return made
  }

  private func finish(
    _ vault: OpenVault, revocationPath: String?, now: Timestamp
  ) throws -> Made {
    let revocation = try Revocation.sign(
      by: vault.signingKey, of: .identity(vault.identity), reason: .compromised, issued: now)
    let card = try CardKeeper(vault).current()
    try furnish(vault, card)
    try AtomicFile.write(
      revocation.bytes, to: revocationPath ?? vault.vault.home.revocation, replacing: false)
    return Made(identity: vault.identity, card: card, revocation: revocation.bytes)
  }

  private func keyslots(_ master: MasterKey, _ machine: MachinePolicy) throws -> Keyslots {
    var keyslots = Keyslots(vault: RandomBytes.make(16), slots: [])
    if let passphrase {
      try keyslots.addPassphrase(
        passphrase, secondFactor: secondFactor, cost: cost, isOneTime: isOneTime, to: master)
    }
    if let keyfile { keyslots.addKeyfile(keyfile, to: master) }
    if !recovery.isEmpty { try keyslots.addRecovery(to: recovery, of: master) }
    try keyslots.addRecovery(by: machine, of: master)
    try keyslots.check(machine)
    return keyslots
  }
}
