/// What can stop work on a picture, each under a name that stays.
///
/// Texts are in the user's terms; what a codec library said never reaches them.
package enum ImagingError: Error, Equatable, Sendable {
  /// The bytes begin like no picture.
  case notAPicture
  case empty
  /// A picture, but of a kind that is not handled.
  case unsupported(UnsupportedPicture)
  /// Broken off, inconsistent or corrupt; the text says where.
  case damaged(String)
  case tooLarge(width: Int, height: Int)
  case tooManyScans(Int)
  case outOfMemory
  /// No region was given although hiding something was asked for.
  case noRegion
  case regionMalformed(String)
  /// A region that has no pixel in common with the picture.
  case regionOutside(String, width: Int, height: Int)
  case arrowMalformed(String)
  case arrowOutside(String, width: Int, height: Int)
  case colourMalformed(String)
  case tooManyRegions(Int)

  /// The stable name, for scripts.
  package var code: String {
    switch self {
    case .notAPicture: "not-a-picture"
    case .empty: "empty-picture"
    case .unsupported: "unsupported-picture"
    case .damaged: "damaged-picture"
    case .tooLarge, .tooManyScans: "picture-too-large"
    case .outOfMemory: "out-of-memory"
    case .noRegion: "no-region"
    case .regionMalformed: "region-malformed"
    case .regionOutside: "region-outside"
    case .arrowMalformed: "arrow-malformed"
    case .arrowOutside: "arrow-outside"
    case .colourMalformed: "colour-malformed"
    case .tooManyRegions: "too-many-regions"
    }
  }

  /// What happened, lower case, without a full stop.
  package var message: String {
    switch self {
    case .notAPicture: "this is neither a JPEG nor a PNG picture"
    case .empty: "the picture is empty"
    case .unsupported(let kind): kind.message
    case .damaged(let what): "the picture is damaged: \(what)"
    case .tooLarge(let width, let height): "the picture is too large: \(width) × \(height) pixels"
    case .tooManyScans(let count): "the picture consists of too many scans: \(count)"
    case .outOfMemory: "there is not enough memory for this picture"
    case .noRegion: "no region was given, so nothing would be hidden"
    case .regionMalformed(let text): "this is no region: \(text)"
    case .regionOutside(let text, let width, let height):
      "region \(text) lies outside the picture of \(width) × \(height) pixels"
    case .arrowMalformed(let text): "this is no arrow: \(text)"
    case .arrowOutside(let text, let width, let height):
      "arrow \(text) lies outside the picture of \(width) × \(height) pixels"
    case .colourMalformed(let text): "this is no colour: \(text)"
    case .tooManyRegions(let count): "too many regions: \(count)"
    }
  }

  /// What to do about it, or nil when nothing can be advised.
  package var hint: String? {
    switch self {
    case .notAPicture, .empty: nil
    case .unsupported(let kind): kind.hint
    case .damaged: "if part of it will do, say --salvage"
    case .tooLarge: "at most \(Limits.pixels / 1_000_000) million pixels are taken"
    case .tooManyScans: "at most \(Limits.scans) scans are taken"
    case .outOfMemory: nil
    case .noRegion: "give --region WxH+X+Y, or --metadata-only when only cleaning is meant"
    case .regionMalformed: "a region is WxH+X+Y in pixels or per cent, as in 300x120+40+900"
    case .regionOutside: "regions count from the top left corner of the picture as it is seen"
    case .arrowMalformed: "an arrow is X1,Y1:X2,Y2 with its head at the second point"
    case .arrowOutside: nil
    case .colourMalformed: "a colour is a name such as blue, or #rrggbb"
    case .tooManyRegions: "at most \(Limits.regions) regions are taken"
    }
  }
}

/// Kinds of picture that are recognised and refused.
package enum UnsupportedPicture: String, Equatable, Sendable, CaseIterable {
  case heic, avif, webp, gif, tiff, dicom, bmp, jpegXL, jpeg2000, pdf, psd
  case twelveBit, lossless, hierarchical, deferredHeight, componentCount, process
  case animated

  package var message: String {
    switch self {
    case .heic: "HEIC pictures are not handled"
    case .avif: "AVIF pictures are not handled"
    case .webp: "WebP pictures are not handled"
    case .gif: "GIF pictures are not handled"
    case .tiff: "TIFF pictures are not handled"
    case .dicom: "DICOM pictures are not handled"
    case .bmp: "BMP pictures are not handled"
    case .jpegXL: "JPEG XL pictures are not handled"
    case .jpeg2000: "JPEG 2000 pictures are not handled"
    case .pdf: "PDF documents are not handled"
    case .psd: "Photoshop documents are not handled"
    case .twelveBit: "JPEG pictures of more than 8 bits a sample are not handled"
    case .lossless: "lossless JPEG pictures are not handled"
    case .hierarchical: "hierarchical JPEG pictures are not handled"
    case .deferredHeight: "JPEG pictures that tell their height at the end are not handled"
    case .componentCount: "JPEG pictures of more than four components are not handled"
    case .process: "this kind of JPEG picture is not handled"
    case .animated: "animated PNG pictures are not handled"
    }
  }

  package var hint: String {
    switch self {
    case .animated: "only a still picture can be cleaned; save one frame as PNG or JPEG"
    case .dicom: "export a frame as JPEG or PNG; the header of the study stays behind that way"
    default: "save it as an ordinary JPEG or PNG first"
    }
  }
}
