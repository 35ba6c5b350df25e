import Files
import TestSupport
import Testing

@testable import Imaging

/// Clips: hidden in every frame, and nothing else of them left. The clips are made and the results
/// decoded by ffmpeg.
@Suite struct VideoTests {
  static let helper = HelperProgram.find(VideoCoder.programName, path: nil)

  static func coder() throws -> VideoCoder { try VideoCoder(try #require(helper), count: 1) }

  private func options(_ regions: String..., mode: RedactionMode = .fill) throws -> RedactionOptions
  {
    var options = RedactionOptions()
    options.regions = try regions.map { try Region(parsing: $0) }
    options.mode = mode
    return options
  }

  /// Two clips that differ only inside become the same file, whatever form the frames have.
  @Test(arguments: TestClip.forms) func outputSaysNothingOfTheInside(form: TestClip.Form) throws {
    let coder = try Self.coder()
    for number in 0..<Cases.count(2, full: 25) {
      var random = SeededGenerator(seed: UInt64(440_000 + number))
      let first = TestClip(form, random: &random)
      let (width, height) = (first.seen.width, first.seen.height)
      var request = RedactionCase(random: &random, width: width, height: height, turns: false)
      request.options.arrows = []
      request.options.mode = random.pick([.blur, .fill])
      let units = request.units(width: width, height: height, unitWidth: 16, unitHeight: 16)
      // Blocks are counted from the corner at which the frame is stored.
      let place = request.options.regions.map { $0.text }
      var second = first
      try second.randomise(request.options, using: &random)
      let redactor = PictureRedactor(request.options, coder: coder)
      let one = try redactor.run(try first.encoded())
      let two = try redactor.run(try second.encoded())
      #expect(one.output == two.output, "\(form), number \(number): \(place) \(units.count)")
      #expect(one.report.video?.frames == first.frames.count)
      #expect(first.frames != second.frames)
    }
  }

  /// Turned in all ways, the region is where a person sees it, in every frame.
  @Test(arguments: Orientation.allCases) func theRegionIsWhereItIsSeen(turn: Orientation) throws {
    var random = SeededGenerator(seed: 3)
    var clip = TestClip(.planar, random: &random, width: 96, height: 64)
    clip.turn = turn
    clip.paint(200)
    let seen = clip.seen
    let region = Rectangle(left: 16, top: 32, right: 32, bottom: 48)
    let (output, report) = try PictureRedactor(
      try options(region.text), coder: Self.coder()
    ).run(try clip.encoded())
    #expect(report.size == seen && report.video?.frames == clip.frames.count)
    for frame in try TestClip.seenFrames(output, size: seen) {
      for y in stride(from: 2, to: seen.height, by: 4) {
        for x in stride(from: 2, to: seen.width, by: 4) {
          let value = Int(frame[y * seen.width + x])
          let wanted = region.contains(x: x, y: y) ? 128 : 200
          #expect(abs(value - wanted) < 24, "\(turn): \(x), \(y) is \(value)")
        }
      }
    }
  }

  /// A region counts in its time, and in the frame in which that begins or ends.
  @Test func aRegionHasATime() throws {
    var random = SeededGenerator(seed: 4)
    var clip = TestClip(.planar, random: &random, width: 64, height: 64)
    clip.paint(200)
    let (output, report) = try PictureRedactor(
      try options("16x16+16+16@0.25-0.5"), coder: Self.coder()
    ).run(try clip.encoded())
    let frames = try TestClip.seenFrames(output, size: clip.seen)
    // Ten frames a second: those that are shown at 0.2 to 0.5.
    let hidden = frames.map { abs(Int($0[24 * 64 + 24]) - 128) < 24 }
    #expect(hidden == [false, false, true, true, true, true, false, false])
    #expect(report.video?.seconds.map(\.count) == [1])
    #expect(throws: ImagingError.timeOutside("16x16+16+16@3-", seconds: 0.8)) {
      try PictureRedactor(try options("16x16+16+16", "16x16+16+16@3-"), coder: Self.coder())
        .run(try clip.encoded())
    }
  }

  @Test func timesAreReadOrRefused() throws {
    #expect(try Region(parsing: "1x1+0+0@1.5-3").time == 1.5...3)
    #expect(try Region(parsing: "1x1+0+0@2-").time == 2...Double.infinity)
    #expect(try Region(parsing: "1x1+0+0@-2").time == 0...2)
    for text in ["@", "@-", "@2", "@3-2", "@1-2-3", "@a-b", "@1-2 "] {
      #expect(throws: ImagingError.regionMalformed("1x1+0+0\(text)")) {
        try Region(parsing: "1x1+0+0\(text)")
      }
    }
    let picture = try JPEGEncoder.encode(
      Raster<UInt8>(size: PixelSize(width: 16, height: 16), channels: 3), .none)
    #expect(throws: ImagingError.timeOfPicture("1x1+0+0@1-2")) {
      try PictureRedactor(try options("1x1+0+0@1-2")).run(picture)
    }
    let lines = Array(#"{"x":9,"y":9,"width":9,"height":9,"from":1,"to":2.5}"#.utf8)
    #expect(try DetectedRegions(parsing: lines).entries.map(\.region.time) == [1...2.5])
  }

  @Test func whatWouldTellMoreIsRefused() throws {
    var random = SeededGenerator(seed: 5)
    let clip = try TestClip(.planar, random: &random).encoded()
    #expect(throws: ImagingError.self) {
      try PictureRedactor(try options("9x9+0+0", mode: .pixelate), coder: Self.coder()).run(clip)
    }
    #expect(throws: ImagingError.noVideoProgram) {
      try PictureRedactor(try options("9x9+0+0")).run(clip)
    }
    #expect(throws: ImagingError.self) {
      try Verifier(try options("9x9+0+0")).compare(original: clip, redacted: clip)
    }
  }

  /// What telephones write is read; decoders of everything else are not even opened.
  @Test(arguments: [
    ("libx265", "yuv420p10le", true), ("prores", "yuv422p10le", true),
    ("libaom-av1", "yuv420p", true), ("mpeg4", "yuv420p", false), ("mjpeg", "yuvj420p", false),
    ("mpeg2video", "yuv420p", false), ("png", "rgb24", false), ("rawvideo", "yuv420p", false),
  ]) func fewCodingsAreRead(coder: String, form: String, isRead: Bool) throws {
    let bytes = try Tool.withFolder { folder in
      let source = ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=0.4"]
      let clip = folder + (coder == "libaom-av1" ? "/clip.mp4" : "/clip.mov")
      try Tool.run("ffmpeg", package: "ffmpeg", source + ["-c:v", coder, "-pix_fmt", form, clip])
      return try Tool.read(clip)
    }
    let redactor = PictureRedactor(try options("20x20+8+8"), coder: try Self.coder())
    if isRead {
      #expect(try redactor.run(bytes).report.video?.frames == 4)
    } else {
      #expect(throws: ImagingError.unsupported(.video)) { try redactor.run(bytes) }
    }
  }

  /// Another track, whatever it is coded with, is left behind unread.
  @Test func anotherTrackIsNotRead() throws {
    let bytes = try Tool.withFolder { folder in
      let source = ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=0.4"]
      let coded = [
        "-map", "0", "-map", "0", "-c:v:0", "libx264", "-c:v:1", "mpeg4", folder + "/clip.mp4",
      ]
      try Tool.run("ffmpeg", package: "ffmpeg", source + ["-pix_fmt", "yuv420p"] + coded)
      return try Tool.read(folder + "/clip.mp4")
    }
    let (_, report) = try PictureRedactor(try options("20x20+8+8"), coder: Self.coder()).run(bytes)
    #expect(report.video?.frames == 4 && report.removed.map(\.kind).contains("second-video"))
  }

  /// Cut off or damaged, a clip is refused, or read whole; one that is worked on again is the same.
  @Test func damagedClipsAreRefused() throws {
    var random = SeededGenerator(seed: 6)
    let clip = TestClip(.planar, random: &random)
    let whole = try clip.encoded()
    let redactor = PictureRedactor(try options("20x20+8+8"), coder: try Self.coder())
    let expected = try redactor.run(whole).output
    for number in 0..<Cases.count(40, full: 2000) {
      var bytes = whole
      if number.isMultiple(of: 4) {
        bytes = Array(bytes.prefix(Int.random(in: 40..<whole.count, using: &random)))
      } else {
        for _ in 0..<number % 5 + 1 {
          bytes[Int.random(in: 32..<whole.count, using: &random)] ^= random.pick([1, 128, 255])
        }
      }
      do {
        #expect(try redactor.run(bytes).report.video?.frames != 0)
      } catch is ImagingError {}
    }
    #expect(try redactor.run(whole).output == expected)
  }

  @Test func theHelperCanDoNothingElse() throws {
    let lines = try Tool.lines(of: try #require(Self.helper), ["--check-confinement"])
    #expect(lines.count == 15)
    for line in lines { #expect(!line.hasSuffix("SUCCEEDED"), "\(line)") }
  }
}

/// Answers of a helper that somebody has taken over.
@Suite struct VideoAnswerTests {
  private static let numbers: [UInt32] = [
    0, 32, 16, 1, 1, 600, 30, 1, 0, 0, 2, 2, 2, 0, 8, 1000, 1, 1,
  ]

  private func answer(_ numbers: [UInt32]) -> [UInt8] {
    numbers.flatMap { [UInt8](bigEndian: $0) }
  }

  @Test func everyNumberIsChecked() throws {
    #expect(try VideoHead(answer(Self.numbers)).removed == ["sound"])
    // The length of the whole clip is told only.
    for place in Self.numbers.indices where place != 15 {
      for value: UInt32 in [.max, 1 << 31] {
        var numbers = Self.numbers
        numbers[place] = value
        #expect(throws: ImagingError.self, "\(place)") { try VideoHead(answer(numbers)) }
      }
    }
    for place in [1, 2, 3, 4, 5, 6, 7] {
      var numbers = Self.numbers
      numbers[place] = 0
      #expect(throws: ImagingError.self, "\(place)") { try VideoHead(answer(numbers)) }
    }
    for count in 0..<Self.numbers.count {
      #expect(throws: ImagingError.self) {
        try VideoHead(answer(Array(Self.numbers.prefix(count))))
      }
    }
  }

  private func frames(_ pieces: [[UInt8]]) throws -> [VideoFrame] {
    var reader = VideoFrameReader(try VideoHead(answer(Self.numbers)))
    var frames: [VideoFrame] = []
    for piece in pieces { try reader.add(piece) { frames.append($0) } }
    try reader.finish()
    return frames
  }

  @Test func framesComeInAnyPieces() throws {
    let planes = (0..<32 * 24).map { UInt8(truncatingIfNeeded: $0) }
    let whole =
      answer([1, 0, 0, 20]) + planes + answer([1, 0, 25, 20]) + planes.reversed() + answer([0])
    for size in [1, 3, 4, 500, 5000] {
      let pieces = stride(from: 0, to: whole.count, by: size).map {
        Array(whole[$0..<min($0 + size, whole.count)])
      }
      let read = try frames(pieces)
      #expect(read.map(\.time) == [0, 25] && read[0].planes == planes)
    }
    let frame = answer([1, 0, 0, 20]) + planes
    for wrong in [
      [], answer([0]), frame, frame + frame + answer([0]), answer([1, 1 << 20, 0, 1]) + planes,
      answer([1, 0, 0, 0]) + planes, frame + answer([0, 0]), frame + answer([7]),
      frame + answer([2, 1]),
    ] {
      #expect(throws: ImagingError.self) { try frames([wrong]) }
    }
  }
}

/// What is detected in one frame after the other.
@Suite struct VideoTracksTests {
  private func thing(_ left: Int, _ kind: Region.Kind = .face) -> (
    place: Rectangle, kind: Region.Kind, score: Int?
  ) {
    (Rectangle(left: left, top: 10, right: left + 40, bottom: 50), kind, 900)
  }

  /// The places that are hidden at a moment.
  private func hidden(_ regions: [Region], at second: Double) throws -> [Rectangle] {
    try regions.filter { $0.time?.contains(second) == true }.map {
      try $0.rectangle(in: PixelSize(width: 1000, height: 100))
    }
  }

  /// A face that moves two pixels a frame, is found from frame 15 to 45, and missed once.
  @Test func aFaceIsFollowed() throws {
    var tracks = VideoTracks()
    for frame in 0..<90 {
      let isSeen = (15...45).contains(frame) && frame != 30
      let found = frame.isMultiple(of: VideoTracks.step) ? (isSeen ? [thing(2 * frame)] : []) : nil
      tracks.add(from: Double(frame), to: Double(frame + 1), found)
    }
    let regions = tracks.regions(margin: nil)
    #expect(Set(regions.map(\.text)) == ["face 1"])
    for frame in 15...45 {
      let place = thing(2 * frame).place
      #expect(
        try hidden(regions, at: Double(frame) + 0.5).contains {
          $0.left <= place.left && $0.right >= place.right
        }, "\(frame)")
    }
    // Held for five frames at both ends, and no longer.
    #expect(try !hidden(regions, at: 10.5).isEmpty && !hidden(regions, at: 50.5).isEmpty)
    #expect(try hidden(regions, at: 9.5).isEmpty && hidden(regions, at: 51.5).isEmpty)
  }

  @Test func othersAreOthers() {
    var tracks = VideoTracks()
    for frame in 0..<30 {
      tracks.add(
        from: Double(frame), to: Double(frame + 1),
        frame.isMultiple(of: VideoTracks.step)
          ? [thing(0), thing(500), thing(2, .text)] + (frame > 20 ? [thing(250)] : []) : nil)
    }
    let regions = tracks.regions(margin: .pixels(3))
    #expect(Set(regions.map(\.text)) == ["face 1", "face 2", "text 3", "face 4"])
    #expect(regions.allSatisfy { $0.margin == .pixels(3) && $0.score == 900 })
  }

  /// One frame of each second, side by side.
  @Test func aPreviewIsAPicture() throws {
    var random = SeededGenerator(seed: 9)
    var clip = TestClip(.planar, random: &random, width: 64, height: 48)
    clip.turn = .turnedRight
    var options = RedactionOptions()
    options.regions = [try Region(parsing: "16x16+16+16")]
    let sheet = try PictureRedactor(options, coder: VideoTests.coder()).preview(clip.encoded())
    #expect(try SeenPicture(sheet).size == clip.seen)
  }
}
