package import Identities

/// Why an envelope is not shown, in the order in which an opening looks. Each case has a stable
/// name; all of them have status 65 but `held` and
/// `unknownKind`, which wait.
package enum Refusal: Error, Sendable, Equatable {
  case armorFailure(String)
  case headerFailure(String)
  case tooLarge(String)
  case notForThisVault
  case keyDestroyed
  case payloadDamaged(String)
  case malformed(String)
  case wrongKind(String)
  case unsigned
  case badPartName(String)
  case digestMismatch
  case headerMismatch
  case fromMyself
  case badSignature
  case revoked(Identity)
  /// The sender is not a contact yet. The envelope is kept, sealed, and tried again.
  case held(from: Identity)
  case notAddressedToMe
  case recipientsMismatch
  case wrongDay
  /// A message of a kind that this version does not know. Kept, sealed, and tried again.
  case unknownKind(from: Identity)
  /// The same message again: not a refusal for the user.
  case duplicate
  case alreadyReceived
  case fromTheFuture
  case expired

  /// The stable name.
  package var name: String {
    switch self {
    case .armorFailure: "armor-failure"
    case .headerFailure: "header-failure"
    case .tooLarge: "too-large"
    case .notForThisVault: "not-for-this-vault"
    case .keyDestroyed: "key-destroyed"
    case .payloadDamaged: "payload-damaged"
    case .malformed: "malformed"
    case .wrongKind: "wrong-kind"
    case .unsigned: "unsigned"
    case .badPartName: "bad-part-name"
    case .digestMismatch: "digest-mismatch"
    case .headerMismatch: "header-mismatch"
    case .fromMyself: "from-myself"
    case .badSignature: "bad-signature"
    case .revoked: "revoked"
    case .held: "unknown-sender"
    case .notAddressedToMe: "not-addressed-to-me"
    case .recipientsMismatch: "recipients-mismatch"
    case .wrongDay: "wrong-day"
    case .unknownKind: "unknown-kind"
    case .duplicate: "duplicate"
    case .alreadyReceived: "already-received"
    case .fromTheFuture: "from-the-future"
    case .expired: "expired"
    }
  }
}
