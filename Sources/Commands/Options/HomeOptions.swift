internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging
internal import Policies
internal import Transports

/// Which home, and how it opens.
struct HomeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The home, else $TACITA_HOME, else ~/.local/share/tacita.", valueName: "dir"),
    completion: .directory
  )
  var home: String?

  @Flag(help: "Never ask; fail and name the option to use instead.")
  var noInput = false

  @Flag(help: "Do not ask the agent.")
  var noAgent = false

  @Flag(help: "The clock is right although it is far from the day of the last run.")
  var clockOk = false

  @OptionGroup
  var secret: SecretOptions

  func located(_ context: Context) throws -> Home {
    guard let home = Home.located(option: home, environment: context.environment) else {
      throw Failure(
        "no-home", .configuration, "neither TACITA_HOME nor HOME is set",
        hint: "name the home with --home DIR")
    }
    guard SystemText.isText(home.path) else {
      throw Failure.usage(
        "the path of the home is not UTF-8: \(SystemText.shown(home.path))",
        hint: "give the folder another name, and name it with --home")
    }
    return home
  }

  /// The home, locked. Keys that are due are destroyed by this.
  func vault(_ context: Context) throws -> Vault {
    let home = try located(context)
    do {
      return try Vault(home, clock: context.clock, clockIsRight: clockOk)
    } catch VaultError.clockJumped(let lastDay, let today) where !noInput {
      let question =
        "the clock says \(today), this home was last used on \(lastDay). Is the clock right? "
        + "(yes/no) "
      guard let prompt = Prompt(context), try prompt.confirms(question) else {
        throw VaultError.clockJumped(lastDay: lastDay, today: today)
      }
      return try Vault(home, clock: context.clock, clockIsRight: true)
    }
  }

  /// The home, unlocked with whatever secret is at hand or typed.
  func openVault(_ context: Context, _ printer: Printer) throws -> OpenVault {
    let vault = try vault(context)
    guard let open = try opened(vault, context, printer) else { throw Self.locked(vault) }
    return open
  }

  /// Why a home without a secret at hand stays closed, and what opens it.
  static func locked(_ vault: Vault) -> any Error {
    vault.keyslots.hasPassphrase
      ? VaultError.locked
      : Failure(
        "vault-locked", .locked, "the home is locked, and it has no passphrase",
        hint: "give its key file with --keyfile FILE")
  }

  /// `vault`, unlocked by the agent, else with a secret given or typed; nil when there is none.
  func opened(_ vault: Vault, _ context: Context, _ printer: Printer) throws -> OpenVault? {
    if !noAgent, let open = try openedByAgent(vault, agent(vault, context), context) {
      return open
    }
    return try opened(vault, context) { try Self.unlock(vault, $0, printer) }
  }

  /// What `body` makes of `vault` with the secret that is given, or else typed; nil when there is
  /// none. A person who types a wrong one may try again, as often as ``Prompt/attempts`` says.
  func opened<Result>(
    _ vault: Vault, _ context: Context, by body: (SlotSecret) throws -> Result
  ) throws -> Result? {
    var left = try noInput || secret.isGiven(context) ? 0 : Prompt.attempts - 1
    let mayPrompt = !noInput && vault.keyslots.hasPassphrase
    while let secret = try secret.read(context, mayPrompt: mayPrompt) {
      do { return try body(secret) } catch VaultError.wrongSecret where left > 0 {
        guard let prompt = Prompt(context) else { throw VaultError.wrongSecret }
        left -= 1
        try prompt.say("that does not open this home (\(vault.home.path)); try again")
      }
    }
    return nil
  }

  /// The home, when there is one and the agent or a given secret opens it; nobody is asked.
  func openedWithoutAsking(_ context: Context, _ printer: Printer) throws -> OpenVault? {
    var quiet = self
    quiet.noInput = true
    guard let home = Home.located(option: home, environment: context.environment), home.exists
    else { return nil }
    return try quiet.opened(try quiet.vault(context), context, printer)
  }

  /// What the policy of this machine does not allow opens the home only `toChangeSlots`.
  static func unlock(
    _ vault: Vault, _ secret: SlotSecret, toChangeSlots: Bool = false, _ printer: Printer
  ) throws -> OpenVault {
    let open = try vault.unlocked(with: secret, toChangeSlots: toChangeSlots)
    if !toChangeSlots { try PassphraseRule.check(secret, of: open) }
    if !open.isMemoryLocked {
      printer.caution(
        "keys may be written to the swap: the limit on locked memory is too small (ulimit -l)")
    }
    return open
  }

  /// The home's route, looked at now; nil when none is configured.
  func route(_ context: Context) throws -> (any Route)? {
    try RouteSetting.connect(located(context), environment: context.environment)
  }

  /// How what is sent leaves the home: when it may wait, that the route is away is only remarked
  /// upon.
  func wayOut(
    of vault: OpenVault, queues: Bool = false, _ context: Context, _ printer: Printer
  ) throws -> WayOut {
    try WayOut(of: vault, queues: queues, environment: context.environment) {
      printer.warn(Failure(describing: $0).message)
    }
  }

  /// The route if it can be reached right now; that it cannot is only remarked upon.
  func reachableRoute(_ context: Context, _ printer: Printer) throws -> (any Route)? {
    do { return try route(context) } catch let error as RouteError {
      printer.warn(Failure(describing: error).message)
      return nil
    }
  }
}
