import Identities
import Testing

struct IdentityTests {
  @Test func identitiesAreOrderedByTheirText() {
    let identities = (1...40).map { Sample.key($0).identity }
    let texts = identities.map(\.description).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    #expect(identities.sorted().map(\.description) == texts)
  }

  @Test func aKeyAndItsTextAreOneIdentity() throws {
    let identity = Sample.vries.identity
    #expect(Identity(identity.description) == identity)
    #expect(Identity(publicKey: identity.publicKey)?.description == identity.description)
    #expect(Set([identity, try #require(Identity(identity.description))]).count == 1)
    #expect(Sample.jansen.identity != identity)
  }

  @Test(arguments: [0, 31, 33])
  func aKeyHas32Bytes(count: Int) {
    #expect(Identity(publicKey: [UInt8](repeating: 1, count: count)) == nil)
  }

  @Test func aFingerprintIsMatchedInWhateverGroups() {
    let fingerprint = Sample.vries.identity.fingerprint
    let digits = fingerprint.description.filter { $0 != " " }
    #expect(digits.count == 30)
    #expect(fingerprint.matches(fingerprint.description))
    #expect(fingerprint.matches(" " + digits + "\n"))
    #expect(fingerprint.matches(digits.map(String.init).joined(separator: "\t")))
    for typed in ["", String(digits.dropLast()), digits + "0", "x" + digits.dropFirst()] {
      #expect(!fingerprint.matches(typed))
    }
    #expect(!fingerprint.matches(Sample.jansen.identity.fingerprint.description))
  }

  @Test func generatedKeysDiffer() {
    #expect(SigningKey.generate().identity != SigningKey.generate().identity)
  }

  @Test(arguments: ["big:89012345601", "npi:1", "big:AB 1", "big:", ":1", "big", "BIG:1", "a:b:c"])
  func registrationsAreRegisterAndNumber(text: String) {
    let expected = ["big:89012345601": "big", "npi:1": "npi", "a:b:c": "a"][text]
    let registration = Registration(text)
    #expect(registration?.register == expected)
    #expect(registration.map(\.description) == expected.map { _ in text })
  }

  @Test(arguments: [
    ("", true), (String(repeating: "n", count: 255), true),
    (String(repeating: "n", count: 256), false),
    (String(repeating: "é", count: 128), false), ("a b", true), ("a\tb", false), ("a\u{7f}", false),
    ("\u{85}", false), ("\u{202e}a", false), ("\u{2066}a", false), ("\u{2028}", false),
    ("Доктор Ö. 王", true),
  ])
  func shortTexts(text: String, isAllowed: Bool) {
    #expect(ShortText.isAllowed(text) == isAllowed)
  }
}
