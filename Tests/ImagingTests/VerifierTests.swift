import TestSupport
import Testing

@testable import Imaging

/// What `verify-blur` says no to, and why.
@Suite struct VerifierTests {
  private let picture: TestJPEG
  private let options: RedactionOptions

  init() throws {
    var random = SeededGenerator(seed: 42)
    var picture = TestJPEG(random: &random)
    picture.colour = .ycc
    picture.sampling = [(2, 2), (1, 1), (1, 1)]
    (picture.width, picture.height) = (128, 96)
    picture.process = .baseline
    picture.coefficients = (0..<3).map { component in
      (0..<picture.columns(component) * picture.rows(component)).flatMap { _ in
        TestJPEG.block(&random)
      }
    }
    self.picture = picture
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "48x32+32+32")]
    self.options = options
  }

  private func codes(_ redacted: [UInt8]) throws -> [String] {
    let report = try Verifier(options).compare(original: picture.encoded(), redacted: redacted)
    return report.findings.map(\.code)
  }

  /// The picture after `change` of every block in the hidden units.
  private func changed(_ change: (inout [Int16]) -> Void) -> TestJPEG {
    var result = picture
    for component in 0..<3 {
      for y in 0..<picture.rows(component) {
        for x in 0..<picture.columns(component) {
          let unit = picture.unit(component, x: x, y: y)
          guard (2..<5).contains(unit.x), (2..<4).contains(unit.y) else { continue }
          let start = 64 * (y * picture.columns(component) + x)
          var block = Array(picture.coefficients[component][start..<start + 64])
          change(&block)
          result.coefficients[component].replaceSubrange(start..<start + 64, with: block)
        }
      }
    }
    return result
  }

  @Test(arguments: RedactionMode.allCases) func ownOutputIsProven(mode: RedactionMode) throws {
    var options = options
    options.mode = mode
    let output = try PictureRedactor(options).run(picture.encoded()).output
    let report = try Verifier(options).compare(original: picture.encoded(), redacted: output)
    #expect(report.isProven)
    #expect(report.hidden.map(\.mode) == [mode])
    #expect(report.bits == (mode == .pixelate ? 20 : 0))
    // And without naming the region.
    let found = try Verifier(RedactionOptions()).compare(
      original: picture.encoded(), redacted: output)
    #expect(found.isProven)
    #expect(found.hidden.map(\.place) == [Rectangle(left: 32, top: 32, right: 80, bottom: 64)])
  }

  @Test func wipingWithJpegtranIsProven() throws {
    let wiped = try Tool.jpegtran(
      picture.encoded(), ["-wipe", "48x32+32+32", "-copy", "none"])
    #expect(try codes(wiped) == [])
    let progressive = try Tool.jpegtran(
      picture.encoded(), ["-wipe", "48x32+32+32", "-copy", "none", "-progressive"])
    #expect(try codes(progressive) == [])
    let optimised = try Tool.jpegtran(
      picture.encoded(), ["-wipe", "48x32+32+32", "-copy", "none", "-optimize"])
    #expect(try codes(optimised) == [])
  }

  @Test func weakBlursAreRefused() throws {
    // A blur keeps low frequencies, a mosaic the means, a weaker one a little of everything.
    let blurred = changed { block in
      for index in 0..<64 where index / 8 + index % 8 > 1 { block[index] = 0 }
    }
    let mosaic = changed { block in for index in 1..<64 { block[index] = 0 } }
    let weakened = changed { block in for index in 0..<64 { block[index] /= 2 } }
    for weak in [blurred, mosaic, weakened] {
      let codes = try codes(weak.encoded())
      #expect(codes == ["depends-on-original"] || codes == ["not-covered"])
    }
  }

  @Test func partOfARegionIsNotCovered() throws {
    var smaller = options
    smaller.regions = [try Region(parsing: "32x32+32+32")]
    let output = try PictureRedactor(smaller).run(picture.encoded()).output
    #expect(try codes(output) == ["not-covered"])
    #expect(try codes(picture.encoded()) == ["not-covered"])
  }

  @Test func oneMixedUpUnitIsRefused() throws {
    var other = picture
    other.coefficients[2][64 * 3 + 5] += 1
    let output = try PictureRedactor(options).run(other.encoded()).output
    let report = try Verifier(options).compare(original: picture.encoded(), redacted: output)
    #expect(
      report.findings == [
        .changedOutside(blocks: 1, first: Rectangle(left: 48, top: 0, right: 64, bottom: 16))
      ])
  }

  @Test func whatStandsBesideThePictureIsRefused() throws {
    let output = try PictureRedactor(options).run(picture.encoded()).output
    #expect(try codes(output + [0]) == ["foreign-data"])
    #expect(try codes(output.inserting(segment: 0xfe, [1, 2])) == ["foreign-data"])
    let thumbnail = Array("Exif\0\0II*\0".utf8) + [UInt8](repeating: 7, count: 400)
    #expect(try codes(output.inserting(segment: 0xe1, thumbnail)) == ["foreign-data"])
    #expect(try codes(output.inserting(segment: 0xed, [9])) == ["foreign-data"])
  }

  @Test func tablesOfTheOriginalAreRefused() throws {
    // Fitted to the picture before it was hidden, they tell what was in it.
    var full = picture
    full.process = .optimised
    let output = try PictureRedactor(options).run(picture.encoded()).output
    let read = try CoefficientReader(output)
    var hidden = picture
    hidden.coefficients = (0..<3).map(read.blocks)
    hidden.process = .baseline
    #expect(try codes(hidden.encoded()) == [])
    let tables = try CoefficientReader(full.encoded()).markers.filter { $0.marker == 0xc4 }
    var copied = hidden.encoded()
    for table in tables { copied = copied.inserting(segment: 0xc4, table.payload) }
    let findings = try Verifier(options).compare(
      original: picture.encoded(), redacted: copied
    ).findings
    #expect(findings.contains(.unexplainedCoding("a Huffman table fits another picture")))
  }

  @Test func anotherPictureIsRefused() throws {
    var other = picture
    other.width -= 16
    other.coefficients = (0..<3).map { component in
      [Int16](repeating: 0, count: 64 * other.columns(component) * other.rows(component))
    }
    #expect(try codes(other.encoded()) == ["other-picture"])
    other = picture
    other.steps[0][5] += 1
    #expect(try codes(other.encoded()) == ["other-picture"])
    #expect(
      try Verifier(RedactionOptions()).compare(
        original: picture.encoded(), redacted: picture.encoded()
      ).findings == [.nothingHidden])
  }

  @Test func weakPNGsAreRefused() throws {
    var random = SeededGenerator(seed: 5)
    var first = TestPNG(random: &random)
    (first.type, first.depth, first.width, first.height, first.key) = (2, 8, 64, 48, nil)
    first.palette = []
    first.samples = (0..<64 * 48 * 3).map { _ in UInt8.random(in: 0...255, using: &random) }
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "16x16+16+16")]
    let output = try PictureRedactor(options).run(first.encoded()).output
    let verifier = Verifier(options)
    #expect(try verifier.compare(original: first.encoded(), redacted: output).isProven)
    var weak = first
    for y in 16..<32 {
      for x in 16..<32 {
        for channel in 0..<3 { weak.samples[(y * 64 + x) * 3 + channel] /= 2 }
      }
    }
    let codes = try verifier.compare(original: first.encoded(), redacted: weak.encoded())
      .findings.map(\.code)
    #expect(codes == ["depends-on-original"])
    let same = try verifier.compare(original: first.encoded(), redacted: first.encoded())
    #expect(same.findings.map(\.code) == ["not-covered"])
    var outside = first
    outside.samples[0] ^= 1
    let changed = try verifier.compare(
      original: first.encoded(),
      redacted: try PictureRedactor(options).run(outside.encoded()).output)
    #expect(changed.findings.map(\.code) == ["changed-outside"])
    #expect(
      try verifier.compare(original: first.encoded(), redacted: output + [1]).findings.map(\.code)
        == ["foreign-data"])
  }
}
