internal import Files

/// What a helper is asked. docs/transports.md describes each call.
package enum HelperCall: String, Sendable, CaseIterable {
  case begin, prepare, put, entries, open, remove, retract, has, publish, document, documents
  case mailboxes, sweep, wait, check
  case checkIsFair = "check-fair"
}

/// Why a helper did not do what it was asked.
package enum HelperTrouble: String, Sendable, CaseIterable {
  /// The server, or the way to it. Nothing more is asked of this helper.
  case unreachable
  /// The server does not let this user do that.
  case refused
  /// There is no room.
  case full
  /// What was asked for is larger than may be fetched.
  case tooLarge = "too-large"
  /// What was begun is of no use here: the address or the credentials.
  case unusable
  case failed
}

/// Numbers on which both ends agree.
package enum HelperProtocol {
  package static let version = 1
  /// Bytes of a line at most, in either direction.
  package static let lineLimit = 1 << 20
  /// Names in one answer at most.
  package static let page = 4096
  /// Names that are asked for at most, in pages.
  package static let mostNames = 65536
  /// The largest document that is published and fetched.
  package static let largestDocument = 4 << 20
  /// The largest envelope that is fetched: what does not fit stays on the route.
  package static let largestEnvelope = 4 << 30
  /// Seconds for an answer, and bytes that a second more is given for.
  package static let patience = 60
  package static let slowest = 65536
  /// Bytes of a reason or note, and notes in an answer, at most.
  package static let longestText = 300
  /// Bytes of the version of a document at most.
  package static let longestVersion = 64
  package static let mostNotes = 8

  /// The form of a name under which documents are published: an identity, or a role's id.
  package static func isDocumentName(_ name: String) -> Bool {
    (1...128).contains(name.utf8.count)
      && name.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) }
  }

  /// The form of a mailbox: 32 hexadecimal digits.
  package static func isMailbox(_ name: String) -> Bool {
    name.utf8.count == 32 && [UInt8](hex: name) != nil
  }
}
