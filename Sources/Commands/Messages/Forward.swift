internal import AgeFormat
internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Forward: TacitaCommand {
  static let declaration = CommandConfiguration(
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

  @OptionGroup var addressees: AddresseeOptions

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
      "Make the patient's token anew for those whom it goes to, from the number in a file.",
      valueName: "file"), completion: .file())
  var patientFrom: String?

  @Flag(help: "With --patient-from: the number is right although the message has another token.")
  var otherPatient = false

  @Option(
    help: ArgumentHelp(
      "Ask to be told that it was delivered, or that a person acknowledged it; may be repeated.",
      valueName: "what"))
  var ask: [MessageWant] = []

  @OptionGroup var doubt: UnverifiedOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    try addressees.check()
    try doubt.check()
    if otherPatient, patientFrom == nil {
      throw Failure.usage("--other-patient is for --patient-from")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let text: any ByteSource =
      try body.map {
        DescriptorSource($0 == "-" ? context.input : try Descriptor.reading($0))
      } ?? MemorySource([])
    let number = try patientFrom.map(PatientInput.number)
    let vault = try home.openVault(context, printer)
    var message = OutgoingMessage(text: text)
    message.patientNumber = number
    message.allowsOtherPatient = otherPatient
    addressees.address(&message)
    message.wants = Set(ask)
    message.unverifiedReason = try doubt.reason(in: vault)
    try message.forward(id, priority: priority, in: vault)
    var sender = try MessageSender(vault, by: home.wayOut(of: vault, context, printer))
    let sent = try sender.send(message)
    try SentText.tell(sent, vault, printer, forwarded: message.forwarded?.summary.id)
    return .done
  }
}
