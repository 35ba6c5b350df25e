import Files
import Testing

@testable import AgeFormat

@Suite struct RecipientTests {
  @Test func everyKindOpensItsOwnFiles() throws {
    let classical = try X25519Identity()
    let hybrid = try HybridIdentity()
    let pairs: [(any AgeRecipient, any AgeIdentity, any AgeIdentity)] = [
      (classical.recipient, classical, try X25519Identity()),
      (hybrid.recipient, hybrid, try HybridIdentity()),
      (
        try ScryptRecipient(passphrase: "correct horse", logN: 4),
        ScryptIdentity(passphrase: "correct horse"), ScryptIdentity(passphrase: "battery staple")
      ),
    ]
    for (recipient, identity, stranger) in pairs {
      let file = try AgeFile.seal(pattern(1000), to: [recipient])
      #expect(try AgeFile.open(file, identities: [stranger, identity]) == pattern(1000))
      expect(.noMatch) { _ = try AgeFile.open(file, identities: [stranger]) }
    }
  }

  @Test func severalRecipients() throws {
    let identities = try (0..<5).map { _ in try HybridIdentity() }
    let file = try AgeFile.seal([1, 2, 3], to: identities.map(\.recipient))
    for identity in identities {
      #expect(try AgeFile.open(file, identities: [identity]) == [1, 2, 3])
    }
  }

  @Test func kindsDoNotMix() throws {
    let classical = try X25519Identity().recipient
    let hybrid = try HybridIdentity().recipient
    let passphrase = try ScryptRecipient(passphrase: "x", logN: 1)
    let mixtures: [[any AgeRecipient]] = [
      [], [classical, hybrid], [hybrid, classical], [passphrase, classical], [hybrid, passphrase],
      [passphrase, passphrase], Array(repeating: classical, count: 2049),
    ]
    for mixture in mixtures {
      expect(.recipients) { _ = try AgeFile.seal([], to: mixture) }
    }
  }

  /// The examples of the specification.
  @Test func texts() throws {
    let x25519 = try X25519Identity(
      "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    #expect(
      x25519.recipient.text == "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj")
    #expect(
      x25519.text == "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX")
    let hybrid = try HybridIdentity(
      "AGE-SECRET-KEY-PQ-1XX76JRALNLXDMEW0CRK45QMCCH4X06SE84UN3VPM33W6HWDX0H3SK3ZQFR")
    #expect(hybrid.recipient.text.hasPrefix("age1pq1x34nzsvr0rxjsgdn8zgyhfe8j7ceq5r9rdelkjuh3y235"))
    #expect(try HybridRecipient(hybrid.recipient.text) == hybrid.recipient)
    #expect(try HybridIdentity(hybrid.text).recipient == hybrid.recipient)
  }

  @Test func malformedTexts() throws {
    let x25519 = try X25519Identity()
    let hybrid = try HybridIdentity()
    expect(.key) { _ = try X25519Recipient(String(x25519.recipient.text.dropLast())) }
    expect(.key) { _ = try X25519Recipient(x25519.recipient.text.uppercased()) }
    expect(.key) { _ = try X25519Recipient(hybrid.recipient.text) }
    expect(.key) { _ = try X25519Recipient(Bech32.encode(hrp: "age", pattern(31))) }
    expect(.key) { _ = try HybridRecipient(x25519.recipient.text) }
    expect(.key) { _ = try X25519Identity(x25519.text.lowercased()) }
    expect(.key) { _ = try X25519Identity(hybrid.text) }
    expect(.key) { _ = try HybridIdentity(x25519.text) }
    expect(.key) { _ = try HybridIdentity(seed: pattern(33)) }
    expect(.key) { _ = try ScryptRecipient(passphrase: "") }
    expect(.key) { _ = try FileKey(pattern(15)) }
  }

  /// The largest coefficient is q − 1 = 3,328. Each has twelve bits, little-endian.
  @Test func hybridKeysMustBeCanonical() throws {
    var key = try HybridIdentity().recipient.publicKey
    (key[0], key[1]) = (0x00, key[1] & 0xf0 | 0x0d)
    #expect(throws: Never.self) { try HybridRecipient(publicKey: key) }
    key[0] = 0x01
    expect(.key) { _ = try HybridRecipient(publicKey: key) }
    let unchecked = try HybridRecipient(uncheckedPublicKey: key)
    expect(.key) { _ = try unchecked.wrap(FileKey()) }
    expect(.key) { _ = try HybridRecipient(uncheckedPublicKey: pattern(1217)) }
  }

  @Test(arguments: lowOrderPoints)
  func lowOrderIsRefused(_ point: [UInt8]) throws {
    let hybrid = try HybridIdentity()
    let key = Array(hybrid.recipient.publicKey.dropLast(32)) + point
    expect(.key) { _ = try HybridRecipient(publicKey: key) }
    var stanza = try hybrid.recipient.wrap(FileKey())
    let share = try stanza.decodedArgument(0, size: 1120)
    stanza.arguments = [Base64.text(share.dropLast(32) + point)]
    expect(.header) { _ = try hybrid.open(stanza) }

    let x25519 = try X25519Identity()
    expect(.key) { _ = try X25519Recipient(publicKey: point).wrap(FileKey()) }
    stanza = try x25519.recipient.wrap(FileKey())
    stanza.arguments = [Base64.text(point)]
    expect(.header) { _ = try x25519.unwrap([stanza]) }
  }

  @Test func hybridStanzasOneByOne() throws {
    let identity = try HybridIdentity()
    let fileKey = FileKey()
    let good = try identity.recipient.wrap(fileKey)
    #expect(try identity.open(good)?.bytes == fileKey.bytes)
    #expect(try HybridIdentity().open(good) == nil)

    var damaged = good
    damaged.body[31] ^= 1
    #expect(try identity.open(damaged) == nil)

    let malformed: [(inout Stanza) -> Void] = [
      { $0.type = "X25519" }, { $0.body.removeLast() }, { $0.body.append(0) },
      { $0.arguments = [] }, { $0.arguments.append("x") }, { $0.arguments[0].append("A") },
      { $0.arguments[0] = String($0.arguments[0].dropLast(2)) },
      { $0.arguments[0] += "=" },
    ]
    for change in malformed {
      var stanza = good
      change(&stanza)
      expect(.header) { _ = try identity.open(stanza) }
      expect(.header) { try HybridIdentity.checkForm(of: stanza) }
    }
    #expect(throws: Never.self) { try HybridIdentity.checkForm(of: damaged) }
  }

  /// A malformed stanza makes the header fail, even if an earlier stanza opens.
  @Test func formIsCheckedBeforeAnythingIsOpened() throws {
    let x25519 = try X25519Identity()
    let hybrid = try HybridIdentity()
    let cases: [(any AgeRecipient, any AgeIdentity)] = [
      (x25519.recipient, x25519), (hybrid.recipient, hybrid),
    ]
    for (recipient, identity) in cases {
      let good = try recipient.wrap(FileKey())
      var short = good
      short.body.removeLast()
      expect(.header) { _ = try identity.unwrap([good, short]) }
    }
  }

  @Test func unknownStanzasAreIgnored() throws {
    let identity = try HybridIdentity()
    let fileKey = FileKey()
    let hint = Stanza(type: "tacita-hint", arguments: ["1"], body: pattern(100))
    let stanzas = [hint, try identity.recipient.wrap(fileKey), hint]
    #expect(try identity.unwrap(stanzas)?.bytes == fileKey.bytes)
    #expect(try identity.unwrap([hint]) == nil)
  }

  @Test func scryptWorkFactors() throws {
    let stanza = try ScryptRecipient(passphrase: "x", logN: 10).wrap(FileKey())
    #expect(stanza.arguments[1] == "10")
    #expect(try ScryptIdentity(passphrase: "x", maxLogN: 10).unwrap([stanza]) != nil)
    expect(.header) { _ = try ScryptIdentity(passphrase: "x", maxLogN: 9).unwrap([stanza]) }
    for text in ["", "0", "010", "+10", "10 ", "0xa", "21", "١٠", "99999999999999999999"] {
      var other = stanza
      other.arguments[1] = text
      expect(.header) { _ = try ScryptIdentity(passphrase: "x").unwrap([other]) }
    }
  }

  /// The MAC must be made with the file key that was found.
  @Test func macOfAnotherKey() throws {
    let identity = try HybridIdentity()
    let stanza = try identity.recipient.wrap(FileKey())
    let header = AgeHeader(sealing: [stanza], fileKey: FileKey())
    expect(.mac) { _ = try AgeFile.fileKey(of: header, identities: [identity]) }
  }
}

/// Points of small order, canonical and not canonical. With each, the shared secret is zero.
private let lowOrderPoints: [[UInt8]] = [
  [UInt8](repeating: 0, count: 32),
  [1] + [UInt8](repeating: 0, count: 31),
  [UInt8](hex: "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800") ?? [],
  [UInt8](hex: "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157") ?? [],
  [0xec] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
  [0xed] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
  [0xee] + [UInt8](repeating: 0xff, count: 30) + [0x7f],
]
