import AgeFormat
import Files
import Identities
import Secrets

@testable import Envelopes

/// Somebody with an identity and prekeys, one or more generations for each of a few days.
struct Person {
  let signingKey: SigningKey
  private(set) var keys: [PrekeySecret] = []

  /// What the tests take for the present, and its day.
  static let now = Timestamp(unix: 1_795_290_000)
  static var today: Day { now.day }
  static let retention = 30

  var identity: Identity { signingKey.identity }

  init(signingKey: SigningKey, keys: [PrekeySecret]) {
    self.signingKey = signingKey
    self.keys = keys
  }

  init(days: [Day] = [Person.today], generations: Int = 1) {
    signingKey = .generate()
    for day in days {
      for generation in 0..<generations {
        keys.append(
          PrekeySecret(
            day: day, generation: generation, lastDay: day + Person.retention,
            kemSeed: RandomBytes.make(32), hintSecret: RandomBytes.make(32)))
      }
    }
  }

  func secret(on day: Day = Person.today, generation: Int = 0) -> PrekeySecret {
    guard let secret = keys.first(where: { $0.day == day && $0.generation == generation }) else {
      preconditionFailure("this person has no such prekey")
    }
    return secret
  }

  func prekey(on day: Day = Person.today, generation: Int = 0) throws -> Prekey {
    let secret = secret(on: day, generation: generation)
    return Prekey(
      kem: try HybridIdentity(seed: secret.kemSeed).recipient.publicKey,
      hint: X25519.publicKey(of: secret.hintSecret))
  }

  func recipient(on day: Day = Person.today, generation: Int = 0) throws -> EnvelopeRecipient {
    EnvelopeRecipient(identity: identity, prekey: try prekey(on: day, generation: generation))
  }

  /// This person's vault, which knows `contacts`.
  func vault(knowing contacts: Person...) -> TestAddressee {
    TestAddressee(
      identity: identity, now: Self.now, retention: Self.retention, keys: keys,
      contacts: Set(contacts.map(\.identity)))
  }
}
