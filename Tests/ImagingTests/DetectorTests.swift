import Files
import TestSupport
import Testing

@testable import Imaging

/// Looking for regions. How well it finds them, Benchmarks/detect.py measures.
@Suite struct DetectorTests {
  private static let helper = HelperProgram.find(PictureDetector.programName, path: nil)

  private func detector(_ program: String, _ targets: Set<PictureDetector.Target> = [.codes]) throws
    -> PictureDetector
  {
    try PictureDetector(program, count: 1, targets: targets) { _ in [1, 2, 3] }
  }

  /// Black and white squares, as in a code, on gray.
  private func picture() throws -> SeenPicture {
    var picture = TestConvertible(.tiff, width: 400, height: 300)
    var random = SeededGenerator(seed: 4)
    let modules = (0..<400).map { _ in random.chance(50) }
    picture.paint { x, y, _ in
      guard (120..<240).contains(x), (90..<210).contains(y) else { return 128 }
      return modules[(y - 90) / 6 * 20 + (x - 120) / 6] ? 0 : 255
    }
    return try SeenPicture(picture.encoded(), decoder: TestConvertible.decoder())
  }

  @Test func aCodeIsFoundWhole() throws {
    let program = try #require(Self.helper)
    let found = try detector(program).proposals(in: try picture(), margin: nil)
    let size = PixelSize(width: 400, height: 300)
    let place = try #require(found.first).rectangle(in: size)
    #expect(found.allSatisfy { $0.kind == .code && ($0.score ?? 0) > 500 })
    #expect(place.left <= 120 && place.top <= 90 && place.right >= 240 && place.bottom >= 210)
    #expect(place.width < 180 && place.height < 180)
  }

  /// A network that is none ends the process that works, and the picture is not taken as empty.
  @Test func aBrokenModelIsAnError() throws {
    let program = try #require(Self.helper)
    let detector = try detector(program, [.faces])
    #expect(throws: ImagingError.detectorFailed) {
      try detector.proposals(in: try picture(), margin: nil)
    }
  }

  @Test func theHelperCanDoNothingElse() throws {
    let lines = try Tool.lines(of: try #require(Self.helper), ["--check-confinement"])
    #expect(lines.count == 15)
    for line in lines { #expect(!line.hasSuffix("SUCCEEDED"), "\(line)") }
  }

  /// Answers that are none: too many regions, kinds that there are not, numbers beyond all pictures.
  @Test func answersAreNotBelieved() throws {
    let box = #"\000\000\000\002\000\000\000\005\000\000\000\005"#
    let numbers = [
      #"\377\377\377\377"#, #"\000\000\000\001"#,
      #"\000\000\000\001\000\000\000\011"# + String(box.dropFirst(16))
        + #"\000\000\000\005\000\000\000\005\000\000\000\001"#,
      #"\000\000\000\001"# + box + #"\177\377\377\377\000\000\000\005\000\000\000\001"#,
      #"\000\000\000\001"# + box + #"\000\000\000\005\000\000\000\005\377\000\000\001"#,
    ]
    try Tool.withFolder { folder in
      for (index, answer) in numbers.enumerated() {
        let count = answer.count / 4
        let script = "\(folder)/\(index)"
        let frame = #"\000\000\000\"# + String(count, radix: 8)
        let end = #"\000\000\000\000\000\000\000\000"#
        try Tool.write(
          Array("#!/bin/sh\nprintf '\(frame)\(answer)\(end)'; exec cat >/dev/null\n".utf8),
          to: script)
        try Tool.makeRunnable(script)
        #expect(throws: ImagingError.detectorFailed, "\(index)") {
          try detector(script).proposals(in: try picture(), margin: nil)
        }
      }
    }
  }
}
