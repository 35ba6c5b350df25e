internal import Files

/// Kinds of picture that `tacita-decode` reads: they leave as a JPEG or PNG.
package enum ConvertibleFormat: String, CaseIterable, Sendable {
  case heic, avif, webp, tiff

  /// Nil for what is no such picture, by its first bytes.
  package init?(of bytes: some Collection<UInt8>) {
    guard let kind = FileKind(of: bytes), let format = ConvertibleFormat(rawValue: kind.rawValue)
    else { return nil }
    self = format
  }

  /// As people write it.
  package var title: String {
    switch self {
    case .heic: "HEIC"
    case .avif: "AVIF"
    case .webp: "WebP"
    case .tiff: "TIFF"
    }
  }

  /// What the helper is asked by.
  var number: UInt32 {
    switch self {
    case .heic: 1
    case .avif: 2
    case .webp: 3
    case .tiff: 4
    }
  }

  var unsupported: UnsupportedPicture {
    switch self {
    case .heic: .heic
    case .avif: .avif
    case .webp: .webp
    case .tiff: .tiff
    }
  }
}

/// How a picture is read.
enum PictureSource {
  case own(PictureFormat)
  case converted(ConvertibleFormat)
  case video

  /// Throws ``ImagingError``.
  init(of bytes: [UInt8]) throws(ImagingError) {
    if let format = ConvertibleFormat(of: bytes) {
      self = .converted(format)
    } else if VideoCoder.takes(bytes) {
      self = .video
    } else {
      self = .own(try PictureFormat(of: bytes))
    }
  }
}

/// What conversion changed, for the record.
package struct Conversion: Equatable, Sendable {
  package var from: ConvertibleFormat
  /// The page that was taken, and of how many.
  package var page = 1
  package var pages = 1
  /// Bits of a sample before, when there are fewer now.
  package var bits: Int?
  /// Its brightness is coded for HDR screens, and was not mapped.
  package var isHDR = false
  /// What was transparent is white now.
  package var isFlattened = false

  /// What a person should know.
  package var remarks: [String] {
    [
      bits.map { "its samples of \($0) bits became samples of 8" },
      isHDR ? "it is an HDR picture, whose brightness was not mapped: look at the result" : nil,
      isFlattened ? "what was transparent is white now; --to png keeps it" : nil,
    ].compactMap(\.self)
  }

  var json: JSONValue {
    .object(
      JSONObject(
        [
          "from": .string(from.rawValue),
          "page": pages > 1 ? .number(page) : nil,
          "pages": pages > 1 ? .number(pages) : nil,
          "bits": bits.map { .number($0) },
          "hdr": isHDR ? .bool(true) : nil,
          "transparency": isFlattened ? .string("white") : nil,
        ] as KeyValuePairs<String, JSONValue?>))
  }
}
