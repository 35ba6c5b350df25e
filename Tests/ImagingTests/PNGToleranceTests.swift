import TestSupport
import Testing

@testable import Imaging

/// PNG files that open everywhere although they break a rule.
@Suite struct PNGToleranceTests {
  private static func picture() -> [UInt8] {
    var random = SeededGenerator(seed: 1812)
    return TestPNG(random: &random).encoded()
  }

  private static func hidden(_ input: [UInt8]) throws -> [UInt8] {
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "4x4+0+0")]
    return try PictureRedactor(options).run(input).output
  }

  private static func spoiled(_ chunk: [UInt8]) -> [UInt8] {
    chunk.dropLast() + [chunk[chunk.count - 1] ^ 1]
  }

  @Test func anEndThatIsMissingIsWritten() throws {
    let input = Self.picture()
    #expect(try Self.hidden(input.dropLast(12)) == Self.hidden(input))
    #expect(try Self.hidden(input.dropLast(5)) == Self.hidden(input))
    #expect(throws: ImagingError.self) { try Self.hidden(input.dropLast(24)) }
  }

  @Test(arguments: ["tEXt", "eXIf", "pHYs", "tIME", "prIv"])
  func checksumsOfWhatIsDroppedDoNotMatter(type: String) throws {
    let input = Self.picture()
    let chunk = Self.spoiled(TestChunks.chunk(type, Array("Title\0x".utf8)))
    #expect(try Self.hidden(input.inserting(chunks: chunk)) == Self.hidden(input))
  }

  @Test func checksumsOfWhatIsKeptDo() throws {
    let gamma = Self.spoiled(TestChunks.chunk("gAMA", TestChunks.bigEndian(45455)))
    #expect(throws: ImagingError.self) { try Self.hidden(Self.picture().inserting(chunks: gamma)) }
  }

  @Test func anAnimationOfOneFrameIsAPicture() throws {
    let input = Self.picture()
    func control(_ frames: UInt32) -> [UInt8] {
      TestChunks.chunk("acTL", TestChunks.bigEndian(frames) + [0, 0, 0, 0])
        + TestChunks.chunk("fcTL", [UInt8](repeating: 0, count: 26))
    }
    #expect(try Self.hidden(input.inserting(chunks: control(1))) == Self.hidden(input))
    #expect(throws: ImagingError.unsupported(.animated)) {
      try Self.hidden(input.inserting(chunks: control(2)))
    }
    // The one frame is another picture than the one that is coded as usual.
    let other = TestChunks.chunk("fdAT", [0, 0, 0, 1, 1, 2, 3])
    #expect(throws: ImagingError.unsupported(.animated)) {
      try Self.hidden(input.inserting(chunks: control(1) + other))
    }
  }
}
