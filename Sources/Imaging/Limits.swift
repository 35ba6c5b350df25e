/// How much work one picture may ask for.
package enum Limits {
  package static let pixels = 250_000_000
  package static let scans = 500
  /// Bytes of coefficients or of samples held for one picture.
  package static let memory = 2_200_000_000
  package static let regions = 10_000
  /// Bytes of an input file.
  package static let file = 1 << 30
  /// Bytes of an ICC profile that is looked at.
  package static let profile = 16 << 20

  /// Throws unless a picture of this size is taken.
  static func check(width: Int, height: Int) throws(ImagingError) {
    guard width > 0, height > 0 else { throw .damaged("it has no pixels") }
    guard width <= pixels / height else { throw .tooLarge(width: width, height: height) }
  }
}
