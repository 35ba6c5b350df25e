package import Files
package import Identities

/// What was known of a sender when their message came, kept with it: a card may say something else
/// tomorrow, and an attestation may end.
package struct SenderRecord: Hashable, Sendable {
  /// As their card claimed it.
  package var name: String
  /// As their card claimed them; of very many, the first for which there was room.
  package var registrations: [Registration]
  /// How many the card claimed.
  package var claimed: Int
  /// The attestation that counted then, if one did.
  package var attestation: AttestationRecord?

  /// As much of an attestation as names it.
  package struct AttestationRecord: Hashable, Sendable {
    package let digest: [UInt8]
    package let issuer: Identity
    package let validUntil: Timestamp
  }

  /// What is known of `contact`, who is worth `standing`.
  package init(_ contact: Contact, _ standing: Standing) {
    self.init(contact.card, standing.attestation)
  }

  /// What is known of one who is not a contact, by `card`.
  package init(_ card: Card.Facts, _ attestation: Attestation?) {
    (name, registrations) = (card.name, card.registrations)
    claimed = registrations.count
    self.attestation = attestation.map {
      AttestationRecord(digest: $0.digest, issuer: $0.issuer, validUntil: $0.validUntil)
    }
  }

  /// 1 without an attestation or 2 with one ‖ name ‖ [digest ‖ issuer ‖ u64 end] ‖ u16
  /// registrations claimed ‖ u8 those that follow ‖ register and number of each; texts with their
  /// length before them. At most `room` bytes.
  func encoded(room: Int) -> [UInt8] {
    var bytes: [UInt8] = [attestation == nil ? 1 : 2]
    bytes.append(text: name)
    if let attestation {
      bytes += attestation.digest + attestation.issuer.publicKey
      bytes.append(bigEndian: UInt64(attestation.validUntil.unix))
    }
    bytes.append(bigEndian: UInt16(min(claimed, 65535)))
    var (list, count): ([UInt8], UInt8) = ([], 0)
    for registration in registrations {
      let size = registration.register.utf8.count + registration.number.utf8.count + 2
      guard count < 255, bytes.count + 1 + list.count + size <= room else { break }
      list.append(text: registration.register)
      list.append(text: registration.number)
      count += 1
    }
    return bytes + [count] + list
  }

  /// Reads it back; nil when the byte is there that says there is none.
  init?(_ fields: inout RowFields) throws {
    let form = try fields.number(1)
    guard form > 0 else { return nil }
    guard form <= 2 else { throw VaultError.damaged("messages.summary") }
    name = try fields.text()
    if form == 2 {
      attestation = AttestationRecord(
        digest: try fields.take(32), issuer: try fields.identity(), validUntil: try fields.time())
    }
    claimed = try fields.number(2)
    registrations = try (0..<(try fields.number(1))).map { _ in
      Registration(register: try fields.text(), number: try fields.text())
    }
  }
}
