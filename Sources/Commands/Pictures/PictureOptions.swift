internal import ArgumentParser
internal import Files
internal import Imaging

/// What `blur` and `verify-blur` have in common: what is to be hidden, and how.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Hide this part, like 300x120+40+900, in pixels or per cent of the picture as it is seen, "
        + "in a video perhaps with seconds, @2.5-4, perhaps with what is in it, =text; may be "
        + "repeated.", valueName: "wxh+x+y"))
  var region: [String] = []

  @Option(
    help: ArgumentHelp(
      "Take parts from JSON Lines, a JSON array or CSV with x, y, width, height, as a detector "
        + "prints them.",
      valueName: "file"), completion: .file())
  var regionsFrom: String?

  @Option(
    help: ArgumentHelp(
      "Let found parts grow on each side, in pixels or per cent of their own size.",
      valueName: "length"))
  var margin: String?

  @Option(help: ArgumentHelp("blur, fill or pixelate.", valueName: "mode"))
  var mode: RedactionMode = .blur

  @Option(
    help: ArgumentHelp(
      "Point at a detail, the head at the second point; may be repeated.", valueName: "x1,y1:x2,y2")
  )
  var arrow: [String] = []

  @Option(help: ArgumentHelp("The arrows' colour, a name or #rrggbb.", valueName: "colour"))
  var color: String?

  @Option(help: ArgumentHelp("The arrows' width in pixels.", valueName: "pixels"))
  var width: Double?

  @Flag(
    inversion: .prefixedNo,
    help: "Overwrite hidden pixels beyond the right and bottom edge; done with any region.")
  var scrubEdges: Bool?

  @Option(
    help: ArgumentHelp("The page to take of a TIFF that has several.", valueName: "number"))
  var page: Int?

  /// Largest file of detected regions.
  private static let longestRegions = 16 << 20

  /// These options again, without regions.
  var repeated: [String] {
    var words = mode == .blur ? [] : ["--mode", mode.rawValue]
    words += arrow.flatMap { ["--arrow", $0] }
    words += color.map { ["--color", $0] } ?? []
    words += width.map { ["--width", "\($0)"] } ?? []
    words += scrubEdges.map { [$0 ? "--scrub-edges" : "--no-scrub-edges"] } ?? []
    words += page.map { ["--page", "\($0)"] } ?? []
    return words
  }

  /// What a file or standard input says of regions; nil without `--regions-from`.
  func detectedRegions(_ context: Context) throws -> DetectedRegions? {
    let grows = try grows()
    guard let regionsFrom else { return nil }
    let file = regionsFrom == "-" ? context.input : try Descriptor.reading(regionsFrom)
    guard let text = try file.readAll(limit: Self.longestRegions) else {
      throw ImagingError.regionLine("the file of regions is larger than 16 MiB")
    }
    return try DetectedRegions(parsing: text, margin: grows)
  }

  /// How much found parts grow; nil without `--margin`.
  func grows() throws -> Region.Length? {
    try margin.map { text in
      guard let length = Region.Length(parsing: text) else {
        throw Failure.usage("--margin is like 12 in pixels, or 15% of a part's own size")
      }
      return length
    }
  }

  /// The options as the library takes them, without what ``detectedRegions(_:)`` reads.
  func redaction() throws -> RedactionOptions {
    var options = RedactionOptions()
    options.regions = try region.map { try Region(parsing: $0) }
    options.mode = mode
    options.arrows = try arrow.map { try Arrow(parsing: $0) }
    if let color { options.arrowColour = try DrawingColour(parsing: color) }
    if let width {
      guard width >= 1, width <= 1000 else { throw Failure.usage("--width is 1 to 1000 pixels") }
      options.arrowWidth = width
    }
    options.scrubsEdges = scrubEdges
    if let page {
      guard (1...9999).contains(page) else { throw Failure.usage("--page is 1 or more") }
      options.page = page
    }
    return options
  }
}

/// A picture's bytes.
enum PictureInput {
  static func read(_ path: String, _ context: Context) throws -> [UInt8] {
    try checkKind(path)
    let file = path == "-" ? context.input : try Descriptor.reading(path)
    guard let bytes = try file.readAll(limit: Limits.file) else {
      throw Failure(
        "picture-too-large", .badData, "the file is larger than \(Size.text(Limits.file))")
    }
    return bytes
  }

  /// The first bytes of the file at `path`; none of what is not a file: a pipe is not looked into.
  static func start(of path: String) -> [UInt8] {
    guard Directories.isRegularFile(path), let file = try? Descriptor.reading(path),
      let start = try? file.read(upTo: FileKind.prefix)
    else { return [] }
    return start
  }

  /// The helper that reads `kinds`, so many of them at once as there are processors; nil when there
  /// is none to read, or no helper: what needs it is refused then. To be called before the process
  /// is confined.
  static func decoder(
    for kinds: [ConvertibleFormat], _ context: Context
  ) -> PictureDecoder? {
    guard !kinds.isEmpty,
      let program = HelperProgram.find(
        PictureDecoder.programName, path: context.environment["PATH"])
    else { return nil }
    return try? PictureDecoder(program, count: min(kinds.count, processorCount()))
  }

  /// The helper that reads and writes so many videos, as ``decoder(for:_:)``.
  static func videoCoder(for count: Int, _ context: Context) -> VideoCoder? {
    guard count > 0,
      let program = HelperProgram.find(VideoCoder.programName, path: context.environment["PATH"])
    else { return nil }
    return try? VideoCoder(program, count: min(count, processorCount()))
  }

  /// Refuses a pipe or device by name, at which one could wait for ever. The shell's `<(command)`
  /// is a descriptor that is open already.
  private static func checkKind(_ path: String) throws {
    let isOpen = path == "-" || path == "/dev/stdin" || path.hasPrefix("/dev/fd/")
    guard !isOpen, let facts = try Directories.facts(path) else { return }
    guard facts.isRegularFile || facts.isDirectory else {
      throw Failure(
        "not-a-file", .noInput, "\(path.escapedForTerminal()) is not a file",
        hint: "a picture from a pipe comes by standard input: give - instead")
    }
  }
}

extension Failure {
  init(_ error: ImagingError) {
    let status: Status =
      switch error {
      case .noRegion, .regionMalformed, .regionLine, .regionOutside, .arrowMalformed, .arrowOutside,
        .colourMalformed, .tooManyRegions, .severalPages, .noSuchPage, .notForVideos,
        .timeOfPicture, .timeOutside:
        .usage
      case .outOfMemory: .inputOutput
      case .notAPicture, .empty, .unsupported, .damaged, .salvageable, .tooLarge, .tooManyPixels,
        .tooManyScans, .noDecoder, .noVideoProgram, .videoNotWritten, .detectorFailed, .helperEnded:
        .badData
      }
    self.init(error.code, status, error.message.escapedForTerminal(), hint: error.hint)
  }
}
