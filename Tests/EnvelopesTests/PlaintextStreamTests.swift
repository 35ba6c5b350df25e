import AgeFormat
import Files
import Testing

@testable import Envelopes

/// The plaintext, taken across chunks.
struct PlaintextStreamTests {
  private func stream(_ plaintext: [UInt8], damaged: Int? = nil) throws -> PlaintextStream {
    let fileKey = FileKey()
    var payload: [UInt8] = []
    let sealer = try PayloadSealer(fileKey: fileKey) { payload += $0 }
    try plaintext.withUnsafeBytes { try sealer.write($0) }
    try sealer.finish()
    if let damaged { payload[damaged] ^= 1 }
    return PlaintextStream(try PayloadOpener(fileKey: fileKey, source: MemorySource(payload)))
  }

  private func name(_ body: () throws -> Void) throws -> String {
    do {
      try body()
      return "none"
    } catch let refusal as Refusal {
      return refusal.name
    }
  }

  @Test(arguments: [0, 1, 65534, 65535, 65536, 131_071, 200_000])
  func lineAcrossChunks(_ length: Int) throws {
    let line = [UInt8](repeating: 0x78, count: length)
    let stream = try stream(line + [0x0a, 0x79, 0x0a])
    #expect(try stream.readLine(limit: length) == line)
    #expect(stream.position == length + 1)
    #expect(try stream.peek() == 0x79)
    #expect(stream.position == length + 1)
    #expect(try stream.readLine(limit: 1) == [0x79])
    #expect(try stream.peek() == nil)
    #expect(try name { _ = try stream.readLine(limit: 1) } == "malformed")
  }

  @Test(arguments: [1, 65535, 65536, 65537])
  func lineTooLong(_ length: Int) throws {
    let line = [UInt8](repeating: 0x78, count: length)
    #expect(
      try name { _ = try stream(line + [0x0a]).readLine(limit: length - 1) } == "too-large")
    #expect(try name { _ = try stream(line).readLine(limit: length - 1) } == "too-large")
    #expect(try name { _ = try stream(line).readLine(limit: length) } == "malformed")
  }

  @Test func emptyPlaintext() throws {
    let stream = try stream([])
    #expect(try stream.peek() == nil)
    #expect(try name { _ = try stream.readLine(limit: 10) } == "malformed")
    #expect(try stream.onlyZerosRemain())
    #expect(stream.position == 0)
  }

  @Test func pieceAcrossChunks() throws {
    let plaintext = pattern(200_001)
    let stream = try stream(plaintext)
    var taken: [UInt8] = []
    for size in [0, 1, 65534, 2, 65536, 68928] {
      var piece = [UInt8](repeating: 0, count: size)
      try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
      taken += piece
    }
    #expect(taken == plaintext)
    var more: [UInt8] = [0]
    #expect(
      try name { try more.withUnsafeMutableBytes { try stream.read(into: $0) } } == "malformed")
  }

  @Test(arguments: [0, 1, 65535, 65536, 70000])
  func padding(_ count: Int) throws {
    let zeros = [UInt8](repeating: 0, count: count)
    let clean = try stream(zeros)
    #expect(try clean.onlyZerosRemain())
    #expect(clean.position == count)
    for place in [0, count / 2, count - 1] where zeros.indices.contains(place) {
      var bytes = zeros
      bytes[place] = 0x80
      let stream = try stream(bytes)
      #expect(try !stream.onlyZerosRemain())
      #expect(stream.position == count)
    }
  }

  /// The chunks behind the place where reading stopped are authenticated all the same.
  @Test func drainFindsDamageBehind() throws {
    let plaintext = pattern(200_000)
    try stream(plaintext).drain()
    let damaged = try stream(plaintext, damaged: 190_000)
    _ = try damaged.peek()
    #expect(throws: AgeError.self) { try damaged.drain() }
  }
}
