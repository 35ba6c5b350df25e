internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Policies
internal import Redaction
internal import Teams
internal import Transports

struct Send: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "send",
    abstract: "Seal, sign and deliver a message.",
    discussion: """
      tacita send --to jansen < note.txt
      tacita send --to jansen --attach rash.jpg --clean --body note.txt

      The text comes from standard input, or from --body FILE. Clinical text is never in \
      arguments. The message's id is written to standard output. With -o FILE, the bare envelope \
      is written there instead of being delivered.
      """)

  @OptionGroup var addressees: AddresseeOptions

  @Option(
    help: ArgumentHelp("The text's file, - for standard input.", valueName: "file"),
    completion: .file())
  var body: String?

  @Option(
    help: ArgumentHelp("Attach a file, - for standard input; may be repeated.", valueName: "file"),
    completion: .file())
  var attach: [String] = []

  @Option(
    help: ArgumentHelp("The name of what is attached from standard input.", valueName: "name"))
  var stdinName: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Clean attached pictures, as tacita blur --metadata-only does, or send nothing.")
  var clean: Bool?

  @Option(help: "A subject line.")
  var subject: String?

  @Option(
    help: ArgumentHelp("How long it may be kept, like 7d, or until when.", valueName: "duration"))
  var expires: String?

  @Option(help: ArgumentHelp("How urgent it is.", valueName: "priority"))
  var priority: MessageHead.Priority = .routine

  @Option(
    help: ArgumentHelp(
      "The token of the patient, as another message shows it.", valueName: "token"))
  var patient: String?

  @Option(
    help: ArgumentHelp(
      "Make the token from the patient's number in a file, like bsn:111222333.",
      valueName: "file"), completion: .file())
  var patientFrom: String?

  @Flag(help: "With --reply-to: the answer is about another patient than its question.")
  var otherPatient = false

  @Option(help: ArgumentHelp("Answer a message: its participants are recipients.", valueName: "id"))
  var replyTo: String?

  @Flag(help: "With --reply-to: answer the sender alone.")
  var toSender = false

  @Flag(help: "Leave out recipients who cannot be written to, and say who they are.")
  var skipUnreachable = false

  @Option(
    help: ArgumentHelp(
      "Ask to be told that it was delivered, or that a person acknowledged it; may be repeated.",
      valueName: "what"))
  var ask: [MessageWant] = []

  @Option(
    help: ArgumentHelp(
      "An own message to the same people that this one corrects.", valueName: "id"))
  var replaces: String?

  @Option(
    help: ArgumentHelp(
      "How long a person may take to acknowledge it, like 15m.", valueName: "duration"))
  var ackWithin: String?

  @Option(
    help: ArgumentHelp(
      "A contact to whom tacita overdue --escalate sends it on; may be repeated.",
      valueName: "alias"), completion: .contacts)
  var escalateTo: [String] = []

  @Flag(help: "Ask the recipients' tacita not to export it.")
  var noExport = false

  @Flag(help: "Mask what identifies a patient in the text, as tacita redact does.")
  var redact = false

  @Option(
    help: ArgumentHelp(
      "With --redact or --check-text: mask or find what this file says of the patient.",
      valueName: "file"), completion: .file())
  var redactPatient: String?

  @Flag(help: "Send nothing if the text has what tacita redact would mask.")
  var checkText = false

  @OptionGroup var doubt: UnverifiedOptions

  @Option(
    help: ArgumentHelp(
      "Send although somebody else revoked your identity, and why.", valueName: "reason"))
  var despiteRevocation: String?

  @Flag(help: "Keep it here when the route is away, and send it when the route is back.")
  var queue = false

  @OptionGroup var file: OutputFileOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    let fromInput = attach.filter { $0 == "-" }.count + (body == "-" ? 1 : 0)
    if fromInput > 1 { throw Failure.usage("only one of --body and --attach can be -") }
    if attach.contains("-"), stdinName == nil {
      throw Failure.usage("--attach - needs --stdin-name NAME")
    }
    if patient != nil, patientFrom != nil {
      throw Failure.usage(
        "--patient and --patient-from exclude each other", hint: "give one of them")
    }
    if redact, checkText {
      throw Failure.usage("--redact and --check-text exclude each other", hint: "give one of them")
    }
    if redactPatient != nil, !redact, !checkText {
      throw Failure.usage("--redact-patient needs --redact or --check-text")
    }
    try doubt.check()
    if ackWithin != nil || !escalateTo.isEmpty, !ask.contains(.acknowledged) {
      throw Failure.usage("--ack-within and --escalate-to need --ask acknowledged")
    }
    if queue, file.output != nil {
      throw Failure.usage("--queue is for the route: with -o the envelope is written at once")
    }
    if toSender, replyTo == nil { throw Failure.usage("--to-sender is for --reply-to") }
    try addressees.check(mayBeMissing: replyTo != nil)
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let given = try GivenTermsInput.read(patient: redactPatient, names: nil, printer)
    let masked = redact ? RedactedText(try text(context), given: given) : nil
    var message = OutgoingMessage(
      text: try masked
        ?? (checkText ? CheckedText.read(text(context), given: given) : text(context)))
    addressees.address(&message)
    message.allowsOtherPatient = otherPatient
    let progress = ProgressLine(printer, total: try attachedSize())
    message.subject = subject
    message.patient = try patient.map(patientToken)
    message.priority = priority
    message.lifetime = try lifetime(context)
    message.inReplyTo = replyTo
    message.toSenderOnly = toSender
    message.skipsUnreachable = skipUnreachable
    message.noExport = noExport
    message.wants = Set(ask)
    message.ackWithin = try ackWithin.map { try Durations.seconds($0, "--ack-within") }
    message.escalateTo = escalateTo
    message.replaces = replaces
    message.revocationReason = despiteRevocation
    let file = try file.file()
    message.patientNumber = try patientFrom.map(PatientInput.number)
    let vault = try home.openVault(context, printer)
    message.unverifiedReason = try doubt.reason(in: vault)
    if let clean { try vault.machine.check(clean ? "on" : "off", is: .cleanAttachments) }
    let cleans = try clean ?? Policy(vault).cleansAttachments
    message.attachments = try attach.map { try attachment($0, cleans, context, progress) }
    var sender = try sender(vault, context, printer)
    let sent: MessageSender.Sent
    do { sent = try send(message, &sender, file, context) } catch Refusal.malformed {
      throw Failure(
        "bad-text", .badData, "the text is not UTF-8; nothing was sent",
        hint: "convert it with iconv -t UTF-8, or send it as a file with --attach")
    }
    progress.finish()
    if let masked {
      printer.remark(RedactionSummary.text(masked.counts, masked: true, named: given != nil))
    }
    do { try SentText.tell(sent, vault, printer, onErrors: self.file.output == "-") } catch let
      error as FileError
    {
      throw Failure(
        "sent-unsaid", .inputOutput,
        "the message was sent, but its id cannot be written: \(error.reason)",
        hint: "do not send it again; tacita list tells its id")
    }
    return .done
  }

  private func sender(
    _ vault: OpenVault, _ context: Context, _ printer: Printer
  ) throws -> MessageSender {
    guard file.output == nil else {
      let route = try home.reachableRoute(context, printer)
      try CardKeeper(vault).publish(in: route, mayFail: true)
      return try MessageSender(byHand: vault, cardsFrom: route)
    }
    let way = try home.wayOut(of: vault, queues: queue, context, printer)
    try CardKeeper(vault).publish(in: way.route, mayFail: way.mayWait)
    return try MessageSender(vault, by: way)
  }

  private func send(
    _ message: OutgoingMessage, _ sender: inout MessageSender, _ file: OutputFile?,
    _ context: Context
  ) throws -> MessageSender.Sent {
    guard self.file.output != nil else { return try sender.send(message) }
    let target = file?.descriptor ?? context.output
    let sent = try sender.send(message, to: target.write)
    try file?.commit()
    return sent
  }
}
