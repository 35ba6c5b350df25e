/// What a file is by its first bytes. A name is never asked.
package enum FileKind: String, CaseIterable, Sendable {
  case jpeg, png, gif, webp, tiff, bmp, heic, avif, jpegXL, jpeg2000, psd, dicom, pdf, zip
  case mp4, mov, cr3, mng

  /// How many bytes ``init(of:)`` looks at.
  package static let prefix = 132

  /// Nil for text and for what is not on the list.
  package init?(of bytes: some Collection<UInt8>) {
    let start = Array(bytes.prefix(Self.prefix))
    func has(_ text: String, at offset: Int = 0) -> Bool {
      start.dropFirst(offset).starts(with: text.utf8)
    }
    if let known = Self.signatures.first(where: { start.starts(with: $0.bytes) }) {
      self = known.kind
    } else if has("WEBP", at: 8), has("RIFF") {
      self = .webp
    } else if has("JXL ", at: 4) {
      self = .jpegXL
    } else if has("jP  ", at: 4) {
      self = .jpeg2000
    } else if has("ftyp", at: 4) {
      self = Self.brand(start)
    } else if has("moov", at: 4) || has("mdat", at: 4) || has("wide", at: 4) {
      self = .mov
    } else if has("DICM", at: 128) || Self.isBareDICOM(start) {
      self = .dicom
    } else {
      return nil
    }
  }

  private static let signatures: [(bytes: [UInt8], kind: FileKind)] = [
    ([0xff, 0xd8], .jpeg), ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], .png),
    (Array("GIF8".utf8), .gif), (Array("II*\0".utf8), .tiff), (Array("MM\0*".utf8), .tiff),
    (Array("II+\0".utf8), .tiff), (Array("MM\0+".utf8), .tiff), (Array("BM".utf8), .bmp),
    (Array("%PDF-".utf8), .pdf), (Array("8BPS".utf8), .psd), ([0x50, 0x4b, 3, 4], .zip),
    ([0xff, 0x0a], .jpegXL), ([0xff, 0x4f, 0xff, 0x51], .jpeg2000),
    ([0x8a, 0x4d, 0x4e, 0x47], .mng),
  ]

  /// Of the ISO base media file format (ISO/IEC 14496-12, 4.3): the brand, and those it also is.
  private static func brand(_ start: [UInt8]) -> FileKind {
    let size = start.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    let brands = stride(from: 8, to: min(size, start.count) - 3, by: 4).filter { $0 != 12 }.map {
      String(decoding: start[$0..<$0 + 4], as: UTF8.self)
    }
    let first = brands.first ?? String(decoding: start.dropFirst(8).prefix(4), as: UTF8.self)
    switch first {
    case "avif", "avis": return .avif
    case "heic", "heix", "heim", "heis", "hevc", "hevx": return .heic
    case "mif1", "msf1": return brands.contains("avif") ? .avif : .heic
    case "crx ": return .cr3
    case "qt  ": return .mov
    default: return .mp4
    }
  }

  /// A data set without the preamble (DICOM PS3.10, 7.1): a first element of group 2 or 8, with a
  /// value representation or a short length.
  private static func isBareDICOM(_ start: [UInt8]) -> Bool {
    guard start.count >= 8, [2, 8].contains(start[0]), start[1] == 0, start[3] == 0 else {
      return false
    }
    let isExplicit = start[4..<6].allSatisfy { (0x41...0x5a).contains($0) }
    return isExplicit || start[5..<8].allSatisfy { $0 == 0 }
  }

  /// As registered with IANA.
  package var mediaType: String {
    switch self {
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .gif: "image/gif"
    case .webp: "image/webp"
    case .tiff: "image/tiff"
    case .bmp: "image/bmp"
    case .heic: "image/heic"
    case .avif: "image/avif"
    case .jpegXL: "image/jxl"
    case .jpeg2000: "image/jp2"
    case .psd: "image/vnd.adobe.photoshop"
    case .dicom: "application/dicom"
    case .pdf: "application/pdf"
    case .zip: "application/zip"
    case .mp4: "video/mp4"
    case .mov: "video/quicktime"
    case .cr3: "image/x-canon-cr3"
    case .mng: "video/x-mng"
    }
  }
}
