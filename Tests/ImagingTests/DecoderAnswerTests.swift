import Files
import TestSupport
import Testing

@testable import Imaging

/// Answers of a helper that somebody has taken over.
@Suite struct DecoderAnswerTests {
  /// The numbers of a whole answer of 2 × 1 pixels.
  private static let numbers: [UInt32] = [0, 1, 2, 1, 3, 8, 8, 0, 0, 0, 0, 0, 0]

  private func answer(_ change: (inout [UInt32]) -> Void, samples: Int = 6) -> [UInt8] {
    var numbers = Self.numbers
    change(&numbers)
    return numbers.flatMap { [UInt8](bigEndian: $0) } + [UInt8](repeating: 7, count: samples)
  }

  private func size(_ answer: [UInt8]) throws -> PixelSize {
    try DecodedPicture(answer, .heic, page: nil).size
  }

  @Test func anHonestAnswerIsRead() throws {
    #expect(try size(answer { _ in }) == PixelSize(width: 2, height: 1))
  }

  @Test func everyNumberIsChecked() {
    for place in Self.numbers.indices where ![1, 7, 8, 9].contains(place) {
      for value: UInt32 in [.max, .max - 3, 1 << 31, 1 << 20, 100_000] {
        // Bits in the file are told only, and some numbers say why there is no picture.
        if place == 6 { continue }
        #expect(throws: ImagingError.self) { try size(answer { $0[place] = value }) }
      }
    }
    #expect(throws: ImagingError.self) { try size(answer({ _ in }, samples: 5)) }
    #expect(throws: ImagingError.self) { try size(answer({ _ in }, samples: 7)) }
    #expect(throws: ImagingError.self) { try size(answer { $0[4] = 0 }) }
    #expect(throws: ImagingError.self) { try size(answer { $0[5] = 12 }) }
    #expect(throws: ImagingError.self) { try size(answer { $0[2] = 0 }) }
    for count in 0..<Self.numbers.count * 4 {
      #expect(throws: ImagingError.self) { try size(Array(answer { _ in }.prefix(count))) }
    }
  }

  @Test func anyBytesAreRefusedOrRead() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<Cases.count(2000, full: 100_000) {
      var bytes = answer { _ in }
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = random.pick([0, 1, 2, 127, 255])
      }
      _ = try? size(bytes)
    }
  }

  /// A helper that is not one, one that ends, and one that promises too much.
  @Test func aHelperThatIsNoneIsAnError() throws {
    try Tool.withFolder { folder in
      let script = folder + "/tacita-decode"
      for body in ["exit 0", "cat >/dev/null", #"printf '\377\377\377\377'; sleep 9"#] {
        try? Directories.removeTree(script)
        try Tool.write(Array("#!/bin/sh\n\(body)\n".utf8), to: script)
        try Tool.makeRunnable(script)
        let decoder = PictureDecoder(try HelperPool(script, count: 1, patience: 1))
        #expect(throws: ImagingError.self) {
          try decoder.decode([UInt8](repeating: 1, count: 1000), as: .webp, page: nil)
        }
        // It is not asked again.
        #expect(throws: ImagingError.helperEnded("tacita-decode")) {
          try decoder.decode([1], as: .webp, page: nil)
        }
      }
    }
  }

  /// Whoever takes an answer gives up in the middle of it: the helper can be asked again.
  @Test func givingUpCostsNoHelper() throws {
    struct GivenUp: Error {}
    try Tool.withFolder { folder in
      let script = folder + "/tacita-video"
      let program = """
        #!/usr/bin/python3
        import sys
        take, give = sys.stdin.buffer, sys.stdout.buffer
        while len(head := take.read(16)) == 16:
            take.read(int.from_bytes(head[8:], "big"))
            for piece in [b"abc", b"def", b"ghi"]:
                give.write(len(piece).to_bytes(4, "big") + piece)
            give.write(bytes(8))
            give.flush()

        """
      try Tool.write(Array(program.utf8), to: script)
      try Tool.makeRunnable(script)
      let pool = try HelperPool(script, count: 1, patience: 20)
      var pieces = 0
      #expect(throws: GivenUp.self) {
        try pool.ask(1, about: [[1, 2]]) { _ in
          pieces += 1
          if pieces == 2 { throw GivenUp() }
        }
      }
      #expect(pieces == 2)
      #expect(try pool.answer(1, about: [[3]], limit: 9) == Array("abcdefghi".utf8))
      // An answer that is too long is not trusted, and nor is who gave it.
      #expect(throws: HelperPool.Failure.self) { try pool.answer(1, about: [[3]], limit: 8) }
      #expect(throws: HelperPool.Failure.self) { try pool.answer(1, about: [[3]], limit: 9) }
    }
  }

  /// Who gave up waits for the end of an answer no longer than for any: it may have none.
  @Test func anAnswerWithoutEnd() throws {
    struct GivenUp: Error {}
    try Tool.withFolder { folder in
      let script = folder + "/tacita-video"
      let program = """
        #!/usr/bin/python3
        import sys, time
        sys.stdin.buffer.read(16)
        while True:
            sys.stdout.buffer.write((3).to_bytes(4, "big") + b"abc")
            sys.stdout.buffer.flush()
            time.sleep(0.01)

        """
      try Tool.write(Array(program.utf8), to: script)
      try Tool.makeRunnable(script)
      let pool = try HelperPool(script, count: 1, patience: 5)
      #expect(throws: GivenUp.self) { try pool.ask(1, about: []) { _ in throw GivenUp() } }
      #expect(throws: HelperPool.Failure.self) { try pool.answer(1, about: [], limit: 9) }
    }
  }

  /// From inside the process that decodes: nothing but computing is left to it.
  @Test func theHelperCanDoNothingElse() throws {
    let lines = try Tool.lines(of: TestConvertible.helper, ["--check-confinement"])
    #expect(lines.count == 15)
    for line in lines { #expect(!line.hasSuffix("SUCCEEDED"), "\(line)") }
  }
}
