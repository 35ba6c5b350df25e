internal import AgeFormat
internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Forward: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "forward",
    abstract: "Send a message on, with its author's signature.",
    discussion: """
      tacita forward 3f9a --to bakker
      tacita forward 3f9a --to-role cardiology-on-call
      echo 'Can you see her tonight?' | tacita forward @last --to bakker --body - --ask acknowledged

      Recipients see who forwarded it, and that its author wrote exactly this.
      """)

  @Argument(help: "The beginning of an id, or @last for the message last received.")
  var id: String

  @Option(
    help: ArgumentHelp("A contact's alias or identity; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var to: [String] = []

  @Option(
    help: ArgumentHelp("A team, instead of single recipients.", valueName: "team"),
    completion: .teams)
  var toTeam: String?

  @Option(
    help: ArgumentHelp("Whoever has a role now, instead of single recipients.", valueName: "role"),
    completion: .roles)
  var toRole: String?

  @Flag(help: "With --to-team: send to nobody unless all members can be reached.")
  var allOrNone = false

  @Option(
    help: ArgumentHelp(
      "The file of your own words, - for standard input.", valueName: "file"),
    completion: .file())
  var body: String?

  @Option(
    help: ArgumentHelp("How urgent it is, if not as before.", valueName: "priority"))
  var priority: MessageHead.Priority?

  @Option(
    help: ArgumentHelp(
      "Ask to be told that it was delivered, or that a person acknowledged it; may be repeated.",
      valueName: "what"))
  var ask: [MessageWant] = []

  @Option(
    help: ArgumentHelp("Send to contacts that are not verified, and why.", valueName: "reason"))
  var allowUnverified: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    switch [to.isEmpty, toTeam == nil, toRole == nil].count(where: { !$0 }) {
    case 0:
      throw Failure.usage(
        "name a recipient with --to, --to-team or --to-role",
        hint: "tacita contact list shows who is known")
    case 1: break
    default:
      throw Failure.usage(
        "--to, --to-team and --to-role exclude each other", hint: "give one of them")
    }
    if allOrNone, toTeam == nil { throw Failure.usage("--all-or-none is for --to-team") }
    if let reason = allowUnverified, reason.allSatisfy(\.isWhitespace) {
      throw Failure.usage("--allow-unverified needs a reason", hint: "it is kept in the audit log")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let text: any ByteSource =
      try body.map {
        DescriptorSource($0 == "-" ? context.input : try Descriptor.reading($0))
      } ?? MemorySource([])
    let vault = try home.openVault(context, printer)
    var message = OutgoingMessage(text: text)
    message.to = to
    message.team = toTeam
    message.role = toRole
    message.allOrNone = allOrNone
    message.wants = Set(ask)
    message.unverifiedReason = allowUnverified
    try message.forward(id, priority: priority, in: vault)
    var sender = try MessageSender(vault, by: home.wayOut(of: vault, printer))
    let sent = try sender.send(message)
    try SentText.tell(sent, vault, printer, forwarded: message.forwarded?.summary.id)
    return .done
  }
}
