internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import Messaging

struct AskAgain: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "ask-again",
    abstract: "Ask senders to send again what did not arrive.",
    discussion: """
      tacita ask-again --dry-run
      tacita ask-again --since 2026-11-20

      tacita status tells what is missing. Each sender gets one message, and decides. After a \
      restore, --since asks everybody who wrote to you.
      """)

  @Option(
    help: ArgumentHelp(
      "From this time on your home may lack messages: 2d, yesterday, 2026-11-25.",
      valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp("Ask only this contact; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var to: [String] = []

  @Flag(help: "Show who would be asked for what, and send nothing.")
  var dryRun = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let since = try Moments.since(since, context)
    let vault = try home.openVault(context, printer)
    let again = try AgainRequests(vault)
    let requests = try again.requests(since: since, only: to)
    if requests.isEmpty { printer.remark("nobody is to be asked: nothing is known to be missing") }
    let way = dryRun || requests.isEmpty ? nil : try home.wayOut(of: vault, context, printer)
    for request in requests {
      let sent = try way.map { try again.send(request, by: $0) }
      if sent?.isQueued == true { printer.remark(SentText.queued) }
      try DeliveryText.tell(sent?.earlier ?? [], vault, printer)
      try printer.result(
        text: text(request, sent?.head.id),
        json: JSONObject([
          "alias": .string(request.contact.alias.description),
          "id": sent.map { .string($0.head.id.hex) }, "missing": .number(request.missing),
          "queued": sent?.isQueued == true ? .bool(true) : nil, "schema": "tacita/ask-again/1",
          "text": .string(request.text), "to": .string(request.contact.identity.description),
        ]))
    }
    return .done
  }

  private func text(_ request: AgainRequests.Request, _ id: [UInt8]?) -> String {
    guard let id else {
      return "\(request.contact.alias) would be asked:\n\(request.text.dropLast())"
    }
    return "\(id.hex.prefix(12))  asked \(request.contact.alias)"
  }
}
