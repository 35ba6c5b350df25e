internal import Files
package import Messaging

/// A system of the record that takes HL7 v2 over MLLP, reached through `tacita-mllp`, a program of
/// its own that holds no key (docs/record.md).
package struct RecordReceiver: Sendable {
  /// `HOST:PORT`; an IPv6 address stands in brackets.
  package struct Address: Sendable {
    let host: String
    let port: Int

    package init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":"),
        let port = UInt16(text[text.index(after: colon)...]),
        port > 0
      else { return nil }
      var host = text[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") {
        host = host.dropFirst().dropLast()
      } else if host.contains(":") {
        return nil
      }
      guard (1...253).contains(host.utf8.count),
        host.utf8.allSatisfy({ (0x21...0x7e).contains($0) })
      else { return nil }
      (self.host, self.port) = (String(host), Int(port))
    }
  }

  package static let programName = "tacita-mllp"
  /// The largest answer of the program.
  private static let limit = 4096
  /// Seconds beyond the receiver's own, for the program to tell of them.
  private static let grace = 5

  private let address: Address
  private let program: String
  private let timeout: Int

  /// `timeout` is how many seconds the receiver has to connect, and then to answer.
  package init(_ address: Address, program: String, timeout: Int) {
    (self.address, self.program, self.timeout) = (address, program, timeout)
  }

  /// Sends one message and waits for its acknowledgement. Throws what reading the message throws;
  /// the receiver cannot have it then.
  package func send(
    _ export: MessageExporter.Export, patient: RecordPatient
  ) throws -> RecordDelivery {
    let helper: HelperProgram
    do { helper = try HelperProgram(program, environment: [:]) } catch is HelperError {
      return .unsent("\(Self.programName) is not beside tacita")
    }
    let task = JSONObject([
      "control": .string(MDMMessage.controlID(of: export)), "host": .string(address.host),
      "port": .number(address.port), "timeout": .number(timeout),
    ])
    var isWhole = false
    do {
      try write(CanonicalJSON.encode(task) + [0x0a, 0x0b], to: helper)
      try MDMMessage.write(export, patient: patient) { try write(Array($0), to: helper) }
      try write([0x1c, 0x0d], to: helper)
      isWhole = true
    } catch is HelperError {}
    // It tells why it took no more, too.
    return answer(of: helper, hasAll: isWhole)
  }

  private func write(_ bytes: [UInt8], to helper: HelperProgram) throws {
    try helper.send(bytes, by: HelperProgram.Deadline(seconds: timeout + Self.grace))
  }

  /// Believes nothing that is not plainly an answer.
  private func answer(of helper: HelperProgram, hasAll: Bool) -> RecordDelivery {
    do {
      let line = try helper.line(
        limit: Self.limit, by: HelperProgram.Deadline(seconds: 2 * timeout + Self.grace))
      let json = try JSONParser.object(line)
      let text = try json.string("text")
      switch try json.string("answer") {
      case "acknowledged" where hasAll: return .acknowledged(text)
      case "refused" where hasAll: return .refused(text)
      case "unsent": return .unsent(text)
      default: return .unknown(text)
      }
    } catch {
      let reason = "\(Self.programName) ended without an answer"
      return hasAll ? .unknown(reason) : .unsent(reason)
    }
  }
}
