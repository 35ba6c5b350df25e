internal import Files

/// The kinds of picture that are written, and read without conversion.
package enum PictureFormat: String, CaseIterable, Sendable {
  case jpeg, png

  /// By the first bytes; throws ``ImagingError/unsupported(_:)`` for a kind that is known.
  package init(of bytes: [UInt8]) throws(ImagingError) {
    if bytes.isEmpty { throw .empty }
    switch FileKind(of: bytes) {
    case .jpeg: self = .jpeg
    case .png: self = .png
    case let kind?:
      guard let unsupported = UnsupportedPicture(kind) else { throw .notAPicture }
      throw .unsupported(unsupported)
    case nil:
      guard PNGStructure.signature.starts(with: bytes) || bytes == [0xff] else {
        throw .notAPicture
      }
      throw .damaged("it ends within its first bytes")
    }
  }
}
