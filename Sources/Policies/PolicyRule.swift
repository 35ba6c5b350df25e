/// The rules that an administrator can give every home of a machine, by their names in the file.
/// docs/policy.md explains each.
package enum PolicyRule: String, CaseIterable, Sendable {
  case message
  case passphraseCharacters = "passphrase.characters"
  case passphraseUnguessable = "passphrase.unguessable"
  case secondFactor = "second-factor"
  case keyFiles = "key-files"
  case recovery
  case retention = "retention.days"
  case horizon = "horizon.days"
  case verification
  case exceptions = "verification.exceptions"
  case deliveredReceipts = "delivered-receipts"
  case recalls
  case queue
  case cleanAttachments = "clean-attachments"
  case routes
  case byHand = "by-hand"
  case exportFormats = "export.formats"
  case auditFormats = "audit.formats"
  case agentIdle = "agent.idle-minutes"
  case agentTotal = "agent.total-minutes"
  case backup = "backup.days"
  case auditForward = "audit.forward"

  /// What may stand behind a name.
  package enum Form: Sendable {
    case text(most: Int)
    case number(ClosedRange<Int>)
    /// One of these words.
    case word([String])
    /// A list of these words, each once; an empty one allows none.
    case words([String])
    /// A list of texts with one of these beginnings, `most` of them, in so many bytes each.
    case texts(most: Int, bytes: Int)
  }

  package var form: Form {
    switch self {
    case .message: .text(most: 1000)
    case .passphraseCharacters: .number(12...128)
    case .passphraseUnguessable: .number(6...64)
    case .secondFactor: .word(["required", "optional"])
    case .keyFiles: .word(["allowed", "forbidden"])
    case .recovery: .texts(most: 8, bytes: 2100)
    case .retention: .number(1...365)
    case .horizon: .number(1...150)
    case .verification: .word(["pinned", "registered"])
    case .exceptions: .word(["with-reason", "none"])
    case .deliveredReceipts: .word(["on", "urgent", "off"])
    case .recalls: .word(["mark", "forget"])
    case .queue, .cleanAttachments: .word(["on", "off"])
    case .routes: .texts(most: 64, bytes: 4096)
    case .byHand: .word(["allowed", "forbidden"])
    case .exportFormats: .words(["text", "json", "eml", "fhir", "fhir-document", "mdm"])
    case .auditFormats: .words(["json", "fhir", "syslog"])
    case .agentIdle: .number(1...1440)
    case .agentTotal: .number(1...10080)
    case .backup: .number(1...365)
    case .auditForward: .word(["syslog", "none"])
    }
  }

  /// What the rule decides, for `tacita policy`.
  package var meaning: String {
    switch self {
    case .message: "shown by status and unlock"
    case .passphraseCharacters: "characters of a passphrase at least"
    case .passphraseUnguessable: "characters at least without words and rows of keys"
    case .secondFactor: "a file beside each passphrase"
    case .keyFiles: "key files that open a home alone"
    case .recovery: "can open every home that is made"
    case .retention: "days that a message is kept at most"
    case .horizon: "days ahead that others can write at most"
    case .verification: "what a contact must be to be written to"
    case .exceptions: "--allow-unverified and --despite-revocation"
    case .deliveredReceipts: "what senders are told"
    case .recalls: "what becomes of messages that are taken back"
    case .queue: "whether messages wait for the route"
    case .cleanAttachments: "whether send cleans pictures"
    case .routes: "where mail may go and come from"
    case .byHand: "envelopes as files"
    case .exportFormats: "in which messages may be exported"
    case .auditFormats: "in which the audit log may be exported"
    case .agentIdle: "minutes without use after which the agent locks"
    case .agentTotal: "minutes after which the agent forgets"
    case .backup: "days that a backup may be old"
    case .auditForward: "where lines of the audit log also go"
    }
  }
}

/// The value of a rule.
package enum PolicyValue: Sendable, Equatable {
  case text(String)
  case number(Int)
  case list([String])

  /// As a person reads it.
  package var description: String {
    switch self {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .list(let texts): texts.isEmpty ? "none" : texts.joined(separator: ", ")
    }
  }
}
