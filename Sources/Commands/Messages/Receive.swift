internal import ArgumentParser
internal import Files
internal import Glibc
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports

struct Receive: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "receive",
    abstract: "Fetch and open what others sent.",
    discussion: """
      tacita receive
      tacita receive --json | jq -r 'select(.priority == "stat").id'

      From the route, or from the envelopes named. One line a message and no text: read it with \
      tacita show. While the home is locked, mail is fetched and kept sealed.
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
    guard let open = fetchOnly ? nil : try home.opened(vault, context, printer) else {
      try fetch(vault, context, reporter)
      return reporter.finish()
    }
    reporter.vault = open
    guard envelopes.isEmpty else {
      try receive(open, try home.reachableSpool(context, printer), context, reporter)
      return reporter.finish()
    }
    do {
      guard let spool = try home.spool(context) else { throw SettingError.noRoute }
      try receive(open, spool, context, reporter)
    } catch let error where Self.isUnreachable(error) && !follow {
      // What was fetched or held before can be opened all the same.
      let waiting = try vault.counts().queued
      try receive(open, nil, context, reporter)
      if waiting == 0 || error is SpoolError { throw error }
    }
    return reporter.finish()
  }

  private static func isUnreachable(_ error: any Error) -> Bool {
    if case SettingError.noRoute = error { return true }
    return error is SpoolError
  }

  private func receive(
    _ vault: OpenVault, _ spool: SpoolFolder?, _ context: Context, _ reporter: ReceiveReporter
  ) throws {
    try vault.sweepObjects()
    if let spool { try prepare(vault, spool, reporter) }
    var vault = vault
    var isLater = false
    repeat {
      // Whoever waits past midnight destroys the keys of the day that is over.
      if let reopened = try vault.reopened() {
        vault = reopened
        reporter.vault = vault
        if let spool { try prepare(vault, spool, reporter) }
      }
      let mailbox = try HomeConfiguration.read(vault.vault.home).mailbox
      // Whoever waits for long hears of revocations before the mail they concern.
      if isLater, let spool, try !spool.entries(in: mailbox).isEmpty {
        try refresh(vault, spool, reporter)
      }
      isLater = true
      try take(vault, spool, mailbox, context, reporter)
      if follow { sleep(Self.pollingSeconds) }
    } while follow
  }

  /// One look at the queue, and at the mailbox or the files named. Prekeys are let go at its end.
  private func take(
    _ vault: OpenVault, _ spool: SpoolFolder?, _ mailbox: String, _ context: Context,
    _ reporter: ReceiveReporter
  ) throws {
    let receiver = try MessageReceiver(
      vault, spool: spool, progress: reporter.progress.add, report: reporter.report)
    try receiver.receiveQueue()
    if envelopes.isEmpty, let spool {
      try receiver.receive(from: spool, mailbox: mailbox)
    }
    try eachEnvelope(context, reporter) { try receiver.receive(file: $0) }
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

  /// How long `--follow` waits between looks: a folder on a network tells nobody of its changes.
  private static let pollingSeconds: UInt32 = 2

  /// Publishes one's own card, takes newer ones of contacts, delivers what waited.
  private func prepare(
    _ vault: OpenVault, _ spool: SpoolFolder, _ reporter: ReceiveReporter
  ) throws {
    let keeper = CardKeeper(vault)
    try keeper.publish(try keeper.current(), in: spool)
    for waiting in try Deliveries(vault).release(spool) {
      reporter.printer.warn(
        "an envelope sent earlier still waits: cannot write \(waiting.envelope.final): "
          + waiting.reason.reason)
    }
    try refresh(vault, spool, reporter)
  }

  private func refresh(
    _ vault: OpenVault, _ spool: SpoolFolder, _ reporter: ReceiveReporter
  ) throws {
    var book = try ContactBook(vault)
    for trouble in try book.refresh(book.contacts, from: spool) {
      reporter.printer.warn(
        "\(trouble.contact.alias): what the route has of them was refused: \(trouble.error.name)")
    }
  }

  private func fetch(_ vault: Vault, _ context: Context, _ reporter: ReceiveReporter) throws {
    var vault = vault
    repeat {
      if let reopened = try vault.reopened() { vault = reopened }
      let fetcher = MailFetcher(vault)
      if envelopes.isEmpty {
        guard let spool = try home.spool(context) else { throw SettingError.noRoute }
        let mailbox = try HomeConfiguration.read(vault.home).mailbox
        for name in try fetcher.fetch(from: spool, mailbox: mailbox) {
          try reporter.report(.queued(id: name))
        }
      }
      try eachEnvelope(context, reporter) {
        try reporter.report(.queued(id: try fetcher.fetch(file: $0)))
      }
      if follow { sleep(Self.pollingSeconds) }
    } while follow
    if !fetchOnly, !follow { reporter.explainQueue() }
    try StatusCommand.warn(try vault.counts(), vault.today, reporter.printer)
  }
}
