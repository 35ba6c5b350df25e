import Files
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

  /// Keys of RFC 8032, worked out with other software.
  @Test(arguments: [
    (
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      "tacita16adfsqvzky9t042tlmfujeq88g8wzuhnm2nzxfd0qgdx3ac82ydqy87865",
      "21147 03464 84609 29976 38177 26006"
    ),
    (
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      "tacita184qp0slggwy44y4hp2n56xm7hjwfstx09mzfdrxqe42lz2h5vcxqggrecg",
      "35339 73162 79396 63321 51056 01671"
    ),
  ])
  func textAndFingerprintAreTheKeys(key: String, text: String, fingerprint: String) throws {
    let identity = try #require(Identity(publicKey: [UInt8](hex: key) ?? []))
    #expect(identity.description == text)
    #expect(identity.fingerprint.description == fingerprint)
  }

  /// The points of order 1, 2, 4 and 8, under both signs.
  @Test(arguments: [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ])
  func keysOfSmallOrderAreRefused(hex: String) throws {
    var key = try #require([UInt8](hex: hex))
    for _ in 0..<2 {
      #expect(Identity(publicKey: key) == nil)
      #expect(Identity(Bech32.encode(hrp: "tacita", key)) == nil)
      key[31] ^= 0x80
    }
  }

  /// y and y + p are one point: of the two encodings only the smaller is one.
  @Test func keysAreCanonical() {
    var accepted = 0
    for y in 0..<19 as Range<UInt8> {
      for sign in [0, 0x80] as [UInt8] {
        let small = [y] + [UInt8](repeating: 0, count: 30) + [sign]
        let large = [0xed + y] + [UInt8](repeating: 0xff, count: 30) + [0x7f | sign]
        if Identity(publicKey: small) != nil { accepted += 1 }
        #expect(Identity(publicKey: large) == nil)
      }
    }
    #expect(accepted > 4)
  }

  @Test func anotherPrefixOrCaseIsNoIdentity() {
    let identity = Sample.vries.identity
    #expect(Identity(Bech32.encode(hrp: "tacitb", identity.publicKey)) == nil)
    #expect(Identity(identity.description.uppercased()) == nil)
    #expect(Identity(identity.description + " ") == nil)
    for count in [31, 33] {
      let key = Array((identity.publicKey + [0]).prefix(count))
      #expect(Identity(Bech32.encode(hrp: "tacita", key)) == nil)
    }
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
