/// What a file is by its first bytes; its name is never asked.
package enum PictureFormat: String, Sendable {
  case jpeg, png

  package init(of bytes: [UInt8]) throws(ImagingError) {
    if bytes.isEmpty { throw .empty }
    if bytes.starts(with: [0xff, 0xd8]) {
      self = .jpeg
    } else if bytes.starts(with: PNGStructure.signature) {
      self = .png
    } else if let kind = Self.refused(bytes) {
      throw .unsupported(kind)
    } else if PNGStructure.signature.starts(with: bytes) || bytes == [0xff] {
      throw .damaged("it ends within its first bytes")
    } else {
      throw .notAPicture
    }
  }

  private static func refused(_ bytes: [UInt8]) -> UnsupportedPicture? {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: text.utf8)
    }
    if has("GIF8") { return .gif }
    if has("RIFF"), has("WEBP", at: 8) { return .webp }
    if has("II*\0") || has("MM\0*") || has("II+\0") || has("MM\0+") { return .tiff }
    if has("DICM", at: 128) { return .dicom }
    if has("BM") { return .bmp }
    if has("%PDF") { return .pdf }
    if has("8BPS") { return .psd }
    if bytes.starts(with: [0xff, 0x0a]) || has("JXL ", at: 4) { return .jpegXL }
    if has("jP  ", at: 4) || bytes.starts(with: [0xff, 0x4f, 0xff, 0x51]) { return .jpeg2000 }
    if has("ftyp", at: 4) { return has("avi", at: 8) ? .avif : .heic }
    if bytes.starts(with: [0x8a, 0x4d, 0x4e, 0x47]) { return .animated }
    return nil
  }
}
