internal import CJPEG

/// Makes a JPEG of pixels: quality 92, colours at half their width and height.
struct JPEGEncoder {
  private static let quality: Int32 = 92
  /// Pixels a side (ITU-T T.81, B.2.2, and what libjpeg takes).
  private static let longest = 65_500

  /// The colours are those of `outcome`. Nothing else is told.
  static func encode(
    _ raster: Raster<UInt8>, _ outcome: ProfileOutcome
  ) throws(ImagingError) -> [UInt8] {
    let size = raster.size
    guard max(size.width, size.height) <= longest else {
      throw .tooLarge(width: size.width, height: size.height)
    }
    var profile: [UInt8] = []
    if case .replaced(let canonical, _) = outcome {
      profile = JPEGMetadata.profilePrefix + [1, 1] + canonical.bytes
    }
    var capacity = max(size.width * size.height, 1 << 16)
    while true {
      let (status, bytes) = encode(raster, profile, capacity: capacity)
      switch status {
      case CJPEG_OK: return bytes
      case CJPEG_NO_ROOM where capacity <= Limits.file: capacity *= 2
      case CJPEG_OUT_OF_MEMORY: throw .outOfMemory
      default: throw .tooLarge(width: size.width, height: size.height)
      }
    }
  }

  private static func encode(
    _ raster: Raster<UInt8>, _ profile: [UInt8], capacity: Int
  ) -> (cjpeg_status, [UInt8]) {
    var status = CJPEG_NO_ROOM
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      raster.samples.withUnsafeBufferPointer { samples in
        profile.withUnsafeBufferPointer { profile in
          var segment = cjpeg_segment(
            marker: 0xe2, bytes: profile.baseAddress, count: UInt32(profile.count))
          withUnsafePointer(to: &segment) { segment in
            var pixels = cjpeg_pixels(
              width: Int32(raster.size.width), height: Int32(raster.size.height),
              channels: Int32(raster.channels), samples: samples.baseAddress, quality: quality,
              segments: segment, segment_count: profile.isEmpty ? 0 : 1)
            status = cjpeg_encode(&pixels, buffer.baseAddress, buffer.count, &count)
          }
        }
      }
    }
    return (status, bytes)
  }
}

extension Raster {
  /// Without alpha, laid on white, in 8 bits.
  func flattened() -> Raster<UInt8> {
    var flat = Raster<UInt8>(size: size, channels: colours)
    let most = Int(Sample.max)
    for pixel in 0..<size.width * size.height {
      let alpha = hasAlpha ? Int(samples[pixel * channels + colours]) : most
      for channel in 0..<colours {
        let value = Int(samples[pixel * channels + channel]) * alpha + most * (most - alpha)
        flat.samples[pixel * colours + channel] = UInt8(
          (value / most * 255 + most / 2) / most)
      }
    }
    return flat
  }
}
