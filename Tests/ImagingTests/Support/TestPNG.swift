import TestSupport
import CPictureFixtures

/// A PNG picture made of samples, to be encoded in any form.
struct TestPNG {
  static let forms: [(type: Int, depth: Int)] = [
    (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
    (4, 8),
    (4, 16), (6, 8), (6, 16),
  ]

  var width: Int
  var height: Int
  var type: Int
  var depth: Int
  var interlaced: Bool
  /// Samples, one byte each, or two at 16 bits.
  var samples: [UInt8]
  var palette: [[UInt8]] = []
  var alphas: [UInt8] = []
  var key: [UInt16]?

  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][type]! }
  var pixelBytes: Int { channels * (depth == 16 ? 2 : 1) }
  private var greatest: Int { depth >= 8 ? 255 : type == 3 ? palette.count - 1 : (1 << depth) - 1 }

  init(random: inout SeededGenerator, largest: Int = 50) {
    let form = random.pick(Self.forms)
    (type, depth) = form
    width = Int.random(in: 1...largest, using: &random)
    height = Int.random(in: 1...largest, using: &random)
    interlaced = random.chance(40)
    samples = []
    if type == 3 {
      let count = Int.random(in: 1...(1 << depth), using: &random)
      palette = (0..<count).map { _ in
        (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      if random.chance(50) {
        alphas = (0..<Int.random(in: 1...count, using: &random)).map { _ in
          random.chance(30) ? 0 : UInt8.random(in: 0...255, using: &random)
        }
      }
    } else if type == 0 || type == 2, random.chance(30) {
      let most = UInt16(depth == 16 ? 65535 : (1 << depth) - 1)
      key = (0..<3).map { _ in UInt16.random(in: 0...most, using: &random) }
    }
    samples = (0..<width * height).flatMap { _ in pixel(&random) }
  }

  func pixel(_ random: inout SeededGenerator) -> [UInt8] {
    if type == 3 { return [UInt8(Int.random(in: 0..<palette.count, using: &random))] }
    if let key, random.chance(20) {
      return key.prefix(channels).flatMap {
        depth == 16 ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0)]
      }
    }
    var bytes = (0..<pixelBytes).map { _ in
      UInt8(Int.random(in: 0...greatest, using: &random))
    }
    if channels == 2 || channels == 4, random.chance(40) {
      let level: UInt8 = random.chance(50) ? 0 : 255
      for index in 1...(depth == 16 ? 2 : 1) { bytes[bytes.count - index] = level }
    }
    return bytes
  }

  mutating func randomise(units: Set<[Int]>, using random: inout SeededGenerator) {
    for y in 0..<height {
      for x in 0..<width where units.contains([x / 8, y / 8]) {
        let start = (y * width + x) * pixelBytes
        samples.replaceSubrange(start..<start + pixelBytes, with: pixel(&random))
      }
    }
  }

  func encoded() -> [UInt8] {
    var picture = cfixture_png()
    picture.width = Int32(width)
    picture.height = Int32(height)
    picture.depth = Int32(depth)
    picture.colour_type = Int32(type)
    picture.interlaced = interlaced
    picture.palette_count = Int32(palette.count)
    picture.alpha_count = Int32(alphas.count)
    withUnsafeMutableBytes(of: &picture.palette) { $0.copyBytes(from: palette.flatMap { $0 }) }
    withUnsafeMutableBytes(of: &picture.alphas) { $0.copyBytes(from: alphas) }
    if let key {
      picture.keyed = true
      picture.key = (key[0], key[1], key[2])
    }
    return samples.withUnsafeBufferPointer { buffer in
      picture.samples = buffer.baseAddress
      return [UInt8](unsafeUninitializedCapacity: 1 << 20) { bytes, count in
        count = cfixture_png_encode(&picture, bytes.baseAddress, bytes.count)
      }
    }
  }
}

/// A PNG file as red, green, blue and alpha of 16 bits each, read without any code under test.
struct DecodedPNG {
  var width = 0
  var height = 0
  /// Eight bytes a pixel.
  var pixels: [UInt8] = []

  init?(_ bytes: [UInt8], capacity: Int = 1 << 20) {
    var size: (Int32, Int32) = (0, 0)
    var isRead = false
    pixels = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      isRead = cfixture_png_decode(
        bytes, bytes.count, buffer.baseAddress, capacity, &size.0, &size.1)
      count = isRead ? Int(size.0) * Int(size.1) * 8 : 0
    }
    guard isRead else { return nil }
    width = Int(size.0)
    height = Int(size.1)
  }

  /// A pixel; of one that cannot be seen only that.
  func pixel(x: Int, y: Int) -> [UInt8] {
    let start = (y * width + x) * 8
    let pixel = Array(pixels[start..<start + 8])
    return pixel[6] == 0 && pixel[7] == 0 ? [0] : pixel
  }
}
