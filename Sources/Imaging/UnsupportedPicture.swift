internal import Files

/// Kinds of picture that are recognised and refused.
package enum UnsupportedPicture: String, Equatable, Sendable, CaseIterable {
  case heic, avif, webp, gif, tiff, dicom, bmp, jpegXL, jpeg2000, jpegLS, pdf, psd, cr3
  case video, noVideo
  case cgbi, twelveBit, lossless, hierarchical, deferredHeight, componentCount, process
  case animated, animatedWebP

  /// Nil for a file that holds no picture.
  init?(_ kind: FileKind) {
    switch kind {
    case .heic: self = .heic
    case .avif: self = .avif
    case .webp: self = .webp
    case .gif: self = .gif
    case .tiff: self = .tiff
    case .dicom: self = .dicom
    case .bmp: self = .bmp
    case .jpegXL: self = .jpegXL
    case .jpeg2000: self = .jpeg2000
    case .pdf: self = .pdf
    case .psd: self = .psd
    case .mp4, .mov: self = .video
    case .cr3: self = .cr3
    case .mng: self = .animated
    case .jpeg, .png, .zip: return nil
    }
  }

  package var message: String {
    switch self {
    case .heic: "this kind of HEIC picture is not handled"
    case .avif: "this kind of AVIF picture is not handled"
    case .webp: "this kind of WebP picture is not handled"
    case .gif: "GIF pictures are not handled"
    case .tiff: "this kind of TIFF picture is not handled"
    case .dicom: "DICOM pictures are not handled"
    case .bmp: "BMP pictures are not handled"
    case .jpegXL: "JPEG XL pictures are not handled"
    case .jpeg2000: "JPEG 2000 pictures are not handled"
    case .jpegLS: "JPEG-LS pictures are not handled"
    case .pdf: "PDF documents are not handled"
    case .psd: "Photoshop documents are not handled"
    case .video: "this kind of video is not handled"
    case .noVideo: "there is no moving picture in this file"
    case .cr3: "CR3 camera raw files are not handled"
    case .cgbi: "PNG pictures in the form for iPhone programs (CgBI) are not handled"
    case .twelveBit: "JPEG pictures of more than 8 bits a sample are not handled"
    case .lossless: "lossless JPEG pictures are not handled"
    case .hierarchical: "hierarchical JPEG pictures are not handled"
    case .deferredHeight: "JPEG pictures that tell their height at the end are not handled"
    case .componentCount: "JPEG pictures of more than four components are not handled"
    case .process: "this kind of JPEG picture is not handled"
    case .animated: "animated PNG pictures are not handled"
    case .animatedWebP: "animated WebP pictures are not handled"
    }
  }

  /// The command of another program that makes a JPEG or PNG of it.
  package var hint: String {
    switch self {
    case .heic: "heif-convert picture.heic picture.jpg makes a JPEG of it"
    case .avif: "heif-convert picture.avif picture.jpg makes a JPEG of it"
    case .webp: "dwebp picture.webp -o picture.png makes a PNG of it"
    case .gif: "convert 'picture.gif[0]' picture.png makes a PNG of its first frame"
    case .tiff: "convert 'picture.tif[0]' picture.png makes a PNG of its first page"
    case .dicom:
      "dcmj2pnm +on study.dcm picture.png makes a PNG of it, without the header of the study"
    case .bmp: "convert picture.bmp picture.png makes a PNG of it"
    case .jpegXL: "djxl picture.jxl picture.png makes a PNG of it"
    case .jpeg2000: "opj_decompress -i picture.jp2 -o picture.png makes a PNG of it"
    case .jpegLS: "ffmpeg -i picture.jls picture.png makes a PNG of it"
    case .pdf: "pdftoppm -png -r 200 document.pdf page makes a PNG of each page"
    case .psd: "convert 'picture.psd[0]' picture.png makes a PNG of it"
    case .video: "ffmpeg -i clip.mov -c:v libx264 -pix_fmt yuv420p clip.mp4 makes a usual one of it"
    case .noVideo: "its sound is not handled"
    case .cr3: "exiftool -b -JpgFromRaw picture.cr3 > picture.jpg takes out the camera's own JPEG"
    case .cgbi:
      "on a Mac, xcrun pngcrush -revert-iphone-optimizations old.png new.png makes a "
        + "usual PNG of it"
    case .lossless: "ffmpeg -i old.jpg picture.png makes a PNG of it"
    case .animated: "ffmpeg -i old.png -frames:v 1 picture.png makes a PNG of its first frame"
    case .animatedWebP:
      "webpmux -get frame 1 old.webp -o picture.webp takes out its first frame"
    case .twelveBit, .hierarchical, .deferredHeight, .componentCount, .process:
      "save it as an ordinary JPEG or PNG first"
    }
  }
}
