import TestSupport
import Testing

@testable import Imaging

/// A mark that an eye sees at a place of the shown picture is what a region at that place hides.
@Suite struct MarkTests {
  /// Dark everywhere but in one 16 × 16 square of the stored picture.
  private static func picture(markX: Int, markY: Int) -> TestJPEG {
    var random = SeededGenerator(seed: 1)
    var picture = TestJPEG(random: &random)
    picture.colour = .gray
    picture.sampling = [(1, 1)]
    (picture.width, picture.height) = (160, 96)
    picture.process = .baseline
    picture.steps = [[UInt16](repeating: 1, count: 64), [UInt16](repeating: 1, count: 64)]
    picture.coefficients = [
      (0..<20 * 12).flatMap { block -> [Int16] in
        let isMark = block % 20 / 2 == markX / 16 && block / 20 / 2 == markY / 16
        return [isMark ? 900 : -900] + [Int16](repeating: 0, count: 63)
      }
    ]
    return picture
  }

  /// The top left corner and the size of the bright part of a picture as djpeg decodes it, turned
  /// as the table of Exif 2.32 says.
  private static func mark(in jpeg: [UInt8], orientation: Int) throws -> Set<[Int]> {
    let pgm = try Tool.withFolder { folder in
      try Tool.write(jpeg, to: folder + "/in.jpg")
      return try Tool.run("djpeg", package: "libjpeg-turbo-progs", ["-pnm", folder + "/in.jpg"])
    }
    let header = "P5\n160 96\n255\n"
    try #require(pgm.starts(with: header.utf8))
    let pixels = pgm.dropFirst(header.utf8.count)
    var places: Set<[Int]> = []
    for (index, pixel) in pixels.enumerated() where pixel > 128 {
      let seen = RedactionCase.seen(
        x: index % 160, y: index / 160, width: 160, height: 96, orientation)
      places.insert([seen.x / 16, seen.y / 16])
    }
    return places
  }

  @Test(arguments: 1...8) func theMarkIsFoundAndGone(orientation: Int) throws {
    let input = Self.picture(markX: 112, markY: 16).encoded(orientation: orientation)
    let places = try Self.mark(in: input, orientation: orientation)
    let place = try #require(places.first)
    #expect(places.count == 1)
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "4x4+\(place[0] * 16 + 2)+\(place[1] * 16 + 2)")]
    options.regions.append(try Region(parsing: "4x4+\(place[0] * 16 + 10)+\(place[1] * 16 + 2)"))
    options.regions.append(try Region(parsing: "4x4+\(place[0] * 16 + 2)+\(place[1] * 16 + 10)"))
    options.regions.append(try Region(parsing: "4x4+\(place[0] * 16 + 10)+\(place[1] * 16 + 10)"))
    let (output, report) = try PictureRedactor(options).run(input)
    #expect(try Self.mark(in: output, orientation: orientation).isEmpty)
    #expect(
      report.hidden[0].done.left == place[0] * 16 && report.hidden[0].done.top == place[1] * 16)
    // One beside it is left alone.
    options.regions = [try Region(parsing: "8x8+0+0")]
    let beside = try PictureRedactor(options).run(input).output
    #expect(try Self.mark(in: beside, orientation: orientation) == places)
  }

  @Test(arguments: 1...8) func theArrowPointsWhereItWasTold(orientation: Int) throws {
    var options = RedactionOptions()
    options.metadataOnly = true
    let turned = orientation >= 5
    let (width, height) = turned ? (96, 160) : (160, 96)
    options.arrows = [try Arrow(parsing: "\(width / 2),\(height / 2):\(width - 8),\(height - 8)")]
    options.arrowColour = .white
    options.arrowWidth = 6
    let input = Self.picture(markX: 48, markY: 0).encoded(orientation: orientation)
    let before = try Self.mark(in: input, orientation: orientation)
    let places = try Self.mark(
      in: PictureRedactor(options).run(input).output, orientation: orientation
    )
    .subtracting(before)
    #expect(places.contains([(width - 8) / 16, (height - 8) / 16]))
    #expect(places.contains([width / 2 / 16, height / 2 / 16]))
    #expect(!places.contains([width / 16 - 1, 0]) && !places.contains([0, height / 16 - 1]))
  }

  @Test func previewHidesNothingAndShowsFrames() throws {
    let input = Self.picture(markX: 112, markY: 16).encoded(orientation: 6)
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "40x40+20+60")]
    let preview = try PictureRedactor(options).preview(input)
    let before = try CoefficientReader(input).blocks(0)
    let after = try CoefficientReader(preview).blocks(0)
    let changed = (0..<20 * 12).filter { block in
      before[64 * block..<64 * block + 64] != after[64 * block..<64 * block + 64]
    }
    #expect(!changed.isEmpty)
    // Stored, the region covers columns 7 to 12 and rows 4 to 9 or so; its middle is as it was.
    #expect(changed.allSatisfy { (5...14).contains($0 % 20) && (3...10).contains($0 / 20) })
    #expect(!changed.contains(7 * 20 + 10))
    var random = SeededGenerator(seed: 4)
    let png = TestPNG(random: &random, largest: 40)
    options.regions = [try Region(parsing: "50%x50%+0+0")]
    #expect(try DecodedPNG(PictureRedactor(options).preview(png.encoded())) != nil)
  }
}
