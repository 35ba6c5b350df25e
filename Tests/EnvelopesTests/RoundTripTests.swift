import AgeFormat
import Files
import Identities
import Testing

@testable import Envelopes

/// What was sealed is what is read back, whatever its size, form and number of readers.
struct RoundTripTests {
  private let sender = Person()
  private let reader = Person()

  private static let mebibyte = 1 << 20
  private static let sizes = [
    0, 1, 65535, 65536, 65537, mebibyte - 1, mebibyte, mebibyte + 1, 5 * mebibyte,
  ]

  /// Expects the length of the plaintext to be the one that Padmé gives, and no less.
  private func expectPadding(_ sealing: Sealing, _ contents: [[UInt8]]) throws {
    let framing = contents.reduce(0) { sum, content in
      sum + content.count + 4 * ((content.count + Self.mebibyte - 1) / Self.mebibyte) + 4
    }
    // `-- `, an identity, a blank, 64 bytes in base 64, LF.
    let signature = 3 + 65 + 1 + 88 + 1
    let length =
      MessageLayout.kindLine.count + sealing.message.headLine.count + 1 + framing
      + sealing.message.tailLine.count + 1 + signature
    let header = try AgeHeader.read(from: MemorySource(sealing.file))
    let payload = sealing.file.count - header.bytes.count
    #expect(PayloadLayout.plaintextSize(sealed: payload) == Padme.padded(length))
  }

  @Test(arguments: sizes)
  func attachmentAlone(_ size: Int) throws {
    let contents = [[], pattern(size)]
    let sealing = try Sealing(from: sender, to: [reader], contents: contents)
    try expectContents(contents, in: sealing.file, for: reader, from: sender)
    try expectPadding(sealing, contents)
  }

  @Test(arguments: sizes)
  func textAlone(_ size: Int) throws {
    let contents = [pattern(size).map { $0 & 0x7f }]
    let sealing = try Sealing(from: sender, to: [reader], contents: contents)
    try expectContents(contents, in: sealing.file, for: reader, from: sender)
    try expectPadding(sealing, contents)
  }

  @Test func armored() throws {
    let contents = [Array("in mail".utf8), pattern(70000)]
    let sealing = try Sealing(from: sender, to: [reader], contents: contents)
    try expectContents(contents, in: Armor.encode(sealing.file), for: reader, from: sender)
  }

  @Test func tenAttachments() throws {
    let contents = [Array("see there".utf8)] + (0..<10).map { pattern($0 * 70001) }
    let sealing = try Sealing(from: sender, to: [reader], contents: contents)
    let envelope = try expectContents(contents, in: sealing.file, for: reader, from: sender)
    #expect(envelope.head.parts == sealing.head.parts)
    try expectPadding(sealing, contents)
  }

  @Test func manyScripts() throws {
    let names = [
      "body", "röntgen café.png", "صورة الأشعة.jpg", "心电图 — 第1页.pdf", "🫀 echo.mp4",
      "प्रयोगशाला.csv", "รังสีทรวงอก.jpg", "한국어 소견.txt", "Ελληνικά.txt", "עברית.txt", "-rf", ".hidden",
      "...", "a\"b'c`d$e*f?.txt", String(repeating: "é", count: 127) + "x",
    ]
    let texts = names.map { Array("\($0)\n\t\r\u{0}\u{10ffff}".utf8) }
    let sealing = try Sealing(from: sender, to: [reader], contents: texts, names: names) {
      $0.subject = "Überweisung: naïve Ångström 𝔘𝔫𝔦 — \"\\"
      $0.patient = PatientToken("p14NN4355J1KKFFSCY3CM5KGDQWC")
      $0.patientCheck = PatientCheck("1957, 李")
      $0.replaces = Array(32..<48)
      $0.wants = [.acknowledged, .delivered]
      $0.inReplyTo = Array(0..<16)
      $0.previous = Array(16..<32)
      $0.seq = JSONValue.greatestNumber
      $0.noExport = true
    }
    let envelope = try expectContents(texts, in: sealing.file, for: reader, from: sender)
    #expect(envelope.head.parts.map(\.name) == names)
    #expect(envelope.read.message.headLine == sealing.head.line)
    #expect(envelope.head.subject == sealing.head.subject)
    #expect(envelope.head.patient == sealing.head.patient)
    #expect(envelope.head.patientCheck == sealing.head.patientCheck)
    #expect(envelope.head.replaces == sealing.head.replaces)
    #expect(envelope.head.wants == sealing.head.wants)
    #expect(envelope.head.inReplyTo == sealing.head.inReplyTo)
    #expect(envelope.head.previous == sealing.head.previous)
    #expect(envelope.head.seq == JSONValue.greatestNumber)
    #expect(envelope.head.noExport)
  }

  @Test(arguments: [1, 2, 40, 300])
  func recipients(_ count: Int) throws {
    let people = (0..<count).map { _ in Person() }
    let contents = [Array("to all".utf8)]
    let sealing = try Sealing(from: sender, to: people, contents: contents)
    for reader in [people[0], people[count / 2], people[count - 1]] {
      let envelope = try expectContents(contents, in: sealing.file, for: reader, from: sender)
      #expect(envelope.head.to == people.map(\.identity).sorted())
    }
    let header = try AgeHeader.read(from: MemorySource(sealing.file))
    #expect(header.stanzas.map(\.type) == ["tacita-hint"] + people.map { _ in "mlkem768x25519" })
    let hint = try #require(try HintStanza.read(header.stanzas))
    #expect(hint.tags.count == count)
    #expect(Set(hint.tags).count == count)
    #expect(hint.day == Person.today)
    #expect(try EnvelopeHint.day(of: MemorySource(sealing.file)) == Person.today)
  }

  @Test func senderIsAmongTheRecipients() throws {
    let contents = [Array("a copy for me".utf8)]
    let sealing = try Sealing(from: sender, to: [sender, reader], contents: contents)
    try expectContents(contents, in: sealing.file, for: reader, from: sender)
    try expect(.fromMyself, of: sealing.file, for: sender.vault(knowing: sender))
    let kept = try ContentReader(
      headLine: sealing.message.headLine, tailLine: sealing.message.tailLine,
      frames: sealing.message.frames,
      payload: PayloadReader(
        fileKey: FileKey(sealing.message.fileKey), try payload(of: sealing.file)))
    #expect(try kept.bytes(of: 0, limit: 100) == contents[0])
    #expect(try kept.bytes(of: 0, limit: contents[0].count - 1) == nil)
  }

  private func payload(of file: [UInt8]) throws -> [UInt8] {
    Array(file.dropFirst(try AgeHeader.read(from: MemorySource(file)).bytes.count))
  }

  /// The order of the stanzas must not tell the order in which people were named: eight times the
  /// same order of six by chance is out of the question.
  @Test func orderOfStanzasIsShuffled() throws {
    let people = (0..<6).map { _ in Person() }
    let recipients = try people.map { try $0.recipient() }
    let identities = try people.map { try HybridIdentity(seed: $0.secret().kemSeed) }
    let orders = try (0..<8).map { _ in
      let sealer = try EnvelopeSealer(recipients: recipients, day: Person.today)
      let stanzas = try AgeHeader.read(from: MemorySource(sealer.headerBytes)).stanzas.dropFirst()
      return try identities.map { identity in
        try stanzas.firstIndex { try identity.open($0) != nil }
      }
    }
    #expect(Set(orders).count > 1)
  }
}
