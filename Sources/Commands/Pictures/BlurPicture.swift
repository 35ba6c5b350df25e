internal import Files
internal import Imaging

/// One picture, when it and the helpers are at hand.
extension Blur {
  /// What is written of a picture.
  struct Redacted {
    let bytes: [UInt8]
    /// A line of JSON, where one was asked for.
    var report: [UInt8] = []
    /// What a person should know.
    var remarks: [String] = []
    var hidden = 0
    /// What was taken away that tells of people, in words.
    var removed: String?
  }

  /// Whoever is asked about what is found; nil when nobody has to be.
  func prompt(_ context: Context) throws -> Prompt? {
    guard finding.detect != nil, !finding.yes, !preview, !finding.pick else { return nil }
    guard let prompt = Prompt(context) else {
      throw Failure.usage(
        "--detect only proposes regions, and there is no terminal to ask at",
        hint: "look at them with --preview or --pick, or take them with --yes")
    }
    return prompt
  }

  /// What `detector` finds in a picture or video.
  func proposals(
    of detector: PictureDetector?, in input: [UInt8], _ common: RedactionOptions,
    _ decoder: PictureDecoder?, _ coder: VideoCoder?
  ) throws -> [Region] {
    guard let detector else { return [] }
    if VideoCoder.takes(input) {
      guard let coder else { throw ImagingError.noVideoProgram }
      return try coder.proposals(of: detector, in: input, margin: try what.grows() ?? .percent(15))
    }
    let picture = try SeenPicture(input, decoder: decoder, page: common.page)
    return try detector.proposals(in: picture, margin: try what.grows() ?? .percent(15))
  }

  /// `output` is the name that the picture gets in a folder.
  func redact(
    _ redactor: PictureRedactor, _ input: [UInt8], _ path: String, output: String? = nil
  ) throws -> Redacted {
    guard !preview else {
      return Redacted(bytes: try redactor.preview(input), hidden: redactor.options.regions.count)
    }
    let (bytes, facts) = try redactor.run(input)
    var done = Redacted(
      bytes: bytes, remarks: facts.remarks.map { "\(path.escapedForTerminal()): \($0)" },
      hidden: facts.hidden.count, removed: facts.removedInWords)
    guard report != nil || outputOptions.json else { return done }
    let json = facts.json(
      sha256: PictureDigest.sha256(bytes), file: path == "-" ? nil : SystemText.shown(path),
      output: output.map(SystemText.shown))
    done.report = CanonicalJSON.encode(json)
    return done
  }

  /// What a command says again that hides the regions of a page.
  private var repeated: [String] {
    var words = what.repeated
    if salvage { words.append("--salvage") }
    if to != .jpeg { words += ["--to", to.rawValue] }
    return words
  }

  /// The page of `--pick`, with the regions so far.
  func page(_ redactor: PictureRedactor, _ input: [UInt8], _ path: String) throws -> Redacted {
    guard !VideoCoder.takes(input) else { throw ImagingError.notForVideos("--pick") }
    var cleaning = redactor.options
    (cleaning.regions, cleaning.arrows, cleaning.metadataOnly) = ([], [], true)
    let (picture, facts) = try redactor.with(cleaning).run(input)
    let proposals =
      redactor.options.regions.isEmpty ? [] : try redactor.run(input).report.hidden
    guard let format = facts.format else { throw ImagingError.notForVideos("--pick") }
    let page = PickPage(
      picture: picture, format: format, size: facts.size,
      proposals: proposals.map { .init(place: $0.place, kind: $0.kind) },
      name: path == "-" ? nil : path, options: repeated)
    return Redacted(
      bytes: page.html,
      remarks: finding.open
        ? [] : ["open the page in a browser; it shows everything, so delete it afterwards"])
  }
}
