import Testing

@testable import AgeFormat

@Suite struct PayloadTests {
  private static let fileKey = FileKey()

  private static func seal(_ plaintext: [UInt8], pieces: Int = .max) throws -> [UInt8] {
    var payload: [UInt8] = []
    let sealer = try PayloadSealer(fileKey: fileKey) { payload += $0 }
    try plaintext.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: bytes.count, by: min(pieces, max(1, bytes.count))) {
        let end = start + min(pieces, bytes.count - start)
        try sealer.write(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
      }
    }
    try sealer.finish()
    return payload
  }

  /// The plaintext before the end or the error, and the error.
  private static func open(_ payload: [UInt8]) -> (plaintext: [UInt8], error: AgeError?) {
    var plaintext: [UInt8] = []
    do {
      let opener = try PayloadOpener(fileKey: fileKey, source: MemorySource(payload))
      while let piece = try opener.next() { plaintext += piece }
      return (plaintext, nil)
    } catch { return (plaintext, error as? AgeError) }
  }

  private static func reader(_ payload: [UInt8]) throws -> PayloadReader {
    try PayloadReader(fileKey: fileKey, size: payload.count) { offset, buffer in
      let source = MemorySource(Array(payload.dropFirst(offset)))
      return source.read(into: buffer)
    }
  }

  @Test(arguments: boundarySizes)
  func roundTrips(_ size: Int) throws {
    let plaintext = pattern(size)
    for pieces in [Int.max, 65536, 65537, 65535, 10007] {
      let payload = try Self.seal(plaintext, pieces: pieces)
      #expect(payload.count == PayloadLayout.sealedSize(plaintext: size))
      #expect(PayloadLayout.plaintextSize(sealed: payload.count) == size)
      let opened = Self.open(payload)
      #expect(opened.error == nil)
      #expect(opened.plaintext == plaintext)
    }
  }

  @Test func piecesOfOneByte() throws {
    let plaintext = pattern(70000)
    #expect(Self.open(try Self.seal(plaintext, pieces: 1)).plaintext == plaintext)
  }

  @Test func sealedSizes() {
    let tag = 16
    let overhead: [Int: Int] = [
      0: tag, 1: tag, 65535: tag, 65536: tag, 65537: 2 * tag, 131_072: 2 * tag, 131_073: 3 * tag,
    ]
    for (size, tags) in overhead {
      #expect(PayloadLayout.sealedSize(plaintext: size) == 16 + size + tags)
    }
    // Too short for a tag; an empty last chunk after a full chunk; part of a tag after a full
    // chunk.
    for size in [-1, 0, 16, 31, 16 + 65552 + 1, 16 + 65552 + 15, 16 + 65552 + 16] {
      #expect(PayloadLayout.plaintextSize(sealed: size) == nil, "\(size)")
    }
    #expect(PayloadLayout.plaintextSize(sealed: 32) == 0)
    #expect(PayloadLayout.plaintextSize(sealed: 16 + 65552 + 17) == 65537)
  }

  @Test(arguments: boundarySizes)
  func randomAccess(_ size: Int) throws {
    let plaintext = pattern(size)
    let reader = try Self.reader(Self.seal(plaintext))
    #expect(reader.plaintextSize == size)
    try reader.verifyEnd()
    #expect(try reader.read(0..<size) == plaintext)
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      let start = Int.random(in: 0...size, using: &generator)
      let end = Int.random(in: start...min(size, start + 200_000), using: &generator)
      #expect(try reader.read(start..<end) == Array(plaintext[start..<end]), "\(start)..<\(end)")
    }
    #expect(try reader.read(size..<size) == [])
  }

  /// Reads byte by byte through one reader, so that only the first read of a chunk is not cached.
  @Test func cacheFollowsTheChunk() throws {
    let plaintext = pattern(200_000)
    let reader = try Self.reader(Self.seal(plaintext))
    for offset in [0, 65535, 65536, 65535, 199_999, 0, 131_072] {
      #expect(try reader.read(offset..<offset + 1) == [plaintext[offset]])
    }
  }

  /// Cut near any boundary, a payload gives only the whole chunks before the cut, and an error.
  @Test func truncated() throws {
    let plaintext = pattern(2 * 65536 + 100)
    let payload = try Self.seal(plaintext)
    let chunk = 65552
    for cut in [
      16, 17, 31, 32, 33, 16 + 100, 16 + chunk - 1, 16 + chunk, 16 + chunk + 1, 16 + chunk + 16,
      16 + 2 * chunk, 16 + 2 * chunk + 16, payload.count - 1,
    ] {
      let (released, error) = Self.open(Array(payload.prefix(cut)))
      #expect(error?.class == .payload, "\(cut)")
      #expect(released == Array(plaintext.prefix((cut - 16) / chunk * 65536)), "\(cut)")
      expect(.payload) { try Self.reader(Array(payload.prefix(cut))).verifyEnd() }
    }
    for cut in [0, 1, 15] {
      #expect(Self.open(Array(payload.prefix(cut))).error?.class == .header)
      expect(.header) { _ = try Self.reader(Array(payload.prefix(cut))) }
    }
  }

  @Test(arguments: [0, 100, 65536, 65636, 131_072])
  func extended(_ size: Int) throws {
    let payload = try Self.seal(pattern(size))
    for extra in [[0], pattern(16), pattern(17), pattern(65552), Array(payload.dropFirst(16))] {
      #expect(Self.open(payload + extra).error?.class == .payload)
      expect(.payload) { try Self.reader(payload + extra).verifyEnd() }
    }
  }

  @Test func reordered() throws {
    let payload = try Self.seal(pattern(3 * 65536))
    let nonce = payload[..<16]
    let chunks = (0..<3).map { payload[(16 + $0 * 65552)..<(16 + ($0 + 1) * 65552)] }
    #expect(Self.open(Array(nonce + chunks[0] + chunks[1] + chunks[2])).error == nil)
    for order in [[1, 0, 2], [0, 2, 1], [0, 0, 1, 2], [0, 2], [1, 2], [0, 1], [0, 1, 2, 2]] {
      let altered = order.reduce(Array(nonce)) { $0 + chunks[$1] }
      #expect(Self.open(altered).error?.class == .payload, "\(order)")
    }
    let reader = try Self.reader(Array(nonce + chunks[1] + chunks[0] + chunks[2]))
    try reader.verifyEnd()
    expect(.payload) { _ = try reader.read(0..<1) }
    expect(.payload) { _ = try reader.read(65536..<65537) }
  }

  @Test func everyBitCounts() throws {
    let payload = try Self.seal(pattern(40))
    for bit in 0..<payload.count * 8 {
      var altered = payload
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      let (released, error) = Self.open(altered)
      #expect(released.isEmpty && error?.class == .payload)
    }
  }

  /// After a chunk failed to load, the cache must not return it.
  @Test func damageIsNotCached() throws {
    var payload = try Self.seal(pattern(100_000))
    payload[20] ^= 1
    let reader = try Self.reader(payload)
    expect(.payload) { _ = try reader.read(0..<10) }
    expect(.payload) { _ = try reader.read(0..<10) }
    #expect(try reader.read(99_000..<100_000) == Array(pattern(100_000)[99_000...]))
  }

  @Test func errorsOfTheEndsPassThrough() throws {
    struct Broken: Error {}
    final class BrokenSource: ByteSource {
      func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int { throw Broken() }
    }
    #expect(throws: Broken.self) {
      try PayloadOpener(fileKey: FileKey(), source: BrokenSource())
    }
    #expect(throws: Broken.self) { try AgeHeader.read(from: BrokenSource()) }
    #expect(throws: Broken.self) { try Armor.unwrapped(BrokenSource()) }
    #expect(throws: Broken.self) {
      try PayloadSealer(fileKey: FileKey()) { _ in throw Broken() }
    }
  }
}
