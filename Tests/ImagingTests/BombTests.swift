import TestSupport
import Testing

@testable import Imaging

/// A small file does not ask for much memory or time.
@Suite struct BombTests {
  private static func clean(_ input: [UInt8], salvaging: Bool = false) throws {
    var options = RedactionOptions()
    options.metadataOnly = true
    options.salvages = salvaging
    _ = try PictureRedactor(options).run(input)
  }

  private static func png(width: UInt32, height: UInt32, type: UInt8 = 0, depth: UInt8 = 8)
    -> [UInt8]
  {
    PNGStructure.signature
      + TestChunks.chunk(
        "IHDR",
        TestChunks.bigEndian(width) + TestChunks.bigEndian(height) + [depth, type, 0, 0, 0])
      + TestChunks.chunk("IDAT", TestChunks.stored([0, 0, 0, 0]))
      + TestChunks.chunk("IEND", [])
  }

  @Test(arguments: [false, true]) func aPNGThatCannotHoldItsPixelsIsRefused(
    salvaging: Bool
  ) throws {
    for (type, depth) in [(UInt8(0), UInt8(8)), (6, 16), (2, 8), (0, 1), (3, 1)] {
      let input = Self.png(width: 4000, height: 4000, type: type, depth: depth)
      #expect(throws: ImagingError.damaged("it has less data than its pixels take")) {
        try Self.clean(input, salvaging: salvaging)
      }
    }
  }

  /// A header of `size` on a real picture's data.
  private static func enlarged(_ process: TestJPEG.Process, _ size: [UInt8]) throws -> [UInt8] {
    var input = JPEGToleranceTests.picture(process).encoded()
    let frame = try #require(
      JPEGStructure(input).segments.first { [0xc0, 0xc2, 0xc9, 0xca].contains($0.marker) })
    input.replaceSubrange(
      frame.payload.lowerBound + 1..<frame.payload.lowerBound + 5, with: size)
    return input
  }

  @Test(arguments: [TestJPEG.Process.arithmetic, .both], [false, true])
  func anArithmeticHeaderAloneTakesNoMemory(process: TestJPEG.Process, salvaging: Bool) throws {
    let input = try Self.enlarged(process, [0x3a, 0x98, 0x3a, 0x98])
    #expect(throws: ImagingError.damaged("it breaks off")) {
      try Self.clean(input, salvaging: salvaging)
    }
  }

  /// Few scans of many blocks are fine, and many scans of few; the product is bounded.
  @Test func scansOfManyBlocksAreBounded() throws {
    var input = try Self.enlarged(.progressive, [0x3a, 0x98, 0x3a, 0x98])
    let scan = try #require(JPEGStructure(input).segments.last { $0.marker == 0xda })
    let copies = (0..<400).flatMap { _ in Array(input[scan.whole]) }
    input.insert(contentsOf: copies, at: scan.whole.upperBound)
    #expect(throws: ImagingError.self) { try JPEGStructure(input) }
    var small = JPEGToleranceTests.picture(.progressive).encoded()
    let last = try #require(JPEGStructure(small).segments.last { $0.marker == 0xda })
    small.insert(contentsOf: copies.prefix(100 * last.whole.count), at: last.whole.upperBound)
    #expect(throws: Never.self) { try JPEGStructure(small) }
  }
}
