import CPictureFixtures
import Files
import TestSupport

@testable import Imaging

/// A picture that has to be converted, made of samples.
struct TestConvertible {
  var format: ConvertibleFormat
  var width: Int
  var height: Int
  var channels = 3
  /// 8, 10 (HEIC and AVIF) or 16 (TIFF).
  var bits = 8
  var orientation = 0
  var isLossless = true
  var hasThumbnail = false
  var hasSecond = false
  var transfer = 0
  var pages = 1
  var exif: [UInt8]?
  var samples: [UInt16] = []

  init(_ format: ConvertibleFormat, width: Int = 64, height: Int = 48) {
    self.format = format
    self.width = width
    self.height = height
    paint { x, y, channel in x * 3 + y * 2 + channel * 40 }
  }

  /// Forms that a random picture can have: odd sizes, alpha, deep samples, turned.
  init(_ format: ConvertibleFormat, random: inout SeededGenerator) {
    self.init(
      format, width: Int.random(in: 16...72, using: &random),
      height: Int.random(in: 16...72, using: &random))
    switch format {
    case .tiff:
      channels = random.pick([1, 2, 3, 4])
      bits = random.pick([8, 16])
      orientation = random.pick([0, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    case .webp: channels = random.pick([3, 3, 4])
    case .heic, .avif: orientation = random.pick([0, 0, 3, 6, 8])
    }
    let most = (1 << bits) - 1
    samples = (0..<width * height * channels).map { _ in
      UInt16(Int.random(in: 0...most, using: &random))
    }
  }

  mutating func paint(_ value: (_ x: Int, _ y: Int, _ channel: Int) -> Int) {
    let most = (1 << bits) - 1
    samples = (0..<width * height * channels).map { index in
      let (pixel, channel) = (index / channels, index % channels)
      if channel == channels - 1, channels % 2 == 0 { return UInt16(most) }
      return UInt16(min(max(value(pixel % width, pixel / width, channel), 0), most))
    }
  }

  /// `units` of so many pixels a side, as the picture is seen, get other samples.
  mutating func randomise(units: Set<[Int]>, side: Int, using random: inout SeededGenerator) {
    let turn = Orientation(rawValue: max(orientation, 1)) ?? .upright
    let stored = PixelSize(width: width, height: height)
    let most = (1 << bits) - 1
    for y in 0..<height {
      for x in 0..<width {
        let seen = turn.seen(
          Rectangle(left: x, top: y, right: x + 1, bottom: y + 1), in: stored)
        guard units.contains([seen.left / side, seen.top / side]) else { continue }
        for channel in 0..<channels {
          samples[(y * width + x) * channels + channel] = UInt16(
            Int.random(in: 0...most, using: &random))
        }
      }
    }
  }

  func encoded() -> [UInt8] {
    let bytes: [UInt8] =
      bits == 8
      ? samples.map { UInt8(truncatingIfNeeded: $0) }
      : samples.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    return bytes.withUnsafeBytes { samples in
      (exif ?? []).withUnsafeBufferPointer { exif in
        var picture = cfixture_source()
        picture.width = Int32(width)
        picture.height = Int32(height)
        picture.channels = Int32(channels)
        picture.bits = Int32(bits)
        picture.orientation = Int32(orientation)
        picture.lossless = isLossless
        picture.samples = samples.baseAddress
        picture.exif = self.exif == nil ? nil : exif.baseAddress
        picture.exif_count = exif.count
        picture.thumbnail = hasThumbnail
        picture.second = hasSecond
        picture.transfer = Int32(transfer)
        picture.pages = Int32(pages)
        return encode(&picture)
      }
    }
  }

  private func encode(_ picture: inout cfixture_source) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 1 << 22) { buffer, count in
      count =
        switch format {
        case .heic: cfixture_heif_encode(&picture, false, buffer.baseAddress, buffer.count)
        case .avif: cfixture_heif_encode(&picture, true, buffer.baseAddress, buffer.count)
        case .webp: cfixture_webp_encode(&picture, buffer.baseAddress, buffer.count)
        case .tiff: cfixture_tiff_encode(&picture, buffer.baseAddress, buffer.count)
        }
    }
  }

  /// The program that was built with these tests.
  static func decoder(_ program: String = helper) throws -> PictureDecoder {
    try PictureDecoder(program, count: 1)
  }

  static let helper = HelperProgram.find(PictureDecoder.programName, path: nil) ?? "/nonexistent"

  /// An Exif block with a position and an orientation, as a camera writes it.
  static func exif(orientation: UInt8) -> [UInt8] {
    [
      0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 2,
      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0,
      0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 38,
      0, 0, 0, 0,
      0, 1, 0, 1, 0, 2, 0, 0, 0, 2, 0x4e, 0, 0, 0, 0, 0, 0, 0,
    ]
  }
}
