import TestSupport
import Testing

@testable import Imaging

/// A cleaned PNG consists of its picture and of what its colours mean.
@Suite struct PNGMetadataTests {
  private static let secret = "PLANTED-SECRET"

  private static func picture(_ type: Int, _ depth: Int) -> TestPNG {
    var random = SeededGenerator(seed: UInt64(type * 100 + depth))
    var picture = TestPNG(random: &random)
    while (picture.type, picture.depth) != (type, depth) { picture = TestPNG(random: &random) }
    return picture
  }

  private static func cleaned(_ input: [UInt8]) throws -> ([UInt8], RedactionReport) {
    var options = RedactionOptions()
    options.metadataOnly = true
    return try PictureRedactor(options).run(input)
  }

  @Test(arguments: [(2, 8), (6, 16), (0, 8)]) func nothingPlantedSurvives(
    form: (type: Int, depth: Int)
  ) throws {
    let secret = Array(Self.secret.utf8)
    var chunks: [UInt8] = []
    for type in ["tEXt", "iTXt", "eXIf", "caBX", "prVt", "orNT", "meTa", "juNk"] {
      chunks += TestChunks.chunk(type, Array("Title\0\0\0\0\0".utf8) + secret)
    }
    chunks += TestChunks.chunk("zTXt", Array("Title\0\0".utf8) + TestChunks.stored(secret))
    chunks += TestChunks.chunk("tIME", [7, 0xea, 11, 22, 1, 2, 3])
    chunks += TestChunks.chunk("pHYs", [0, 0, 1, 2, 0, 0, 1, 2, 1])
    let input =
      Self.picture(form.type, form.depth).encoded().inserting(chunks: chunks) + secret
    let (output, report) = try Self.cleaned(input)
    #expect(!output.contains(text: Self.secret))
    let structure = try PNGStructure(output)
    #expect(Set(structure.chunks.map(\.type)) == ["IHDR", "pHYs", "IDAT", "IEND"])
    #expect(structure.end == output.count)
    #expect(
      Set(report.removed.map(\.kind)) == [
        "text", "exif", "content-credentials", "private-chunk", "time", "trailing-data",
      ])
  }

  @Test func exiftoolTagsAreGone() throws {
    let input = try Tool.tagged(
      Self.picture(2, 8).encoded(), name: "in.png",
      [
        "-XMP:Title=\(Self.secret)", "-PNG:Author=\(Self.secret)", "-EXIF:Artist=\(Self.secret)",
        "-GPSLatitude=52.3",
      ])
    #expect(input.contains(text: Self.secret))
    #expect(try !Self.cleaned(input).0.contains(text: Self.secret))
  }

  @Test(arguments: ["acTL", "fdAT"]) func animationsAreRefused(type: String) throws {
    let input = Self.picture(2, 8).encoded().inserting(
      chunks: TestChunks.chunk(type, [0, 0, 0, 2, 0, 0, 0, 0]))
    #expect(throws: ImagingError.unsupported(.animated)) { try Self.cleaned(input) }
  }

  @Test func unusedPaletteEntriesAreGone() throws {
    var picture = Self.picture(3, 8)
    picture.palette = (0..<256).map { [UInt8($0), 3, 77] }
    picture.alphas = []
    picture.samples = picture.samples.indices.map { UInt8($0 % 5 * 11) }
    let (output, _) = try Self.cleaned(picture.encoded())
    let structure = try PNGStructure(output)
    let palette = try #require(structure.chunks.first { $0.type == "PLTE" })
    #expect(palette.payload.count == 3 * 5)
    #expect(structure.depth == 4)
    let before = try #require(DecodedPNG(picture.encoded()))
    let after = try #require(DecodedPNG(output))
    #expect(before.pixels == after.pixels)
  }

  @Test(arguments: [8, 16]) func colourUnderZeroAlphaIsGone(depth: Int) throws {
    var picture = Self.picture(6, depth)
    let width = picture.pixelBytes
    for start in stride(from: 0, to: picture.samples.count, by: width) {
      for index in 0..<width {
        picture.samples[start + index] = index < width * 3 / 4 ? 0xc7 : 0
      }
    }
    let (output, _) = try Self.cleaned(picture.encoded())
    let decoded = try #require(DecodedPNG(output))
    #expect(decoded.pixels.allSatisfy { $0 == 0 })
  }

  /// The edge of an arrow covers some pixels too little for the least alpha.
  @Test func arrowsLeaveNoColourUnderTransparencyEither() throws {
    var picture = Self.picture(6, 8)
    for index in picture.samples.indices { picture.samples[index] = 0 }
    let input = picture.encoded()
    for number in 0..<30 {
      var options = RedactionOptions()
      options.regions = [try Region(parsing: "1x1+0+0")]
      options.arrows = [try Arrow(parsing: "10%,\(number)%:80%,70%")]
      let output = try PictureRedactor(options).run(input).output
      let pixels = try #require(DecodedPNG(output)).pixels
      let isClear = stride(from: 0, to: pixels.count, by: 8).allSatisfy { start in
        pixels[start + 6] != 0 || pixels[start..<start + 6].allSatisfy { $0 == 0 }
      }
      #expect(isClear, "arrow \(number)")
      #expect(try Verifier(options).compare(original: input, redacted: output).isProven)
    }
  }

  @Test(arguments: TestPNG.forms.indices) func pixelsAreKeptInEveryForm(index: Int) throws {
    let form = TestPNG.forms[index]
    for interlaced in [false, true] {
      var picture = Self.picture(form.type, form.depth)
      picture.interlaced = interlaced
      let (output, _) = try Self.cleaned(picture.encoded())
      let before = try #require(DecodedPNG(picture.encoded()))
      let after = try #require(DecodedPNG(output))
      for y in 0..<before.height {
        for x in 0..<before.width { #expect(before.pixel(x: x, y: y) == after.pixel(x: x, y: y)) }
      }
      let structure = try PNGStructure(output)
      #expect(!structure.isInterlaced)
      if form.depth == 16 { #expect(structure.depth == 16) }
    }
  }

  @Test(arguments: Orientation.allCases) func orientationIsCarriedOut(
    orientation: Orientation
  ) throws {
    let picture = Self.picture(2, 8)
    let exif = Array(TestSegments.exif(orientation: orientation.rawValue).dropFirst(6))
    let input = picture.encoded().inserting(chunks: TestChunks.chunk("eXIf", exif))
    let (output, report) = try Self.cleaned(input)
    #expect(report.orientation == orientation)
    let before = try #require(DecodedPNG(picture.encoded()))
    let after = try #require(DecodedPNG(output))
    for y in 0..<before.height {
      for x in 0..<before.width {
        let seen = RedactionCase.seen(
          x: x, y: y, width: before.width, height: before.height, orientation.rawValue)
        #expect(before.pixel(x: x, y: y) == after.pixel(x: seen.x, y: seen.y))
      }
    }
  }

  @Test func colourDescriptionsBecomeCanonical() throws {
    let base = Self.picture(2, 8).encoded()
    func outcome(_ chunks: [UInt8]) throws -> (ProfileOutcome, [String]) {
      let (output, report) = try Self.cleaned(base.inserting(chunks: chunks))
      #expect(!output.contains(text: Self.secret))
      return (report.profile, try PNGStructure(output).chunks.map(\.type))
    }
    let srgb = try outcome(TestChunks.chunk("sRGB", [3]))
    #expect(srgb.0 == .replaced(.sRGB, exact: true))
    #expect(srgb.1.contains("sRGB"))
    let gamma = try outcome(TestChunks.chunk("gAMA", TestChunks.bigEndian(45455)))
    #expect(gamma.0 == .replaced(.sRGB, exact: true))
    #expect(gamma.1 == ["IHDR", "sRGB", "IDAT", "IEND"])
    let wide = CanonicalProfile(primaries: .displayP3, curve: .sRGB)
    var profile = wide.bytes + Array(Self.secret.utf8) + [0, 0]
    profile.replaceSubrange(0..<4, with: TestChunks.bigEndian(UInt32(profile.count)))
    let icc = try outcome(
      TestChunks.chunk("iCCP", Array("x\0\0".utf8) + TestChunks.stored(profile)))
    #expect(icc.0 == .replaced(wide, exact: true))
    #expect(icc.1 == ["IHDR", "iCCP", "IDAT", "IEND"])
    let video = try outcome(TestChunks.chunk("cICP", [9, 16, 0, 1]))
    #expect(video.1.contains("cICP"))
    #expect(try !outcome(TestChunks.chunk("cICP", [9, 16, 0, 1, 7])).1.contains("cICP"))
  }
}
