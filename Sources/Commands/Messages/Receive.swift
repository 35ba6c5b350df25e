internal import ArgumentParser
internal import Files
internal import Identities
internal import KeyAgent
internal import MessageVault
internal import Messaging
internal import Transports

struct Receive: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "receive",
    abstract: "Fetch and open what others sent.",
    discussion: """
      tacita receive
      tacita receive --json | jq -r 'select(.priority == "stat").id'

      Fetches from the route, or reads the envelopes that you name. Prints one line for each \
      message, without the text: read that with tacita show. While the home is locked, mail is \
      fetched and kept sealed.
      """)

  @Argument(help: "Envelopes; - for standard input. Without one: the route.", completion: .file())
  var envelopes: [String] = []

  @Flag(help: "Only fetch into the queue; open nothing.")
  var fetchOnly = false

  @Flag(help: "Go on waiting for mail until interrupted.")
  var follow = false

  @Flag(help: "With --json: leave the text out.")
  var noContent = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if follow, !envelopes.isEmpty { throw Failure.usage("--follow is for the route") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let reporter = ReceiveReporter(printer: printer, withContent: output.json && !noContent)
    let vault = try home.vault(context)
    // A key that an agent lent is given up with the agent.
    let isLent = try follow && !fetchOnly && isHeldByAgent(vault, context)
    let opened = fetchOnly ? nil : try home.opened(vault, context, printer)
    let route = StandingRoute(of: vault.home, environment: context.environment)
    // A helper is started now: a confined process starts no program.
    try route.begin(repeatedly: follow)
    try confine(vault)
    guard let open = opened else {
      try fetch(vault, route, context, reporter)
      return follow ? .done : reporter.finish()
    }
    reporter.vault = open
    if let check = try Checkup.identity(vault) { printer.warn(check.message) }
    let inbox = Inbox(
      open,
      .init(
        report: reporter.report, confirm: reporter.confirm, notice: reporter.notice,
        progress: reporter.progress.add))
    guard !follow else {
      var warned: Day?
      try following(vault, route, context, printer).run(
        while: { try !isLent || isHeldByAgent(inbox.vault.vault, context) },
        look: {
          try inbox.look(at: $0)
          reporter.vault = inbox.vault
          if let route = $0 { try RouteSetting.endMove(in: inbox.vault.vault, over: route) }
          if warned != inbox.vault.today { try reporter.warn() }
          warned = inbox.vault.today
        })
      // Whoever ends it wants to know of nothing else; each item was told when it came.
      return .done
    }
    defer { try? reporter.warn() }
    guard envelopes.isEmpty else {
      try inbox.open(with: try reachable(route, printer)) { open in
        try eachEnvelope(context, reporter, open)
      }
      return reporter.finish()
    }
    do {
      guard let route = try route.current() else { throw SettingError.noRoute }
      try inbox.look(at: route)
      try RouteSetting.endMove(in: vault, over: route)
    } catch let error where Self.isUnreachable(error) {
      // What was fetched or held before can be opened all the same.
      let waiting = try vault.counts().queued
      try inbox.look(at: nil)
      if waiting == 0 || error is RouteError { throw error }
    }
    return reporter.finish()
  }

  /// From now on strangers' bytes are read: this process needs its home, its route and the files
  /// named.
  private func confine(_ vault: Vault) throws {
    // A route that is mounted later could not be permitted now.
    guard !follow else {
      Confinement.confine(to: nil, sockets: .local)
      return
    }
    try Confinement.confine(
      to: .init(
        reads: Confinement.Access.system + envelopes.filter { $0 != "-" },
        trees: [vault.home.path] + RouteSetting.folders(vault.home)),
      sockets: .local)
  }

  private static func isUnreachable(_ error: any Error) -> Bool {
    switch error {
    case SettingError.noRoute: true
    default: error is RouteError
    }
  }

  /// Opens each file named. One that cannot be read is told, and does not keep the others back.
  private func eachEnvelope(
    _ context: Context, _ reporter: ReceiveReporter, _ take: (Descriptor) throws -> Void
  ) throws {
    for path in envelopes {
      reporter.file = path == "-" ? nil : path
      do {
        try take(path == "-" ? context.input : try Descriptor.reading(path))
      } catch let error as FileError where error.action == "read" && error.path == path {
        try reporter.report(error, of: path)
      }
    }
    reporter.file = nil
  }

  private func isHeldByAgent(_ vault: Vault, _ context: Context) throws -> Bool {
    guard !home.noAgent else { return false }
    return try home.agent(vault, context).status().map { !$0.needsPIN } ?? false
  }

  /// The route if it can be reached right now; that it cannot is only remarked upon.
  private func reachable(_ route: StandingRoute, _ printer: Printer) throws -> (any Route)? {
    do { return try route.current() } catch let error as RouteError {
      printer.warn(Failure(describing: error).message)
      return nil
    }
  }

  private func following(
    _ vault: Vault, _ route: StandingRoute, _ context: Context, _ printer: Printer
  ) throws -> Following {
    guard try HomeConfiguration.read(vault.home).route != nil else { throw SettingError.noRoute }
    return Following(
      printer: printer, mailbox: try HomeConfiguration.read(vault.home).mailbox,
      serviceSocket: context.environment["NOTIFY_SOCKET"]
    ) { try route.current() }
  }

  private func fetch(
    _ vault: Vault, _ route: StandingRoute, _ context: Context, _ reporter: ReceiveReporter
  ) throws {
    var vault = vault
    var fetcher = MailFetcher(vault, report: reporter.report)
    if follow {
      try following(vault, route, context, reporter.printer).run {
        if let reopened = try vault.reopened() {
          vault = reopened
          fetcher = MailFetcher(vault, report: reporter.report)
        }
        guard let route = $0 else { return }
        try fetcher.fetch(from: route, mailbox: HomeConfiguration.read(vault.home).mailbox)
      }
    } else if envelopes.isEmpty {
      guard let route = try route.current() else { throw SettingError.noRoute }
      try fetcher.fetch(from: route, mailbox: HomeConfiguration.read(vault.home).mailbox)
    }
    try eachEnvelope(context, reporter, fetcher.fetch(file:))
    if !fetchOnly, !follow { reporter.explainQueue() }
    try StatusCommand.warn(vault, try vault.counts(), reporter.printer)
  }
}
