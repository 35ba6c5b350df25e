import Files
import TestSupport

@testable import Imaging

/// A clip made of samples, without loss, ten frames a second.
struct TestClip {
  /// How frames are stored.
  enum Form: String, CaseIterable {
    /// Colours at half their width and height, at half their width, and at all of it.
    case planar = "yuv420p"
    case wide = "yuv422p"
    case full = "yuv444p"
    case deep = "yuv420p10le"
    case gray = "gray"
    case red = "rgb24"

    fileprivate var coder: [String] {
      ["-c:v", self == .red ? "libx264rgb" : "libx264", "-preset", "ultrafast", "-qp", "0"]
    }
    /// Planes by channels side by side, by how much narrower and lower, and by bytes of a sample.
    fileprivate var planes: [(across: Int, down: Int, bytes: Int)] {
      switch self {
      case .planar: [(1, 1, 1), (2, 2, 1), (2, 2, 1)]
      case .wide: [(1, 1, 1), (2, 1, 1), (2, 1, 1)]
      case .full: [(1, 1, 1), (1, 1, 1), (1, 1, 1)]
      case .deep: [(1, 1, 2), (2, 2, 2), (2, 2, 2)]
      case .gray: [(1, 1, 1)]
      case .red: [(1, 1, 3)]
      }
    }
  }

  static let forms = Form.allCases

  let form: Form
  let size: PixelSize
  var turn = Orientation.upright
  var frames: [[UInt8]]

  init(_ form: Form, random: inout SeededGenerator, width: Int? = nil, height: Int? = nil) {
    self.form = form
    size = PixelSize(
      width: width ?? 2 * Int.random(in: 16...50, using: &random),
      height: height ?? 2 * Int.random(in: 16...50, using: &random))
    turn = random.pick([.upright, .upright, .turnedRight, .upsideDown, .turnedLeft])
    let bytes = form.planes.reduce(0) { [size] sum, plane in
      sum + size.width / plane.across * (size.height / plane.down) * plane.bytes
    }
    frames = []
    for _ in 0..<8 { frames.append(Self.samples(bytes, form, &random)) }
  }

  private static func samples(
    _ count: Int, _ form: Form, _ random: inout SeededGenerator
  ) -> [UInt8] {
    (0..<count).map { place in
      // The upper byte of a sample of ten bits.
      if form == .deep, place % 2 == 1 { return UInt8.random(in: 0...3, using: &random) }
      return UInt8.random(in: 0...255, using: &random)
    }
  }

  var seen: PixelSize { turn.turned(size) }

  mutating func paint(_ value: UInt8) {
    for frame in frames.indices {
      let luma = size.width * size.height
      frames[frame] =
        [UInt8](repeating: value, count: luma)
        + [UInt8](repeating: 128, count: frames[frame].count - luma)
    }
  }

  /// Other samples in all blocks that the regions touch, at the times that they have.
  mutating func randomise(
    _ options: RedactionOptions, using random: inout SeededGenerator
  ) throws {
    for region in options.regions {
      let place = turn.stored(try region.rectangle(in: seen), in: size)
      let blocks = place.cells(width: 16, height: 16)
      let pixels = Rectangle(
        left: blocks.left * 16, top: blocks.top * 16, right: blocks.right * 16,
        bottom: blocks.bottom * 16
      ).clipped(to: size)
      for frame in frames.indices { change(&frames[frame], pixels, &random) }
    }
  }

  private func change(
    _ frame: inout [UInt8], _ pixels: Rectangle, _ random: inout SeededGenerator
  ) {
    var start = 0
    for plane in form.planes {
      let width = size.width / plane.across
      for y in pixels.top / plane.down..<pixels.bottom / plane.down {
        let first = start + (y * width + pixels.left / plane.across) * plane.bytes
        let count = (pixels.right - pixels.left) / plane.across * plane.bytes
        frame.replaceSubrange(
          first..<first + count, with: Self.samples(count, form, &random))
      }
      start += width * (size.height / plane.down) * plane.bytes
    }
  }

  /// As ffmpeg writes it.
  func encoded() throws -> [UInt8] {
    try Tool.withFolder { folder in
      try Tool.write(frames.flatMap { $0 }, to: folder + "/raw")
      let clip = "\(folder)/clip.mp4"
      try Tool.run(
        "ffmpeg", package: "ffmpeg",
        [
          "-v", "error", "-f", "rawvideo", "-pix_fmt", form.rawValue, "-s",
          "\(size.width)x\(size.height)", "-r", "10", "-i", folder + "/raw",
        ] + form.coder + [clip])
      guard turn != .upright else { return try Tool.read(clip) }
      return try turned(try Tool.read(clip))
    }
  }

  /// The same with a matrix in its track header (ISO/IEC 14496-12, 8.3.2), which stands 40 bytes
  /// behind the beginning of its contents.
  private func turned(_ clip: [UInt8]) throws -> [UInt8] {
    var clip = clip
    guard
      let place = clip.indices.dropLast(96).first(where: { clip[$0...].starts(with: "tkhd".utf8) })
    else { throw Tool.Failure(description: "ffmpeg wrote no track") }
    let one: Int32 = 1 << 16
    let numbers: [Int32] =
      switch turn {
      case .upright: [one, 0, 0, one]
      case .mirrored: [-one, 0, 0, one]
      case .upsideDown: [-one, 0, 0, -one]
      case .flipped: [one, 0, 0, -one]
      case .transposed: [0, one, one, 0]
      case .turnedRight: [0, one, -one, 0]
      case .transversed: [0, -one, -one, 0]
      case .turnedLeft: [0, -one, one, 0]
      }
    let matrix = [numbers[0], numbers[1], 0, numbers[2], numbers[3], 0, 0, 0, 1 << 30]
    let bytes = matrix.flatMap { [UInt8](bigEndian: $0) }
    clip.replaceSubrange(place + 44..<place + 44 + bytes.count, with: bytes)
    return clip
  }

  /// The brightness of each frame as ffmpeg shows it: turned.
  static func seenFrames(_ clip: [UInt8], size: PixelSize) throws -> [[UInt8]] {
    try Tool.withFolder { folder in
      try Tool.write(clip, to: folder + "/clip.mp4")
      let raw = try Tool.run(
        "ffmpeg", package: "ffmpeg",
        [
          "-v", "error", "-i", folder + "/clip.mp4", "-f", "rawvideo", "-pix_fmt", "yuv420p",
          "-vsync", "passthrough", "-",
        ])
      let count = size.width * size.height * 3 / 2
      return stride(from: 0, to: raw.count, by: count).map { Array(raw[$0..<$0 + count]) }
    }
  }
}
