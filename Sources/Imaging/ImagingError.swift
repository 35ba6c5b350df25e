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
  /// The same, and it was tried that the picture can be taken as far as it can be read.
  case salvageable(String)
  case tooLarge(width: Int, height: Int)
  /// The same of one whose size is not known.
  case tooManyPixels
  case tooManyScans(Int)
  case outOfMemory
  /// The program that reads pictures of this kind is not there.
  case noDecoder(ConvertibleFormat)
  /// The program of this name ended while it had an earlier picture.
  case helperEnded(String)
  /// The program that looks for regions gave no answer.
  case detectorFailed
  /// The program that reads and writes videos is not there.
  case noVideoProgram
  /// It read the video, and could not write it.
  case videoNotWritten
  /// What is not done to videos; the text says what, and perhaps why.
  case notForVideos(String)
  /// A region has times, and the picture is not a video.
  case timeOfPicture(String)
  /// A region's time lies behind the end of a video.
  case timeOutside(String, seconds: Double)
  /// So many pages, and none was named.
  case severalPages(Int)
  case noSuchPage(Int, of: Int)
  /// No region was given although hiding something was asked for.
  case noRegion
  case regionMalformed(String)
  /// A file of regions has something that is not understood; the text says where and what.
  case regionLine(String)
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
    case .damaged, .salvageable: "damaged-picture"
    case .tooLarge, .tooManyPixels, .tooManyScans: "picture-too-large"
    case .noDecoder: "no-decoder"
    case .helperEnded: "helper-ended"
    case .detectorFailed: "detector-failed"
    case .noVideoProgram: "no-video-program"
    case .videoNotWritten: "video-not-written"
    case .notForVideos: "not-for-videos"
    case .timeOfPicture, .timeOutside: "region-outside"
    case .severalPages: "several-pages"
    case .noSuchPage: "no-such-page"
    case .outOfMemory: "out-of-memory"
    case .noRegion: "no-region"
    case .regionMalformed, .regionLine: "region-malformed"
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
    case .notAPicture: "this is not a JPEG, PNG, HEIC, AVIF, WebP or TIFF picture"
    case .empty: "the picture is empty"
    case .unsupported(let kind): kind.message
    case .damaged(let what), .salvageable(let what): "the picture is damaged: \(what)"
    case .tooLarge(let width, let height): "the picture is too large: \(width) × \(height) pixels"
    case .tooManyPixels: "the picture is too large"
    case .tooManyScans(let count): "the picture consists of too many scans: \(count)"
    case .noDecoder(let format):
      "\(format.title) pictures need the program tacita-decode, which is neither beside tacita nor "
        + "on PATH"
    case .helperEnded(let program): "\(program) ended at an earlier picture"
    case .detectorFailed: "tacita-detect gave no answer about it, or ran into a limit"
    case .noVideoProgram:
      "videos need the program tacita-video, which is neither beside tacita nor on PATH"
    case .videoNotWritten: "tacita-video could not write the video, or ran into a limit"
    case .notForVideos(let what): "not for videos: \(what)"
    case .timeOfPicture(let text): "region \(text) has a time, and this is not a video"
    case .timeOutside(let text, let seconds):
      "region \(text) lies behind the end of the video, which has "
        + "\((seconds * 10).rounded(.down) / 10) seconds"
    case .severalPages(let count): "the picture has \(count) pages"
    case .noSuchPage(let page, let count): "there is no page \(page): the picture has \(count)"
    case .outOfMemory: "there is not enough memory for this picture"
    case .noRegion: "no region was given, so nothing would be hidden"
    case .regionMalformed(let text): "this is not a region: \(text)"
    case .regionLine(let what): what
    case .regionOutside(let text, let width, let height):
      "region \(text) lies outside the picture of \(width) × \(height) pixels"
    case .arrowMalformed(let text): "this is not an arrow: \(text)"
    case .arrowOutside(let text, let width, let height):
      "arrow \(text) lies outside the picture of \(width) × \(height) pixels"
    case .colourMalformed(let text): "this is not a colour: \(text)"
    case .tooManyRegions(let count): "too many regions: \(count)"
    }
  }

  /// What to do about it, or nil when nothing can be advised.
  package var hint: String? {
    switch self {
    case .notAPicture, .empty, .damaged: nil
    case .unsupported(let kind): kind.hint
    case .salvageable: "if part of it will do, say --salvage"
    case .tooLarge, .tooManyPixels:
      "at most \(Limits.pixels / 1_000_000) million pixels are taken: \(Limits.memory >> 20) MiB of "
        + "a JPEG, \(Limits.raster >> 20) MiB of samples of any other picture"
    case .tooManyScans: "at most \(Limits.scans) scans are taken"
    case .outOfMemory: nil
    case .noDecoder(let format): "install it, or make a JPEG: \(format.unsupported.hint)"
    case .helperEnded: "run it again with the pictures that are left"
    case .detectorFailed: "name its regions with --region"
    case .noVideoProgram: "install it, with its libraries: libavcodec, libavformat, libswscale"
    case .videoNotWritten: "a shorter part of it may do: ffmpeg -t 60 -i clip.mp4 part.mp4"
    case .notForVideos: nil
    case .timeOfPicture: "leave out what stands behind @"
    case .timeOutside: "times are seconds from the start, as in @2.5-4"
    case .severalPages: "name one with --page; --page 1 is the first"
    case .noSuchPage: "pages count from 1"
    case .noRegion: "give --region WxH+X+Y, or --metadata-only when only cleaning is meant"
    case .regionMalformed:
      "a region is WxH+X+Y in pixels or per cent, as in 300x120+40+900; @2.5-4 (seconds) and =text, "
        + "=code or =face may follow"
    case .regionLine: "man tacita-blur tells what a region may say, under --regions-from"
    case .regionOutside: "regions count from the top left corner of the picture as it is seen"
    case .arrowMalformed: "an arrow is X1,Y1:X2,Y2 with its head at the second point"
    case .arrowOutside: nil
    case .colourMalformed: "a colour is a name such as blue, or #rrggbb"
    case .tooManyRegions: "at most \(Limits.regions) regions are taken"
    }
  }
}
