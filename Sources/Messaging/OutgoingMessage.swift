package import AgeFormat
package import Envelopes
internal import Identities

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
  package var text: any ByteSource
  package var attachments: [Part] = []
  package var subject: String?
  package var patient: String?
  package var priority = MessageHead.Priority.routine
  /// Seconds from sending; nil for the retention.
  package var lifetime: Int?
  /// The message that this one answers; its participants are recipients too.
  package var inReplyTo: String?
  /// Whether only the sender of the message that is answered gets the answer.
  package var toSenderOnly = false
  /// Whether those who cannot be written to are left out instead of keeping it from everybody.
  package var skipsUnreachable = false
  package var noExport = false
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
  package static let prefix = 64

  package static func of(_ start: [UInt8]) -> String {
    let known: [(start: [UInt8], type: String)] = [
      ([0xff, 0xd8, 0xff], "image/jpeg"), ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a], "image/png"),
      (Array("%PDF-".utf8), "application/pdf"), (Array("GIF8".utf8), "image/gif"),
      ([0x50, 0x4b, 3, 4], "application/zip"), (Array("II*\0".utf8), "image/tiff"),
      (Array("MM\0*".utf8), "image/tiff"), (DocumentKind.card.line, MessageHead.cardType),
    ]
    return known.first { start.starts(with: $0.start) }?.type ?? "application/octet-stream"
  }
}
