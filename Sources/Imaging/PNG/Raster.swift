/// The pixels of a picture: rows without gaps, samples of 8 or 16 bits side by side.
struct Raster<Sample: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  /// One for gray, three for colour, and one more for alpha.
  let channels: Int
  private(set) var size: PixelSize
  var samples: [Sample]

  init(size: PixelSize, channels: Int) {
    self.size = size
    self.channels = channels
    samples = [Sample](repeating: 0, count: size.width * size.height * channels)
  }

  /// `bytes` hold all samples as this machine orders their bytes.
  init(size: PixelSize, channels: Int, native bytes: ArraySlice<UInt8>) {
    self.init(size: size, channels: channels)
    samples.withUnsafeMutableBytes { buffer in
      bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0.prefix(buffer.count))) }
    }
  }

  var hasAlpha: Bool { channels == 2 || channels == 4 }
  /// Channels without alpha.
  var colours: Int { hasAlpha ? channels - 1 : channels }

  /// A sample of 255 in the scale of eight bits.
  static var scale: Float { Float(Sample.max) / 255 }

  func index(x: Int, y: Int) -> Int { (y * size.width + x) * channels }

  /// The pixels, which this raster then has no more: whoever changes them makes no copy.
  mutating func taken() -> Raster {
    defer { samples = [] }
    return self
  }

  /// Turns it as it is seen, because viewers disagree whether to turn a PNG, and takes out what
  /// lies under full transparency.
  mutating func clean(_ orientation: Orientation) {
    if orientation != .upright { self = turned(by: orientation) }
    clearInvisible()
  }

  /// What lies under full transparency is nobody's business.
  mutating func clearInvisible() {
    guard hasAlpha else { return }
    samples.withUnsafeMutableBufferPointer { samples in
      for start in stride(from: 0, to: samples.count, by: channels)
      where samples[start + channels - 1] == 0 {
        for channel in 0..<channels { samples[start + channel] = 0 }
      }
    }
  }

  /// The picture turned so that it needs no orientation.
  func turned(by orientation: Orientation) -> Raster {
    guard orientation != .upright else { return self }
    var turned = Raster(size: orientation.turned(size), channels: channels)
    for y in 0..<turned.size.height {
      for x in 0..<turned.size.width {
        let from = orientation.stored(Point(x: Double(x) + 0.5, y: Double(y) + 0.5), in: size)
        let source = index(x: Int(from.x), y: Int(from.y))
        let target = turned.index(x: x, y: y)
        for channel in 0..<channels { turned.samples[target + channel] = samples[source + channel] }
      }
    }
    return turned
  }

  static func level(_ value: Float) -> Sample {
    Sample(min(max((value * scale).rounded(.toNearestOrAwayFromZero), 0), Float(Sample.max)))
  }
}
