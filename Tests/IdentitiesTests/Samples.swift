import Files
import Identities
import Secrets

/// People and documents for tests, made from fixed seeds.
enum Sample {
  static let now = Timestamp(unix: 1_795_290_000)
  static let big = Registration(register: "big", number: "89012345601")

  static func key(_ number: UInt8) -> SigningKey {
    var seed = [UInt8](repeating: number, count: 32)
    return SigningKey(seed: SecretBytes(moving: &seed))
  }

  static let vries = key(1)
  static let jansen = key(2)
  static let verifier = key(3)
  static let chief = key(4)

  /// Of the right form; nobody has the secret keys.
  static func prekey(_ number: UInt8 = 9) -> Prekey {
    Prekey(
      kem: [UInt8](repeating: number & 15, count: 1184) + [UInt8](repeating: number, count: 32),
      hint: [UInt8](repeating: number, count: 32))
  }

  static func card(
    by key: SigningKey = vries, name: String = "B. de Vries", registrations: [Registration] = [big],
    firstDay: Day = now.day, prekeys: [Prekey] = [prekey()], issued: Timestamp = now,
    notAfter: Timestamp? = nil, after previous: Int? = nil
  ) throws -> Card {
    try Card.sign(
      by: key, name: name, mailbox: "00112233445566778899aabbccddeeff",
      registrations: registrations, firstDay: firstDay, prekeys: prekeys, issued: issued,
      notAfter: notAfter, after: previous)
  }

  static func attestation(
    by key: SigningKey = verifier, of subject: SigningKey = vries, name: String = "B. de Vries",
    issued: Timestamp = now - 86_400, validUntil: Timestamp = now + 86_400
  ) throws -> Attestation {
    try Attestation.sign(
      by: key, subject: subject.identity, name: name, registration: big, profession: "01",
      method: .inPerson, source: "https://example.com/register", sourceDate: issued,
      issued: issued, validUntil: validUntil)
  }

  static func revocation(
    by key: SigningKey, of target: Revocation.Target
  ) throws -> Revocation {
    try Revocation.sign(by: key, of: target, reason: .compromised, issued: now)
  }
}
