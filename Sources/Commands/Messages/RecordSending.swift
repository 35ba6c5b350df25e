internal import Envelopes
internal import Files
internal import MessageVault
internal import Messaging
internal import Records

/// Messages on their way to a system of the record.
enum RecordSending {
  private static let usualTimeout = 30

  /// Throws when `address` is none, or the program that sends is not there.
  static func receiver(
    _ address: String, _ timeout: String?, _ context: Context
  ) throws -> RecordReceiver {
    guard let place = RecordReceiver.Address(address) else {
      throw Failure.usage(
        "--mllp: “\(address.escapedForTerminal())” is not a host and a port",
        hint: "write it like engine.example:2575 or [::1]:2575")
    }
    let seconds = try timeout.map { try Durations.seconds($0, "--timeout") } ?? usualTimeout
    guard (1...3600).contains(seconds) else {
      throw Failure.usage("--timeout is from 1s to 1h")
    }
    guard
      let program = HelperProgram.find(
        RecordReceiver.programName, path: context.environment["PATH"])
    else {
      throw Failure(
        "no-helper", .configuration, "the program \(RecordReceiver.programName) is missing",
        hint: "install it beside tacita; without --mllp, the message is written to a file")
    }
    return RecordReceiver(place, program: program, timeout: seconds)
  }

  /// Sends them in order, tells of each what became of it, and stops at the first that was not
  /// acknowledged.
  static func send(
    _ messages: [StoredMessage], by exporter: MessageExporter, to receiver: RecordReceiver,
    about patient: RecordPatient, again: Bool, _ printer: Printer
  ) throws -> Status {
    var last: RecordDelivery?
    let isDone = try exporter.deliver(messages, again: again) { export in
      try receiver.send(export, patient: patient)
    } telling: { export, delivery in
      last = delivery
      try printer.result(
        text: "\(export.head.id.hex)  \(delivery.word)  \(words(delivery).escapedForTerminal())",
        json: JSONObject([
          "control": .string(MDMMessage.controlID(of: export)),
          "id": .string(export.head.id.hex), "outcome": .string(delivery.word),
          "schema": "tacita/delivered/1", "text": .string(words(delivery)),
        ]))
    }
    guard !isDone, let last else { return .done }
    throw failure(last)
  }

  private static func words(_ delivery: RecordDelivery) -> String {
    switch delivery {
    case .acknowledged(let text), .refused(let text), .unsent(let text), .unknown(let text): text
    }
  }

  private static func failure(_ delivery: RecordDelivery) -> Failure {
    let text = words(delivery).escapedForTerminal()
    switch delivery {
    case .acknowledged: return Failure("internal", .internalError, "acknowledged, and yet not")
    case .refused:
      return Failure(
        "record-refused", .no, "the system refused the message: \(text)",
        hint: "the rest was not sent; correct what it names, and export again")
    case .unsent:
      return Failure(
        "record-unreachable", .unavailable, "the message was not sent: \(text)",
        hint: "the system does not have it; check host, port and network, and export again")
    case .unknown:
      return Failure(
        "record-unknown", .unavailable, "it is not known whether the system has it: \(text)",
        hint: "look there before you send it again with --force; it has the same control id then")
    }
  }
}
