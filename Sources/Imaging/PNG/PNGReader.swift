internal import CPNG

/// The pixels of a PNG file, and what it says of their colours.
struct PNGReader {
  private(set) var pixels: RasterPixels
  let colour: PNGColour
  /// The embedded ICC profile.
  let profile: [UInt8]?
  /// The pixels broke off, or a checksum was not asked for.
  let isDamaged: Bool

  /// With `salvages` a file that breaks off is read as far as it can be read.
  init(_ bytes: [UInt8], _ structure: PNGStructure, salvages: Bool) throws(ImagingError) {
    guard structure.isPlausible(salvages ? bytes.count : structure.codedBytes) else {
      throw .damaged("it has less data than its pixels take")
    }
    let readable = salvages ? bytes : structure.readable(bytes)
    let result: Result<PNGReader, ImagingError> = readable.withUnsafeBufferPointer { buffer in
      do throws(ImagingError) {
        return .success(try PNGReader(buffer, salvages: salvages))
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  /// Hands the pixels over.
  mutating func takePixels() -> RasterPixels {
    defer { pixels = .taken }
    return pixels
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, salvages: Bool) throws(ImagingError) {
    var reader: OpaquePointer?
    var info = cpng_info()
    let status = cpng_open(
      bytes.baseAddress, bytes.count, Limits.profile, salvages, &reader, &info)
    guard status == CPNG_OK, let reader else { throw Self.error(status) }
    defer { cpng_close(reader) }
    let size = PixelSize(width: Int(info.width), height: Int(info.height))
    let channels = Int(info.channels)
    guard size.width * size.height <= Limits.raster / (channels * (info.deep ? 2 : 1)) else {
      throw .tooLarge(width: size.width, height: size.height)
    }
    profile = info.profile.map {
      Array(UnsafeBufferPointer(start: $0, count: Int(info.profile_size)))
    }
    colour = Self.colour(info, profile, channels: channels)
    let read: cpng_status
    if info.deep {
      var raster = Raster<UInt16>(size: size, channels: channels)
      read = Self.read(reader, into: &raster)
      pixels = .deep(raster)
    } else {
      var raster = Raster<UInt8>(size: size, channels: channels)
      read = Self.read(reader, into: &raster)
      pixels = .bytes(raster)
    }
    guard read == CPNG_OK || read == CPNG_PARTIAL else { throw Self.error(read) }
    isDamaged = read == CPNG_PARTIAL
  }

  private static func read<Sample>(
    _ reader: OpaquePointer, into raster: inout Raster<Sample>
  ) -> cpng_status {
    raster.samples.withUnsafeMutableBytes { buffer in
      cpng_read(reader, buffer.bindMemory(to: UInt8.self).baseAddress, buffer.count)
    }
  }

  private static func colour(
    _ info: cpng_info, _ profile: [UInt8]?, channels: Int
  ) -> PNGColour {
    let chromaticities = withUnsafeBytes(of: info.chromaticities) {
      $0.bindMemory(to: Int32.self).map(Int.init)
    }
    return PNGColour(
      profile: profile, srgb: info.srgb, gamma: Int(info.gamma),
      chromaticities: info.chromatic ? chromaticities : nil,
      channels: channels <= 2 ? 1 : 3)
  }

  private static func error(_ status: cpng_status) -> ImagingError {
    status == CPNG_OUT_OF_MEMORY ? .outOfMemory : .damaged("its chunks cannot be read")
  }
}
