internal import Files
internal import Identities

/// An attestation as scripts see it.
enum AttestationText {
  static func json(_ attestation: Attestation) -> JSONObject {
    JSONObject([
      "attestation": .string(attestation.digest.hex),
      "document": .string(String(decoding: attestation.bytes, as: UTF8.self)),
      "issued": .string(attestation.issued.description),
      "issuer": .string(attestation.issuer.description),
      "method": .string(attestation.method.rawValue), "name": .string(attestation.name),
      "profession": .string(attestation.profession),
      "registration": .string(attestation.registration.description),
      "schema": "tacita/attestation/1", "source": .string(attestation.source),
      "sourceDate": .string(attestation.sourceDate.description),
      "subject": .string(attestation.subject.description),
      "validUntil": .string(attestation.validUntil.description),
    ])
  }

  /// The same, with whether it counts for `card` here, and why not.
  static func json(
    _ attestation: Attestation, of card: Card.Facts, _ trust: Trust, _ now: Timestamp
  ) -> JSONObject {
    let reason = attestation.rejection(by: card, trust, now)
    var json = json(attestation)
    json["counts"] = .bool(reason == nil)
    json["reason"] = reason.map { .string($0) }
    return json
  }
}

extension Attestation {
  /// Why this does not count for `card`; nil when it does.
  func rejection(by card: Card.Facts, _ trust: Trust, _ now: Timestamp) -> String? {
    do {
      try applies(to: card, trust: trust, now: now)
      return nil
    } catch let error as DocumentError {
      return error.reason ?? error.name
    } catch {
      return "it cannot be judged"
    }
  }
}
