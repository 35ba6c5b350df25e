/// How much work one picture may ask for.
package enum Limits {
  package static let pixels = 250_000_000
  package static let scans = 500
  /// Blocks that the scans of a JPEG go through together.
  package static let scannedBlocks = 100_000_000
  /// Bytes of files and coefficients held for one JPEG at once, every copy counted. What else there
  /// is stays below the rest of a gibibyte.
  package static let memory = 832 << 20
  /// Bytes of the samples of a PNG. At most five times as many are held at once.
  package static let raster = 192 << 20
  package static let regions = 10_000
  /// Pixels of a frame of a video, and its frames.
  package static let framePixels = 9_437_184
  package static let frames = 500_000
  /// Parts in which two pictures may differ to be told one by one.
  package static let differences = 2_000
  /// Bytes of an input file.
  package static let file = 256 << 20
  /// Bytes of an ICC profile that is looked at.
  package static let profile = 16 << 20

  /// Throws unless a picture of this size is taken.
  static func check(width: Int, height: Int) throws(ImagingError) {
    guard width > 0, height > 0 else { throw .damaged("it has no pixels") }
    guard width <= pixels / height else { throw .tooLarge(width: width, height: height) }
  }
}
