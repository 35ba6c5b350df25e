import TestSupport
import Testing

@testable import Imaging

/// What was inside the hidden units is gone, and what was outside is as it was.
@Suite struct JPEGNonInterferenceTests {
  /// 26 batches of 100 cases.
  @Test(arguments: 0..<26)
  func outputSaysNothingOfTheInside(batch: Int) throws {
    for number in 0..<100 {
      var random = SeededGenerator(seed: UInt64(batch * 1000 + number))
      let first = TestJPEG(random: &random)
      let request = RedactionCase(random: &random, width: first.width, height: first.height)
      let units = request.units(
        width: first.width, height: first.height, unitWidth: first.unitWidth,
        unitHeight: first.unitHeight)
      var second = first
      if request.options.mode == .pixelate {
        second.randomiseDetail(units: units, using: &random)
      } else {
        second.randomise(units: { units.contains([$0, $1]) }, using: &random)
      }
      let redactor = PictureRedactor(request.options)
      let one = try redactor.run(first.encoded(orientation: request.orientation))
      let two = try redactor.run(second.encoded(orientation: request.orientation))
      #expect(one.output == two.output, "batch \(batch), number \(number)")
      if request.options.arrows.isEmpty {
        try expectOutsideUntouched(first, request, units, one.output, "\(batch), \(number)")
      }
      let verdict = try Verifier(request.options).compare(
        original: first.encoded(orientation: request.orientation), redacted: one.output)
      #expect(verdict.isProven, "batch \(batch), number \(number): \(verdict.findings)")
    }
  }

  private func expectOutsideUntouched(
    _ picture: TestJPEG, _ request: RedactionCase, _ units: Set<[Int]>, _ output: [UInt8],
    _ name: String
  ) throws {
    let read = try CoefficientReader(output)
    let scrubs = request.options.scrubsEdges ?? true
    for component in picture.sampling.indices {
      let blocks = read.blocks(component)
      let columns = picture.columns(component)
      try #require(blocks.count == picture.coefficients[component].count)
      let width = up(picture.width * picture.sampling[component].h, picture.across)
      let height = up(picture.height * picture.sampling[component].v, picture.down)
      for y in 0..<picture.rows(component) {
        for x in 0..<columns {
          let unit = picture.unit(component, x: x, y: y)
          if units.contains([unit.x, unit.y]) { continue }
          if scrubs, 8 * x + 8 > width || 8 * y + 8 > height { continue }
          let place = 64 * (y * columns + x)..<64 * (y * columns + x) + 64
          let same = blocks[place] == picture.coefficients[component][place]
          if !same { Issue.record("block \(component) \(x) \(y) changed in \(name)") }
        }
      }
    }
  }

  private func up(_ value: Int, _ divisor: Int) -> Int { (value + divisor - 1) / divisor }
}

extension TestJPEG {
  /// Everything anew in some units but the means of blocks, all that `pixelate` looks at.
  mutating func randomiseDetail(units: Set<[Int]>, using random: inout SeededGenerator) {
    let means = coefficients
    randomise(units: { units.contains([$0, $1]) }, using: &random)
    for component in coefficients.indices {
      for start in stride(from: 0, to: coefficients[component].count, by: 64) {
        coefficients[component][start] = means[component][start]
      }
    }
  }
}
