import Files
import Identities
import Secrets
import Testing

struct CardTests {
  private let today = Sample.now.day

  @Test func aCardIsReadAsItWasMade() throws {
    let prekeys = [Sample.prekey(1), Sample.prekey(2), Sample.prekey(3)]
    let made = try Sample.card(firstDay: today - 1, prekeys: prekeys)
    let card = try Card(bytes: made.bytes)
    #expect(card.facts == made.facts && card.prekeys == prekeys)
    #expect(card.identity == Sample.vries.identity && card.name == "B. de Vries")
    #expect(card.mailbox == "00112233445566778899aabbccddeeff")
    #expect(card.registrations == [Sample.big] && card.issued == Sample.now)
    #expect(card.firstDay == today - 1 && card.lastDay == today + 1)
    #expect(card.notAfter == (today + 1).end && card.seq == Sample.now.unix)
  }

  @Test func everyDayHasItsOwnPrekey() throws {
    let prekeys = [Sample.prekey(1), Sample.prekey(2)]
    let card = try Sample.card(firstDay: today, prekeys: prekeys)
    #expect(card.prekey(on: today - 1) == nil)
    #expect(card.prekey(on: today) == prekeys[0])
    #expect(card.prekey(on: today + 1) == prekeys[1])
    #expect(card.prekey(on: today + 2) == nil)
  }

  @Test func theLongestHorizonFits() throws {
    let prekeys = [Prekey](repeating: Sample.prekey(), count: 152)
    let card = try Sample.card(prekeys: prekeys)
    #expect(card.bytes.count <= SignedDocument.sizeLimit)
    #expect(card.lastDay == today + 151)
  }

  @Test func aCardEndsAfterItsLastSecond() throws {
    let card = try Sample.card(notAfter: Sample.now + 10)
    #expect(!card.hasEnded(Sample.now + 10))
    #expect(card.hasEnded(Sample.now + 11))
  }

  @Test func seqGrowsWhateverTheClockSays() throws {
    let first = try Sample.card()
    let later = try Sample.card(issued: Sample.now - 3600, after: first.seq)
    #expect(later.seq == first.seq + 1)
    #expect(try later.replaces(first.facts) == .newer)
    #expect(try later.replaces(later.facts) == .unchanged)
    let error = #expect(throws: DocumentError.self) { try first.replaces(later.facts) }
    #expect(error == .staleCard)
  }

  /// Two cards of one number: somebody keeps one of them back.
  @Test func anotherCardOfTheSameSeqIsStale() throws {
    let (first, second) = (try Sample.card(), try Sample.card(name: "B. de Vries-Jansen"))
    #expect(first.seq == second.seq)
    #expect(throws: DocumentError.staleCard) { try second.replaces(first.facts) }
  }

  @Test func aKeyChangeIsNeverAReplacement() throws {
    let theirs = try Sample.card(by: Sample.jansen, after: Sample.now.unix + 100)
    let error = #expect(throws: DocumentError.self) {
      try theirs.replaces(try Sample.card().facts)
    }
    #expect(error == .differentIdentity)
  }

  @Test func aCardThatOthersWouldRefuseIsNotMade() {
    #expect(throws: DocumentError.self) { try Sample.card(prekeys: []) }
    #expect(throws: DocumentError.self) { try Sample.card(name: "a\u{202e}b") }
    #expect(throws: DocumentError.self) { try Sample.card(notAfter: today.end + 1) }
    #expect(throws: DocumentError.self) {
      try Sample.card(prekeys: [Sample.prekey(), Prekey(kem: Sample.prekey().kem, hint: [])])
    }
    #expect(throws: DocumentError.self) {
      try Sample.card(prekeys: [Sample.prekey(), Sample.prekey(0)])
    }
  }

  /// Days beyond what a time can name would overflow on their way to seconds.
  @Test(arguments: [2_932_896, 2_932_897, 9_007_199_254_740_991])
  func daysEndWithTheYear9999(firstDay: Int) throws {
    let body = JSONObject([
      "identity": .string(Sample.vries.identity.description),
      "issued": .string(Sample.now.description),
      "mailbox": .string(String(repeating: "0", count: 32)),
      "name": .string(""), "notAfter": .string(Sample.now.description),
      "prekeys": .object(
        JSONObject([
          "firstDay": .number(firstDay),
          "hint": .array([.string(Base64.text(Sample.prekey().hint))]),
          "kem": .array([.string(Base64.text(Sample.prekey().kem))]),
        ])), "registrations": .array([]), "seq": .number(1),
    ])
    let bytes = Sample.vries.sign(kind: .card, body)
    if firstDay == 2_932_896 {
      #expect(try Card(bytes: bytes).lastDay.description == "9999-12-31")
    } else {
      let error = #expect(throws: DocumentError.self) { try Card(bytes: bytes) }
      #expect(error?.name == "malformed")
    }
  }
}

struct PrekeyTests {
  @Test func aStoredPrekeyIsReadBack() {
    let prekey = Sample.prekey()
    #expect(prekey.bytes.count == 1248)
    #expect(Prekey(bytes: prekey.bytes) == prekey)
    #expect(Prekey(bytes: prekey.bytes + [0]) == nil)
    #expect(Prekey(bytes: Array(prekey.bytes.dropLast())) == nil)
  }

  @Test(arguments: [(0, 0), (1216, 31), (1215, 32), (1217, 32), (1216, 33)])
  func keysHaveTheirSizes(kem: Int, hint: Int) {
    let prekey = Prekey(
      kem: [UInt8](repeating: 9, count: kem), hint: [UInt8](repeating: 9, count: hint))
    #expect(!prekey.isAcceptable)
  }

  /// Coefficient `index` is 12 bits from bit 12 · index on, low bits first.
  @Test(arguments: [0, 1, 2, 383, 384, 766, 767])
  func coefficientsAreBelowTheModulus(index: Int) {
    func prekey(_ coefficient: Int) -> Prekey {
      var kem = [UInt8](repeating: 0, count: 1184) + Sample.prekey().hint
      for bit in 0..<12 where coefficient >> bit & 1 == 1 {
        kem[(12 * index + bit) / 8] |= 1 << ((12 * index + bit) % 8)
      }
      return Prekey(kem: kem, hint: Sample.prekey().hint)
    }
    for coefficient in [0, 1, 255, 256, 3327, 3328] { #expect(prekey(coefficient).isAcceptable) }
    for coefficient in [3329, 3330, 3583, 3840, 4095] { #expect(!prekey(coefficient).isAcceptable) }
  }

  /// What comes after the coefficients has no modulus.
  @Test func theSeedOfTheMatrixIsAnyThing() {
    var kem = Sample.prekey().kem
    for index in 1152..<1184 { kem[index] = 0xff }
    #expect(Prekey(kem: kem, hint: Sample.prekey().hint).isAcceptable)
  }

  /// The check by a list refuses just what X25519 refuses by its result: around 0 and p, where all
  /// but two of the points of low order are, those two, and with the bit that X25519 ignores.
  @Test func pointsOfLowOrderAreRefused() throws {
    let small = (0...40).map { [UInt8($0)] + [UInt8](repeating: 0, count: 31) }
    let large = (0xc0...0xff).map { [UInt8($0)] + [UInt8](repeating: 0xff, count: 30) + [0x7f] }
    let orderEight = try [
      "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
      "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    ].map { try #require([UInt8](hex: $0)) }
    var refused = 0
    for point in small + large + orderEight {
      for highBit in [0, 0x80] as [UInt8] {
        let key = Array(point.dropLast()) + [point[31] | highBit]
        let isUsable =
          X25519.agree(secret: [UInt8](repeating: 0x55, count: 32), publicKey: key) != nil
        #expect(Prekey(kem: Sample.prekey().kem, hint: key).isAcceptable == isUsable)
        let kem = Array(Sample.prekey().kem[..<1184]) + key
        #expect(Prekey(kem: kem, hint: Sample.prekey().hint).isAcceptable == isUsable)
        if !isUsable { refused += 1 }
      }
    }
    #expect(refused == 14)
  }

  /// What a search shows of a card is signed too.
  @Test func factsAlone() throws {
    let card = try Sample.card()
    #expect(try Card.facts(bytes: card.bytes) == card.facts)
    var bytes = card.bytes
    bytes[bytes.count - 10] ^= 1
    #expect(throws: DocumentError.self) { try Card.facts(bytes: bytes) }
  }
}
