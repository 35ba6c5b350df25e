package import AgeFormat
package import Envelopes
package import Identities
internal import Files
package import MessageVault
package import Teams

/// A message as the user composed it.
package struct OutgoingMessage {
  /// A part's content, which may come from a pipe.
  package struct Part {
    package var name: String
    package var type: String
    package var content: any ByteSource

    package init(name: String, type: String, content: any ByteSource) {
      self.name = name
      self.type = type
      self.content = content
    }
  }

  /// Aliases or identities.
  package var to: [String] = []
  /// The team, or the role, that it goes to instead.
  package var team: String?
  package var role: String?
  /// Whether a team's message that cannot go to all members goes to none.
  package var allOrNone = false
  package var text: any ByteSource
  package var attachments: [Part] = []
  package var subject: String?
  package var patient: PatientToken?
  /// The number from which the patient's token is made, under the key of whom it goes to.
  package var patientNumber: PatientNumber?
  /// Whether an answer may be about another patient than its question.
  package var allowsOtherPatient = false
  package var priority = MessageHead.Priority.routine
  /// Seconds from sending; nil for the retention.
  package var lifetime: Int?
  /// Seconds that it is kept at most, whatever else is asked for: those of what it passes on.
  var mostLifetime: Int?
  /// The message that this one answers; its participants are recipients too.
  package var inReplyTo: String?
  /// Whether only the sender of the message that is answered gets the answer.
  package var toSenderOnly = false
  /// Whether those who cannot be written to are left out instead of keeping it from everybody.
  package var skipsUnreachable = false
  package var noExport = false
  /// What the recipients' homes and the recipients are asked to tell.
  package var wants: Set<MessageWant> = []
  /// The message that this one passes on, among its attachments.
  package internal(set) var forwarded: StoredMessage?
  /// An own message of the same conversation that this one corrects.
  package var replaces: String?
  /// Seconds within which an answer is wanted; nil for those of its priority.
  package var ackWithin: Int?
  /// Aliases or identities of those whom it is passed on to when there is no answer in time.
  package var escalateTo: [String] = []
  /// The level of an escalation that this message carries out.
  var escalation: EscalationStep?
  /// Members of the team who alone get it; everybody when there are none.
  var only: [Identity] = []
  /// People who answer for the role, who are written to instead of whoever has it now.
  var answering: Answering?

  /// Backups or holders, by the duty with this digest.
  struct Answering {
    var people: [Identity]
    var duty: [UInt8]
  }
  /// Why a contact whose standing is too low is written to all the same.
  package var unverifiedReason: String?

  /// Why this home sends although somebody else ended its identity.
  package var revocationReason: String?

  package init(text: any ByteSource) { self.text = text }

  /// The reasons that the audit log has of it.
  var purpose: String? {
    let reasons = [unverifiedReason, revocationReason.map { "despite revocation: \($0)" }]
      .compactMap(\.self)
    return reasons.isEmpty ? nil : reasons.joined(separator: "; ")
  }
}

/// What kind of file bytes are, as far as a few of them tell.
package enum MediaType {
  /// How many bytes ``of(_:)`` wants to see.
  package static let prefix = FileKind.prefix

  package static func of(_ start: [UInt8]) -> String {
    if start.starts(with: DocumentKind.card.line) { return MessageHead.cardType }
    return FileKind(of: start)?.mediaType ?? "application/octet-stream"
  }
}
