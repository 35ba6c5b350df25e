internal import CPNG

/// Writes pixels as a PNG file of the allowed chunks only. The form is chosen by the pixels that
/// are written and by the header of the original, by nothing else.
struct PNGWriter {
  /// Depth and colour type of the original.
  let depth: Int
  let colourType: Int
  let outcome: ProfileOutcome
  let codePoints: [UInt8]?
  let resolution: PNGResolution?

  func write(_ raster: Raster<UInt16>) throws(ImagingError) -> [UInt8] {
    try encode(raster, depth: 16)
  }

  /// The pixels may be changed into those of another form.
  func write(_ raster: inout Raster<UInt8>) throws(ImagingError) -> [UInt8] {
    if colourType == 3, let indexed = IndexedRaster(raster) {
      raster.samples = []
      return try encode(
        indexed.indices, size: raster.size, depth: indexed.depth, type: 3,
        palette: indexed.palette)
    }
    if raster.channels == 1, depth < 8, let shallow = raster.makeShallow(from: depth) {
      return try encode(raster.samples, size: raster.size, depth: shallow, type: 0)
    }
    return try encode(raster, depth: 8)
  }

  private func encode<Sample>(
    _ raster: Raster<Sample>, depth: Int
  ) throws(ImagingError) -> [UInt8] {
    let dropsAlpha = raster.hasAlpha && colourType < 4 && raster.isOpaque
    let channels = dropsAlpha ? raster.channels - 1 : raster.channels
    return try encode(
      raster.samples, size: raster.size, depth: depth,
      type: [1: 0, 2: 4, 3: 2, 4: 6][channels] ?? 6, dropsAlpha: dropsAlpha)
  }

  private func encode<Sample>(
    _ samples: [Sample], size: PixelSize, depth: Int, type: Int, dropsAlpha: Bool = false,
    palette: [SIMD4<UInt8>] = []
  ) throws(ImagingError) -> [UInt8] {
    var picture = cpng_picture()
    picture.width = UInt32(size.width)
    picture.height = UInt32(size.height)
    picture.depth = UInt8(depth)
    picture.colour_type = UInt8(type)
    picture.drops_alpha = dropsAlpha
    picture.resolution_x = resolution?.across ?? 0
    picture.resolution_y = resolution?.down ?? 0
    picture.resolution_metric = resolution?.isMetric ?? false
    picture.palette_count = Int32(palette.count)
    picture.alpha_count = Int32((palette.lastIndex { $0.w != 255 } ?? -1) + 1)
    withUnsafeMutableBytes(of: &picture.palette) { $0.copyBytes(from: palette.flatMap(\.bytes)) }
    let profile = prepareColour(&picture)
    let points = codePoints ?? []
    var written: UnsafeMutablePointer<UInt8>?
    var count = 0
    let status = samples.withUnsafeBytes { pixels in
      profile.withUnsafeBufferPointer { profile in
        points.withUnsafeBufferPointer { points in
          picture.pixels = pixels.bindMemory(to: UInt8.self).baseAddress
          picture.pixel_bytes = pixels.count
          picture.profile = profile.isEmpty ? nil : profile.baseAddress
          picture.profile_size = UInt32(profile.count)
          picture.cicp = points.count == 4 ? points.baseAddress : nil
          return cpng_write(&picture, &written, &count)
        }
      }
    }
    defer { cpng_release(written) }
    guard status == CPNG_OK else {
      throw status == CPNG_OUT_OF_MEMORY ? .outOfMemory : .damaged("it cannot be written")
    }
    return Array(UnsafeBufferPointer(start: written, count: count))
  }

  /// Returns the profile to embed, empty where a chunk of numbers says it.
  private func prepareColour(_ picture: inout cpng_picture) -> [UInt8] {
    guard case .replaced(let profile, _) = outcome else { return [] }
    if profile == .sRGB {
      picture.srgb = true
      return []
    }
    return profile.bytes
  }
}

extension SIMD4<UInt8> {
  fileprivate var bytes: [UInt8] { [x, y, z, w] }
}
