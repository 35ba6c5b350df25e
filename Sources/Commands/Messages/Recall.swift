internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct Recall: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "recall",
    abstract: "Take back a message that you sent.",
    discussion: """
      tacita recall 3f9a --reason wrong-patient
      tacita recall 3f9a --only jansen

      Copies that nobody fetched yet are removed from the route. The other homes are asked to \
      remove theirs. A home keeps a message that its user has seen, and marks it.
      """)

  @Argument(help: "The beginning of an id.")
  var id: String

  @Option(
    help: ArgumentHelp(
      "Why: wrong-recipient, wrong-patient, wrong-content, error, or another word.",
      valueName: "word"))
  var reason: String?

  @Option(
    help: ArgumentHelp("Only from this recipient; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var only: [String] = []

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    guard let reason else { return }
    let isWord = reason.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }
    guard isWord, (1...32).contains(reason.utf8.count) else {
      throw Failure.usage(
        "--reason is one word of small letters and hyphens",
        hint: "such as wrong-recipient, wrong-patient, wrong-content or error")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    var recaller = try Recaller(vault, by: home.wayOut(of: vault, context, printer))
    let recalled = try recaller.recall(id, reason: reason, only: only)
    let book = try ContactBook(vault)
    try DeliveryText.tell(recalled.earlier, vault, printer)
    for person in recalled.unreachable {
      printer.warn("\(person.name) cannot be asked: \(person.reason.rawValue)")
    }
    if recalled.isQueued { printer.remark(SentText.queued) }
    let taken = recalled.takenBack.map { book[$0]?.alias.description ?? $0.description }
    let asked = recalled.asked.map(\.alias.description)
    let id = recalled.message.summary.id.hex
    if !taken.isEmpty {
      printer.remark("taken back before it was fetched: \(taken.joined(separator: ", "))")
    }
    try printer.result(
      text: "recalled \(id.prefix(12)): \(asked.count.counted("home")) asked",
      json: JSONObject([
        "asked": .array(asked.map { .string($0) }), "id": .string(id),
        "queued": recalled.isQueued ? .bool(true) : nil,
        "reason": reason.map { .string($0) }, "schema": "tacita/recall/1",
        "takenBack": .array(taken.map { .string($0) }),
        "unreachable": recalled.unreachable.isEmpty
          ? nil
          : .array(
            recalled.unreachable.map {
              .object(
                JSONObject(["name": .string($0.name), "reason": .string($0.reason.rawValue)]))
            }),
      ]))
    return .done
  }
}
