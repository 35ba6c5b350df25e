import TestSupport
import Testing

@testable import Imaging

/// Two pictures that differ only inside become the same file.
@Suite struct ConversionNonInterferenceTests {
  @Test(arguments: ConvertibleFormat.allCases)
  func outputSaysNothingOfTheInside(format: ConvertibleFormat) throws {
    let decoder = try TestConvertible.decoder()
    for number in 0..<Cases.count(75, full: 400) {
      var random = SeededGenerator(seed: UInt64(910_000 + number))
      let first = TestConvertible(format, random: &random)
      let turned = first.orientation >= 5
      let (width, height) = turned ? (first.height, first.width) : (first.width, first.height)
      var request = RedactionCase(random: &random, width: width, height: height, turns: false)
      if request.options.mode == .pixelate { request.options.mode = .blur }
      request.options.target = random.pick([.jpeg, .png])
      let isGray = first.channels <= 2
      let side = request.options.target == .png || isGray ? 8 : 16
      let units = request.units(width: width, height: height, unitWidth: side, unitHeight: side)
      var second = first
      second.randomise(units: units, side: side, using: &random)
      let original = first.encoded()
      let redactor = PictureRedactor(request.options, decoder: decoder)
      let one = try redactor.run(original)
      let two = try redactor.run(second.encoded())
      #expect(one.output == two.output, "\(format), number \(number)")
      let verdict = try Verifier(request.options, decoder: decoder).compare(
        original: original, redacted: one.output)
      #expect(verdict.isProven, "\(format), number \(number): \(verdict.findings)")
      #expect(verdict.converted == format)
    }
  }

  private func options(_ target: PictureFormat) throws -> RedactionOptions {
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "32x16+16+16")]
    options.target = target
    return options
  }

  private func codes(
    _ options: RedactionOptions, _ original: [UInt8], _ redacted: [UInt8]
  ) throws -> [String] {
    try Verifier(options, decoder: TestConvertible.decoder()).compare(
      original: original, redacted: redacted
    ).findings.map(\.code)
  }

  /// Nothing hidden, something else changed, a weak blur: `verify-blur` says no.
  @Test(arguments: [PictureFormat.jpeg, .png]) func wrongOnesAreRefused(target: PictureFormat)
    throws
  {
    let decoder = try TestConvertible.decoder()
    let picture = TestConvertible(.webp)
    let original = picture.encoded()
    let options = try options(target)
    var cleaning = options
    (cleaning.regions, cleaning.metadataOnly) = ([], true)
    let shown = try PictureRedactor(cleaning, decoder: decoder).run(original).output
    #expect(try codes(options, original, shown).contains("not-covered"))

    var other = picture
    other.samples[0] ^= 0x40
    let changed = try PictureRedactor(options, decoder: decoder).run(other.encoded()).output
    #expect(try codes(options, original, changed).contains("changed-outside"))

    // The inside at half its contrast, coded as we would.
    var weak = picture
    for y in 16..<32 {
      for x in 16..<48 {
        for channel in 0..<3 {
          let index = (y * 64 + x) * 3 + channel
          weak.samples[index] = weak.samples[index] / 2 + 60
        }
      }
    }
    let blurred = try PictureRedactor(cleaning, decoder: decoder).run(weak.encoded()).output
    #expect(try codes(options, original, blurred) == ["depends-on-original"])
    #expect(try codes(options, original, blurred + [0]).contains("foreign-data"))
  }
}
