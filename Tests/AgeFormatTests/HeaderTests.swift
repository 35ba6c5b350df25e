import Testing

@testable import AgeFormat

@Suite struct HeaderTests {
  private let fileKey = FileKey()

  private func read(_ bytes: [UInt8]) throws -> AgeHeader {
    try AgeHeader.read(from: MemorySource(bytes))
  }

  /// A header of `size` bytes: one stanza of full lines, and a type that fills the rest.
  private func header(size: Int) -> AgeHeader {
    let rest = AgeHeader(sealing: [Stanza(type: "x")], fileKey: fileKey).bytes.count - 1
    let lines = (size - rest - 1) / 65
    let type = String(repeating: "x", count: size - rest - lines * 65)
    let stanza = Stanza(type: type, body: [UInt8](repeating: 0, count: lines * 48))
    return AgeHeader(sealing: [stanza], fileKey: fileKey)
  }

  @Test func roundTrips() throws {
    let stanzas = [
      Stanza(type: "a"), Stanza(type: "!~", arguments: ["b", "c"], body: pattern(47)),
      Stanza(type: "d", body: pattern(48)), Stanza(type: "e", body: pattern(1000)),
    ]
    let header = AgeHeader(sealing: stanzas, fileKey: fileKey)
    let source = MemorySource(header.bytes + [1, 2, 3])
    let again = try AgeHeader.read(from: source)
    #expect(again.stanzas == stanzas)
    #expect(again.mac == header.mac)
    #expect(again.bytes == header.bytes)
    #expect(again.verify(fileKey))
    #expect(!again.verify(FileKey()))
    #expect(try everything(in: source) == [1, 2, 3])
  }

  /// Sources that look ahead and sources that cannot must end at the same byte.
  @Test func leavesTheSourceAtThePayload() throws {
    final class Slow: ByteSource {
      let inner: MemorySource
      init(_ bytes: [UInt8]) { inner = MemorySource(bytes) }
      func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { inner.read(into: buffer) }
    }
    let header = AgeHeader(sealing: [Stanza(type: "a", body: pattern(500))], fileKey: fileKey)
    for payload in [[], [10], pattern(200_000)] {
      let file = header.bytes + payload
      let sources: [any ByteSource] = [
        Slow(file), MemorySource(file), BufferedSource(fill: MemorySource(file).read(into:)),
        BufferedSource(lead: Array(file.prefix(3)), fill: Slow(Array(file.dropFirst(3))).read),
      ]
      for source in sources {
        #expect(try AgeHeader.read(from: source).bytes == header.bytes)
        #expect(try everything(in: source) == payload)
      }
    }
  }

  @Test func sizeLimit() throws {
    let limit = 4 << 20
    let largest = header(size: limit)
    #expect(largest.bytes.count == limit)
    #expect(try read(largest.bytes).bytes == largest.bytes)
    let larger = header(size: limit + 1)
    #expect(larger.bytes.count == limit + 1)
    expect(.tooLarge) { _ = try read(larger.bytes) }
    // The limit ends the header, not the input. No byte beyond the limit is read.
    expect(.tooLarge) { _ = try read(Array(larger.bytes.prefix(limit))) }
    expect(.header) { _ = try read(Array(largest.bytes.prefix(limit - 1))) }
    let source = MemorySource(larger.bytes + pattern(1000))
    expect(.tooLarge) { _ = try AgeHeader.read(from: source) }
    #expect(try everything(in: source).count == 1001)
  }

  @Test func stanzaLimit() throws {
    func header(_ count: Int) -> AgeHeader {
      AgeHeader(sealing: Array(repeating: Stanza(type: "a"), count: count), fileKey: fileKey)
    }
    #expect(try read(header(2048).bytes).stanzas.count == 2048)
    expect(.tooLarge) { _ = try read(header(2049).bytes) }
    let none = AgeHeader.versionLine + AgeHeader.macMark + AgeHeader.tail(header(1).mac)
    expect(.header) { _ = try read(none) }
  }

  @Test func argumentLimit() throws {
    func header(_ count: Int) -> AgeHeader {
      let arguments = Array(repeating: "b", count: count - 1)
      return AgeHeader(sealing: [Stanza(type: "a", arguments: arguments)], fileKey: fileKey)
    }
    #expect(try read(header(16).bytes).stanzas[0].arguments.count == 15)
    expect(.tooLarge) { _ = try read(header(17).bytes) }
  }

  /// If a header is malformed and over a limit, the error that comes first in the file is thrown.
  @Test func theFirstErrorInTheFileWins() throws {
    let start = "age-encryption.org/v1\n"
    let stanza = "-> a\n\n"
    let longLine = String(repeating: "x", count: 5 << 20)
    let longBody = String(repeating: String(repeating: "A", count: 64) + "\n", count: 70_000)
    let sixteen = "->" + String(repeating: " a", count: 16)
    let cases: [(String, AgeError.Class)] = [
      (longLine, .header),
      (start + longLine, .header),
      (start + "-> " + longLine, .tooLarge),
      (start + "-> \u{7f}" + longLine, .header),
      (start + "-> a  " + longLine, .header),
      (start + "-> " + longLine + "  ", .tooLarge),
      (start + "-> a\n" + longBody, .tooLarge),
      (start + "-> a\n!" + longBody, .header),
      (start + "-> a\nA" + longBody, .header),
      (start + "-> a\n!" + longBody.dropFirst(), .header),
      (start + "-> a\n" + longBody + "!", .tooLarge),
      (start + sixteen + " b  c\n\n", .tooLarge),
      (start + sixteen + "  b\n\n", .header),
      (start + sixteen + " \n\n", .header),
      (start + String(repeating: stanza, count: 2048) + "-> a  b\n\n", .tooLarge),
      (start + String(repeating: stanza, count: 2047) + "-> a  b\n\n" + stanza, .header),
      (start + String(repeating: stanza, count: 2048) + "->\n", .header),
      (start + String(repeating: stanza, count: 2048) + "---x", .header),
    ]
    for (index, (text, expected)) in cases.enumerated() {
      let error = #expect(throws: AgeError.self) { try read(Array(text.utf8)) }
      #expect(error?.class == expected, "\(index): \(String(describing: error))")
    }
  }

  /// The same, with the limit inside a mark or the MAC line.
  @Test func theFirstErrorInTheLastLineWins() throws {
    let start = "age-encryption.org/v1\n-> a\n\n"
    let cases: [(line: String, room: Int, AgeError.Class)] = [
      ("--- " + String(repeating: "A", count: 43), 40, .tooLarge),
      ("--- !" + String(repeating: "A", count: 42), 40, .header),
      ("---x" + String(repeating: "A", count: 43), 4, .header),
      ("---x" + String(repeating: "A", count: 43), 3, .tooLarge),
      ("--- ", 2, .tooLarge), ("-x- ", 2, .header), ("-- ", 3, .header), ("-> ", 0, .tooLarge),
    ]
    for (line, room, expected) in cases {
      let limits = AgeHeader.Limits(size: start.utf8.count + room, stanzas: 9, arguments: 9)
      let source = MemorySource(Array((start + line).utf8))
      let error = #expect(throws: AgeError.self) {
        try AgeHeader.read(from: source, limits: limits)
      }
      #expect(error?.class == expected, "\(line)")
    }
  }

  @Test func endsEarly() throws {
    let stanzas = [Stanza(type: "a", arguments: ["b"], body: pattern(100)), Stanza(type: "c")]
    let bytes = AgeHeader(sealing: stanzas, fileKey: fileKey).bytes
    for count in 0..<bytes.count {
      expect(.header) { _ = try read(Array(bytes.prefix(count))) }
    }
  }

  @Test func scryptIsAlone() throws {
    let (scrypt, other) = (Stanza(type: "scrypt"), Stanza(type: "other"))
    for stanzas in [[scrypt, other], [other, scrypt], [scrypt, scrypt], [other, other, scrypt]] {
      expect(.header) { _ = try read(AgeHeader(sealing: stanzas, fileKey: fileKey).bytes) }
    }
    #expect(try read(AgeHeader(sealing: [scrypt], fileKey: fileKey).bytes).stanzas == [scrypt])
  }

  @Test func everyBitIsAuthenticated() throws {
    let stanza = Stanza(type: "a", arguments: ["b"], body: pattern(20))
    let bytes = AgeHeader(sealing: [stanza], fileKey: fileKey).bytes
    for bit in 0..<bytes.count * 8 {
      var altered = bytes
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      let header = try? read(altered)
      #expect(header?.verify(fileKey) != true, "bit \(bit)")
    }
  }
}
