package import Files

/// One act on clinical content or on what protects it (after NEN 7513). Holds no clinical text.
package struct AuditLine: Sendable {
  package enum Action: String, Sendable {
    case create = "C"
    case read = "R"
    case update = "U"
    case delete = "D"
    case execute = "E"
  }

  /// What happened: `send`, `receive`, `read`, `delete`, `contact-add`, …
  package var event: String
  package var action: Action
  package var time: Timestamp
  /// `done`, or the name of the error.
  package var outcome: String
  /// The row key of the message, in hexadecimal, or another object's name.
  package var object: String?
  /// The pseudonym of the patient that the sender gave.
  package var patient: String?
  /// The others: the sender or the recipients, as identities.
  package var parties: [String]
  /// Why, where a person has to say.
  package var purpose: String?

  package init(
    _ event: String, _ action: Action, at time: Timestamp, outcome: String = "done",
    object: String? = nil, patient: String? = nil, parties: [String] = [], purpose: String? = nil
  ) {
    self.event = event
    self.action = action
    self.time = time
    self.outcome = outcome
    self.object = object
    self.patient = patient
    self.parties = parties
    self.purpose = purpose
  }

  /// The line as it is sealed; `actor` is who acted, `host` the machine.
  func encoded(actor: String, host: String) -> [UInt8] {
    CanonicalJSON.encode(
      JSONObject([
        "schema": "tacita/audit/1", "event": .string(event), "action": .string(action.rawValue),
        "time": .string(time.description), "outcome": .string(outcome), "actor": .string(actor),
        "object": object.map { .string($0) }, "patient": patient.map { .string($0) },
        "parties": parties.isEmpty ? nil : .array(parties.map { .string($0) }),
        "purpose": purpose.map { .string($0) }, "program": "tacita", "host": .string(host),
      ]))
  }
}
