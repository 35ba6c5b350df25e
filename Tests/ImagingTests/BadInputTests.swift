import TestSupport
import Testing

@testable import Imaging

/// Whatever comes in, an error of a name comes out, and nothing else.
@Suite struct BadInputTests {
  private static func redacted(_ input: [UInt8], salvaging: Bool = false) -> String {
    var options = RedactionOptions()
    options.salvages = salvaging
    do {
      options.regions = [try Region(parsing: "9x9+3+3")]
      _ = try PictureRedactor(options).run(input)
      return "done"
    } catch let error as ImagingError {
      return error.code
    } catch {
      return "unnamed"
    }
  }

  private static func jpegs() -> [[UInt8]] {
    var random = SeededGenerator(seed: 90)
    return TestJPEG.Process.allCases.map { process in
      var picture = TestJPEG(random: &random, largest: 150)
      picture.process = process
      return picture.encoded()
    }
  }

  private static func pngs() -> [[UInt8]] {
    var random = SeededGenerator(seed: 91)
    return (0..<6).map { _ in TestPNG(random: &random).encoded() }
  }

  @Test func otherKindsAreNamed() {
    func text(_ text: String, at offset: Int = 0) -> [UInt8] {
      [UInt8](repeating: 0, count: offset) + Array(text.utf8) + [UInt8](repeating: 0, count: 64)
    }
    let kinds: [(bytes: [UInt8], kind: UnsupportedPicture)] = [
      (text("GIF89a"), .gif), (text("RIFF....WEBPVP8 "), .webp), (text("II*\0"), .tiff),
      (text("MM\0*"), .tiff), (text("DICM", at: 128), .dicom), (text("ftypheic", at: 4), .heic),
      (text("ftypavif", at: 4), .avif), (text("BM"), .bmp), (text("%PDF-1.7"), .pdf),
      ([0xff, 0x0a] + text("x"), .jpegXL), (text("8BPS"), .psd),
      (text("ftypmif1\0\0\0\0mif1avif", at: 4), .heic), (text("ftypqt  ", at: 4), .video),
      (text("ftypisom", at: 4), .video), (text("ftypmp42", at: 4), .video),
      (text("ftypcrx ", at: 4), .cr3), (text("moov", at: 4), .video),
      (text("jP  \r\n", at: 4), .jpeg2000), ([0xff, 0x4f, 0xff, 0x51, 0], .jpeg2000),
      ([8, 0, 5, 0] + text("CS"), .dicom),
      ([8, 0, 5, 0, 10, 0, 0, 0] + text("ISO_IR 100"), .dicom),
      ([2, 0, 0, 0] + text("UL"), .dicom),
    ]
    for (bytes, kind) in kinds {
      #expect(throws: ImagingError.unsupported(kind)) { try PictureFormat(of: bytes) }
    }
    #expect(throws: ImagingError.empty) { try PictureFormat(of: []) }
    #expect(throws: ImagingError.notAPicture) { try PictureFormat(of: text("hello")) }
    #expect(throws: ImagingError.damaged("it ends within its first bytes")) {
      try PictureFormat(of: [0x89, 0x50])
    }
  }

  /// JPEG-LS and the PNG of iPhone programs begin like the ordinary ones.
  @Test func kindsThatBeginLikeOthersAreNamed() throws {
    #expect(throws: ImagingError.unsupported(.jpegLS)) {
      try JPEGStructure([0xff, 0xd8, 0xff, 0xf7, 0, 4, 8, 0])
    }
    let input =
      PNGStructure.signature + TestChunks.chunk("CgBI", [0x50, 0, 0x20, 2])
      + Self.pngs()[0].dropFirst(8)
    #expect(throws: ImagingError.unsupported(.cgbi)) { try PNGStructure(input) }
  }

  @Test func noRegionIsAnError() throws {
    let input = Self.jpegs()[0]
    #expect(throws: ImagingError.noRegion) { try PictureRedactor(RedactionOptions()).run(input) }
    var arrow = RedactionOptions()
    arrow.arrows = [try Arrow(parsing: "1,1:5,5")]
    #expect(throws: ImagingError.noRegion) { try PictureRedactor(arrow).run(input) }
    arrow.metadataOnly = true
    #expect(throws: Never.self) { try PictureRedactor(arrow).run(input) }
  }

  /// A frame header with one field changed: `offset` counts from the marker.
  private static func changingFrame(_ offset: Int, _ bytes: [UInt8]) throws -> [UInt8] {
    var input = jpegs()[0]
    let frame = try #require(
      JPEGStructure(input).segments.first { (0xc0...0xc2).contains($0.marker) })
    input.replaceSubrange(
      frame.whole.lowerBound + offset..<frame.whole.lowerBound + offset + bytes.count, with: bytes)
    return input
  }

  @Test(arguments: [
    (1, [0xc3], UnsupportedPicture.lossless), (1, [0xcb], .lossless), (1, [0xc5], .hierarchical),
    (4, [12], .twelveBit), (5, [0, 0], .deferredHeight),
  ]) func otherProcessesAreNamed(
    change: (offset: Int, bytes: [UInt8], kind: UnsupportedPicture)
  ) throws {
    let input = try Self.changingFrame(change.offset, change.bytes)
    #expect(throws: ImagingError.unsupported(change.kind)) { try JPEGStructure(input) }
  }

  @Test func hugeHeadersAreRefusedAtOnce() throws {
    let input = try Self.changingFrame(5, [255, 255, 255, 255])
    #expect(throws: ImagingError.tooLarge(width: 65535, height: 65535)) {
      try JPEGStructure(input)
    }
    var png = Self.pngs()[0]
    png.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
    #expect(Self.redacted(png) == "picture-too-large")
  }

  @Test func aHeaderAloneTakesNoMemory() throws {
    let input = try Self.changingFrame(5, [0x3a, 0x98, 0x3a, 0x98])
    let structure = try JPEGStructure(input)
    #expect(!structure.isPlausible)
    #expect(Self.redacted(input) == "damaged-picture")
    for jpeg in Self.jpegs() { #expect(try JPEGStructure(jpeg).isPlausible) }
  }

  @Test func tenThousandScansAreRefused() throws {
    var random = SeededGenerator(seed: 92)
    var picture = TestJPEG(random: &random)
    picture.process = .progressive
    var input = picture.encoded()
    let scan = try #require(JPEGStructure(input).segments.last { $0.marker == 0xda })
    let copies = (0..<10_000).flatMap { _ in Array(input[scan.whole]) }
    input.insert(contentsOf: copies, at: scan.whole.upperBound)
    #expect(Self.redacted(input) == "picture-too-large")
    #expect(Self.redacted(input, salvaging: true) == "picture-too-large")
  }

  @Test func missingScansAreNoticed() throws {
    var random = SeededGenerator(seed: 93)
    var picture = TestJPEG(random: &random)
    while picture.colour != .ycc { picture = TestJPEG(random: &random) }
    for process in [TestJPEG.Process.progressive, .both, .separate] {
      picture.process = process
      var input = picture.encoded()
      let scan = try #require(JPEGStructure(input).segments.last { $0.marker == 0xda })
      input.removeSubrange(scan.whole)
      #expect(Self.redacted(input) == "damaged-picture")
      #expect(Self.redacted(input, salvaging: true) == "done")
    }
  }

  /// Levels that no 8-bit picture has would come out of the encoder as others.
  @Test func levelsOutOfRangeAreNoticed() throws {
    var random = SeededGenerator(seed: 94)
    var picture = TestJPEG(random: &random)
    (picture.process, picture.colour, picture.sampling) = (.arithmetic, .gray, [(1, 1)])
    (picture.width, picture.height) = (64, 64)
    let blocks = (0..<64).flatMap { _ in TestJPEG.block(&random) }
    for (place, level, nearest) in [(0, 1024, 1023), (0, -1025, -1024), (9, -1024, -1023)] {
      picture.coefficients = [blocks]
      picture.coefficients[0][64 * 63 + place] = Int16(nearest)
      let within = picture.encoded()
      #expect(Self.redacted(within) == "done")
      picture.coefficients[0][64 * 63 + place] = Int16(level)
      let beyond = picture.encoded()
      #expect(Self.redacted(beyond) == "damaged-picture")
      var options = RedactionOptions()
      options.salvages = true
      options.metadataOnly = true
      let salvaged = try CoefficientReader(PictureRedactor(options).run(beyond).output).blocks(0)
      #expect(try salvaged == CoefficientReader(within).blocks(0))
    }
  }

  /// Broken off at every 97th byte and at every byte of the last hundred.
  @Test func truncationsAreNoticed() throws {
    for input in Self.jpegs() + Self.pngs() {
      let whole = Self.redacted(input)
      let ends = Array(stride(from: 0, to: input.count, by: 97)) + (input.count - 100..<input.count)
      for end in ends where end >= 0 {
        let code = Self.redacted(Array(input[..<end]))
        // What says only that the end is reached may be missing.
        let isOnlyTheEnd = end >= input.count - (input[0] == 0xff ? 2 : 12)
        let isNamed =
          ["damaged-picture", "empty-picture"].contains(code)
          || end < 2 && code == "not-a-picture" || isOnlyTheEnd && code == whole
        #expect(isNamed, "\(end) of \(input.count): \(code)")
        #expect(Self.redacted(Array(input[..<end]), salvaging: true) != "unnamed")
      }
    }
  }

  /// 2,000 files with a few bits flipped: an error of a name, or a picture.
  @Test(arguments: 0..<10) func flippedBitsDoNoHarm(batch: Int) throws {
    var random = SeededGenerator(seed: UInt64(9000 + batch))
    let inputs = Self.jpegs() + Self.pngs()
    for _ in 0..<200 {
      var input = random.pick(inputs)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let early = random.chance(50)
        let place = Int.random(
          in: 0..<(early ? min(700, input.count) : input.count), using: &random)
        input[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
      }
      #expect(Self.redacted(input) != "unnamed")
      #expect(Self.redacted(input, salvaging: true) != "unnamed")
    }
  }

  @Test func everyErrorHasItsWords() {
    let errors: [ImagingError] =
      [
        .notAPicture, .empty, .damaged("x"), .tooLarge(width: 1, height: 2), .tooManyScans(3),
        .outOfMemory, .noRegion, .regionMalformed("x"), .regionOutside("x", width: 1, height: 2),
        .salvageable("x"), .regionLine("x"), .arrowMalformed("x"),
        .arrowOutside("x", width: 1, height: 2), .colourMalformed("x"),
        .tooManyRegions(9),
      ] + UnsupportedPicture.allCases.map(ImagingError.unsupported)
    for error in errors {
      #expect(!error.code.isEmpty && !error.message.isEmpty)
      #expect(error.message.last != ".")
    }
  }
}
