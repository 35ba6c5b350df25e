internal import Envelopes
internal import Files
internal import Identities

/// What refused envelopes and documents are told as.
extension Failure {
  init(_ refusal: Refusal) {
    switch refusal {
    case .held(let sender):
      self.init(
        refusal.name, .busy, "the sender \(sender) is not a contact; the message is kept, sealed",
        hint: "add their card with tacita contact add, then run tacita receive again")
    case .unknownKind(let sender):
      self.init(
        refusal.name, .busy, "\(Self.text(refusal)) from \(sender); it is kept, sealed",
        hint: "install a newer tacita, then run tacita receive again")
    default:
      self.init(refusal.name, .badData, Self.text(refusal), hint: Self.advice(refusal))
    }
  }

  /// What is wrong with an envelope, without a name of who sent it unless that is proven.
  static func text(_ refusal: Refusal) -> String {
    switch refusal {
    case .armorFailure(let reason): "the armor is damaged: \(reason)"
    case .headerFailure(let reason): "this is not an envelope, or it is damaged: \(reason)"
    case .tooLarge(let what): "the envelope is too large: \(what)"
    case .notForThisVault: "the envelope is not for this home"
    case .keyDestroyed: "if this envelope was for you, it came too late: its key is destroyed"
    case .payloadDamaged(let reason): "the content is damaged or incomplete: \(reason)"
    case .malformed(let reason): "the message is malformed: \(reason)"
    case .wrongKind(let kind): "the envelope holds a “\(kind.escapedForTerminal())”, not a message"
    case .unsigned: "the message is not signed"
    case .badPartName: "a part has a name that is not safe as a file's"
    case .digestMismatch: "the content is not what its sender signed"
    case .headerMismatch: "the envelope is not the one its sender signed: somebody sealed it again"
    case .fromMyself: "the message says that it is from you"
    case .badSignature: "the signature is not that of the sender it names"
    case .revoked(let sender): "the sender \(sender) is revoked"
    case .held(let sender): "the sender \(sender) is not a contact"
    case .notAddressedToMe: "the message is addressed to others, not to you"
    case .recipientsMismatch: "people to whom the message is not addressed could open the envelope"
    case .wrongDay: "the date of the message is not the day of its key"
    case .unknownKind: "a message of a kind that this version does not know"
    case .duplicate: "the message was received before"
    case .alreadyReceived: "another message of this sender was received under the same id"
    case .fromTheFuture: "the message is dated more than 48 hours ahead"
    case .expired: "the message has expired"
    }
  }

  private static func advice(_ refusal: Refusal) -> String? {
    switch refusal {
    case .armorFailure, .headerFailure:
      "if it should be a message, ask the sender to send it again"
    case .payloadDamaged: "ask the sender to send it again"
    case .badSignature, .headerMismatch, .recipientsMismatch, .unsigned, .digestMismatch:
      "somebody may have tampered with it: tell the sender by another way"
    case .fromTheFuture, .wrongDay: "check the clock here, and ask the sender to check theirs"
    case .keyDestroyed, .expired: "ask the sender to send it again"
    default: nil
    }
  }

  init(_ error: DocumentError) {
    let reason = error.reason.map { ": \($0)" } ?? ""
    switch error {
    case .malformed:
      self.init(
        error.name, .badData, "this is not a tacita document\(reason)",
        hint: "check which file you named: tacita card prints a card, tacita keygen writes a "
          + "revocation")
    case .wrongKind:
      self.init(error.name, .badData, "this is another kind of document than is needed here")
    case .badSignature:
      self.init(
        error.name, .badData, "the document is not signed by the key it names",
        hint: "it was changed or forged: ask its owner for it again")
    case .tooLarge: self.init(error.name, .badData, "the document is larger than 256 KiB")
    case .staleCard:
      self.init(
        error.name, .unavailable, "the card is older than the one on file",
        hint: "ask its owner for a fresh one: tacita card")
    case .differentIdentity:
      self.init(
        error.name, .badData, "the card is of another key",
        hint: "if the person has a new key, run tacita contact replace and compare the fingerprint")
    case .attestationDoesNotApply, .revocationDoesNotApply:
      self.init(error.name, .badData, "the document does not apply here\(reason)")
    }
  }
}
