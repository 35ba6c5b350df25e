internal import ArgumentParser
internal import Files
internal import KeyAgent
internal import MessageVault
internal import Messaging
internal import Policies
internal import Secrets

struct Unlock: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "unlock",
    abstract: "Hold the home open, so that other verbs need no passphrase.",
    discussion: """
      tacita unlock --for 12h
      tacita unlock --until 18:00
      tacita unlock --pin --idle 5m

      Starts an agent that keeps the key in locked memory and hands it to your own processes. It \
      forgets the key when idle, after --for, when the machine slept, and at tacita lock. With a \
      PIN, idleness only closes it until the PIN is typed; the fifth wrong PIN makes it forget. A \
      PIN protects nothing on disk.
      """)

  @Option(
    help: ArgumentHelp("Forget, or close, after this long without use.", valueName: "duration"))
  var idle = "15m"

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp("Forget after this long; else 12h.", valueName: "duration"))
  var total: String?

  @Option(help: ArgumentHelp("Forget at a time, like 18:00.", valueName: "time"))
  var until: String?

  @Flag(help: "Ask for a PIN that opens it again after idleness.")
  var pin = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if total != nil, until != nil { throw Failure.usage("--for and --until exclude each other") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let asked = AgentProcess.Terms(
      idle: try seconds("--idle", idle), total: try total(context))
    let vault = try home.vault(context)
    let terms = Self.terms(asked, vault.machine, printer)
    MachineText.greet(vault.machine, context, printer)
    let former = home.agent(vault, context)
    if try !reopened(vault, former, context) {
      if try willAsk(vault, context) {
        printer.remark(
          "the home will be open \(Self.limits(terms.idle, terms.total, context)); change that "
            + "with --idle and --for")
      }
      try start(vault, replacing: former, terms, context, printer)
    }
    guard let status = try home.agent(vault, context).status() else { throw AgentError.notStarted }
    try printer.result(
      text: "unlocked \(Self.limits((status.idleLeft + 59) / 60 * 60, status.totalLeft, context))",
      json: JSONObject([
        "hasPin": .bool(status.hasPIN), "idleLeft": .number(status.idleLeft),
        "schema": "tacita/unlock/1", "totalLeft": .number(status.totalLeft),
      ]))
    return .done
  }

  /// The terms, as far as the policy of this machine allows.
  private static func terms(
    _ asked: AgentProcess.Terms, _ machine: MachinePolicy, _ printer: Printer
  ) -> AgentProcess.Terms {
    let terms = AgentProcess.Terms(
      idle: min(asked.idle, (machine.limit(.agentIdle) ?? .max / 60) * 60),
      total: min(asked.total, (machine.limit(.agentTotal) ?? .max / 60) * 60))
    if terms.idle < asked.idle || terms.total < asked.total {
      printer.remark("the agent forgets earlier, by policy of this machine")
    }
    return terms
  }

  /// Whether a person is about to type the passphrase, who may want to know for how long.
  private func willAsk(_ vault: Vault, _ context: Context) throws -> Bool {
    try !home.noInput && vault.keyslots.hasPassphrase && !home.secret.isGiven(context)
      && Prompt(context) != nil
  }

  /// An agent that only waits for its PIN is opened by it again.
  private func reopened(
    _ vault: Vault, _ agent: AgentClient, _ context: Context
  ) throws -> Bool {
    guard !home.noAgent, !pin, try agent.status()?.needsPIN == true else { return false }
    return try home.openedByAgent(vault, agent, context) != nil
  }

  private func start(
    _ vault: Vault, replacing former: AgentClient, _ terms: AgentProcess.Terms, _ context: Context,
    _ printer: Printer
  ) throws {
    let opened = try home.opened(vault, context) { secret in
      do { return try HomeOptions.unlock(vault, secret, printer) } catch VaultError
        .oneTimePassphrase
      {
        return try ownPassphrase(vault, secret, context, printer)
      }
    }
    guard let open = opened else { throw HomeOptions.locked(vault) }
    let pin = try pin ? askedPIN(context) : nil
    // An agent that exists already forgets at once, and not only when it is replaced.
    _ = try former.lock()
    try AgentProcess.start(
      home.agentSocket(vault, context), key: open.masterKey, pin: pin, terms: terms)
    do { try Unlocking.began(open, withPIN: false) } catch {
      _ = try? home.agent(vault, context).lock()
      throw error
    }
  }

  /// A home that others made asks whoever opens it first for a passphrase of their own, which ends
  /// the one-time passphrase. Without a terminal nothing is opened.
  private func ownPassphrase(
    _ vault: Vault, _ secret: SlotSecret, _ context: Context, _ printer: Printer
  ) throws -> OpenVault {
    guard !home.noInput, let prompt = Prompt(context) else { throw VaultError.oneTimePassphrase }
    let open = try HomeOptions.unlock(vault, secret, toChangeSlots: true, printer)
    let name = try Profile(open).name
    try prompt.say(
      "this home was made for you, and others have seen its passphrase: choose one of your own")
    let passphrase = try prompt.newSecret("new passphrase") {
      PassphraseRule.objection(to: $0, name: name, vault.machine)
    }
    try open.endOneTimePassphrase(passphrase, secondFactor: nil)
    return try HomeOptions.unlock(
      home.vault(context), .passphrase(passphrase, secondFactor: nil), printer)
  }

  private func askedPIN(_ context: Context) throws -> SecretBytes {
    guard !home.noInput, let pin = try Prompt(context)?.newSecret("PIN", called: "PIN") else {
      throw Failure("no-terminal", .usage, "there is no terminal to ask for a PIN at")
    }
    guard (4...64).contains(pin.count) else {
      throw Failure("bad-pin", .usage, "a PIN has 4 to 64 characters")
    }
    return pin
  }

  /// Both limits, as a person needs them.
  private static func limits(_ idle: Int, _ total: Int, _ context: Context) -> String {
    "until \((context.clock.now() + total).short), and no longer than \(Durations.text(idle)) "
      + "unused"
  }

  private func total(_ context: Context) throws -> Int {
    guard let until else { return try seconds("--for", total ?? "12h") }
    let moment = try Moments.moment(until, "--until", .future, context)
    let seconds = moment.unix - context.clock.now().unix
    guard seconds > 0 else {
      throw Failure.usage("--until: “\(until.escapedForTerminal())” is past")
    }
    return seconds
  }

  private func seconds(_ option: String, _ text: String) throws -> Int {
    let seconds = try Durations.seconds(text, option)
    guard seconds > 0 else {
      throw Failure.usage("\(option): it must be more than zero")
    }
    return seconds
  }
}
