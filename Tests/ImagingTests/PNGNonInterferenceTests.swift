import TestSupport
import Testing

@testable import Imaging

@Suite struct PNGNonInterferenceTests {
  /// 10 batches of 100 cases.
  @Test(arguments: 0..<10)
  func outputSaysNothingOfTheInside(batch: Int) throws {
    for number in 0..<100 {
      var random = SeededGenerator(seed: UInt64(500_000 + batch * 1000 + number))
      let first = TestPNG(random: &random)
      var request = RedactionCase(
        random: &random, width: first.width, height: first.height, turns: false)
      if request.options.mode == .pixelate { request.options.mode = .blur }
      let units = request.units(
        width: first.width, height: first.height, unitWidth: 8, unitHeight: 8)
      var second = first
      second.randomise(units: units, using: &random)
      let original = first.encoded()
      let redactor = PictureRedactor(request.options)
      let one = try redactor.run(original)
      let two = try redactor.run(second.encoded())
      #expect(one.output == two.output, "batch \(batch), number \(number)")
      let before = try #require(DecodedPNG(original))
      let after = try #require(DecodedPNG(one.output))
      try #require(before.width == after.width && before.height == after.height)
      let verdict = try Verifier(request.options).compare(
        original: original, redacted: one.output)
      #expect(verdict.isProven, "batch \(batch), number \(number): \(verdict.findings)")
      guard request.options.arrows.isEmpty else { continue }
      for y in 0..<before.height {
        for x in 0..<before.width where !units.contains([x / 8, y / 8]) {
          let same = before.pixel(x: x, y: y) == after.pixel(x: x, y: y)
          if !same { Issue.record("pixel \(x), \(y) changed in \(batch), \(number)") }
        }
      }
    }
  }

  /// The mosaic's bits are all that it depends on: where they agree, so do the files.
  @Test(arguments: 0..<4)
  func mosaicDependsOnItsBitsAlone(batch: Int) throws {
    for number in 0..<60 {
      var random = SeededGenerator(seed: UInt64(700_000 + batch * 1000 + number))
      var first = TestPNG(random: &random)
      first.type = 0
      first.depth = 8
      first.key = nil
      first.samples = (0..<first.width * first.height).map { _ in
        UInt8.random(in: 90...102, using: &random)
      }
      var request = RedactionCase(
        random: &random, width: first.width, height: first.height, turns: false)
      request.options.mode = .pixelate
      let units = request.units(
        width: first.width, height: first.height, unitWidth: 8, unitHeight: 8)
      var second = first
      // Every mean stays between 64 and 128, so that every bit stays.
      for y in 0..<first.height {
        for x in 0..<first.width where units.contains([x / 8, y / 8]) {
          second.samples[y * first.width + x] = UInt8.random(in: 65...127, using: &random)
        }
      }
      let redactor = PictureRedactor(request.options)
      let one = try redactor.run(first.encoded())
      let two = try redactor.run(second.encoded())
      #expect(one.output == two.output, "batch \(batch), number \(number)")
      #expect(one.report.bits % 20 == 0)
    }
  }
}
