internal import ArgumentParser
internal import Files
internal import Imaging

struct Blur: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "blur",
    abstract: "Hide parts of a picture for good, and clean what else the file says.",
    discussion: """
      tacita blur --region 300x120+40+900 rash.jpg > shared.jpg
      mkdir clean && tacita blur --metadata-only --out-dir clean *.jpg
      mkdir shared && tacita blur -r --regions-from boxes.csv --out-dir shared ward

      JPEG or PNG, by content. Nothing of a hidden part is left, and the rest of the picture is \
      untouched: coefficients are edited, not encoded again. HEIC, AVIF, WebP and TIFF are \
      converted, and of MP4 and QuickTime videos the moving picture is left. Metadata, \
      thumbnails and what follows the picture are removed. The camera can still be told by its \
      tables and noise.
      """)

  @Argument(help: "Pictures; - or none for standard input.", completion: .file())
  var pictures: [String] = []

  @OptionGroup var what: PictureOptions

  @OptionGroup var finding: DetectOptions

  @Flag(help: "Hide nothing; only clean what the file says beside the picture.")
  var metadataOnly = false

  @Flag(help: "Let --regions-from or --detect find nothing: then the picture is only cleaned.")
  var allowEmpty = false

  @Flag(help: "Take a damaged picture as far as it can be read.")
  var salvage = false

  @Option(
    help: ArgumentHelp(
      "What a HEIC, AVIF, WebP or TIFF picture becomes: jpeg, png; others stay what they are.",
      valueName: "format"))
  var to: PictureFormat = .jpeg

  @Flag(help: "Draw arrows, and frames round what would be hidden; hide nothing.")
  var preview = false

  @OptionGroup var file: OutputFileOptions

  @Option(
    help: ArgumentHelp(
      "Write each picture into this folder, under its own name; a second of that name gets a "
        + "number.",
      valueName: "dir"),
    completion: .directory
  )
  var outDir: String?

  @Flag(
    name: .shortAndLong,
    help: "With --out-dir: take the pictures in folders too, and keep the shape of these.")
  var recursive = false

  @Flag(help: "With --out-dir: leave out pictures whose file is there already.")
  var skipExisting = false

  @Option(
    help: ArgumentHelp(
      "With --out-dir: write a page with a small picture of every result.", valueName: "file"),
    completion: .file())
  var sheet: String?

  @Option(
    help: ArgumentHelp("Write what was removed and hidden as JSON.", valueName: "file"),
    completion: .file())
  var report: String?

  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    if pictures.count > 1, outDir == nil { throw Failure.usage("several pictures need --out-dir") }
    if outDir != nil, file.output != nil { throw Failure.usage("--out-dir cannot be used with -o") }
    if outDir != nil, pictures.isEmpty || pictures.contains("-") {
      throw Failure.usage("--out-dir needs the names of pictures")
    }
    if outDir == nil, recursive || skipExisting {
      throw Failure.usage("--recursive and --skip-existing need --out-dir")
    }
    if skipExisting, file.force {
      throw Failure.usage(
        "--skip-existing and --force exclude each other", hint: "give one of them")
    }
    if outDir != nil, report != nil {
      throw Failure.usage("--report is of one picture", hint: "--json prints one report a picture")
    }
    if what.regionsFrom == "-", pictures.isEmpty || pictures.contains("-") {
      throw Failure.usage("regions and picture cannot both come from standard input")
    }
    if report == "-", file.output == nil || file.output == "-" {
      throw Failure.usage("picture and report cannot both go to standard output")
    }
    if preview, report != nil { throw Failure.usage("--report cannot be used with --preview") }
    if sheet != nil, outDir == nil { throw Failure.usage("--sheet needs --out-dir") }
    try checkFinding()
  }

  private func checkFinding() throws {
    if what.margin != nil, what.regionsFrom == nil, finding.detect == nil {
      throw Failure.usage("--margin is for parts that --regions-from or --detect names")
    }
    if finding.detect != nil, metadataOnly {
      throw Failure.usage("--metadata-only hides nothing, and --detect looks for what to hide")
    }
    if finding.detect != nil, outDir != nil, !finding.yes, !preview {
      throw Failure.usage(
        "--detect only proposes regions, and nobody is asked about each of many pictures",
        hint: "look at them with --preview, or take them with --yes")
    }
    if finding.open, !finding.pick { throw Failure.usage("--open is for the page of --pick") }
    if finding.open, file.output == "-" {
      throw Failure.usage("--open needs a file", hint: "leave out -o, or name a file with it")
    }
    if finding.pick, preview || metadataOnly || outDir != nil || report != nil {
      throw Failure.usage("--pick writes a page, and is used with one picture and -o alone")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    var common = try what.redaction()
    common.salvages = salvage
    common.metadataOnly = metadataOnly
    common.target = to
    let detected = try what.detectedRegions(context)
    if let outDir {
      return try hideAll(common, detected, in: outDir, context, printer)
    }
    let path = pictures.first ?? "-"
    common.regions += try detected?.regions(for: [path])[0] ?? []
    if finding.detect == nil { _ = try options(common, []) }
    let outputs = PictureOutputs(inputs: [path, what.regionsFrom].compactMap { $0 }, context)
    try hideOne(common, path, outputs, context, printer)
    return .done
  }

  /// The options for one picture. Refuses to let it pass as it is because a detector found nothing
  /// in it or a variable was empty.
  func options(
    _ common: RedactionOptions, _ found: [Region]
  ) throws -> RedactionOptions {
    var options = common
    options.regions += found
    if !options.regions.isEmpty {
      guard !metadataOnly else {
        throw Failure.usage("--metadata-only hides nothing, but regions are given")
      }
      return options
    }
    if finding.pick { return options }
    if what.regionsFrom != nil || finding.detect != nil, !metadataOnly {
      guard allowEmpty else {
        throw Failure(
          "nothing-found", .no, "no region was found, so nothing was written",
          hint: "look at the picture; if nothing needs hiding, add --allow-empty")
      }
      options.metadataOnly = true
    }
    guard options.metadataOnly || (preview && !options.arrows.isEmpty) else {
      throw ImagingError.noRegion
    }
    return options
  }

  private func hideOne(
    _ common: RedactionOptions, _ path: String, _ outputs: PictureOutputs, _ context: Context,
    _ printer: Printer
  ) throws {
    let viewer = finding.open ? try PickViewer(file.output, context) : nil
    let place = viewer?.path ?? file.output
    if place == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "the picture would be written to the terminal",
        hint: "name a file with -o FILE, or redirect the output")
    }
    if preview, file.output == nil || file.output == "-" {
      throw Failure.usage("a preview still shows everything: name its file with -o FILE")
    }
    let target = try place.flatMap {
      $0 == "-" ? nil : try outputs.file($0, replaces: file.force)
    }
    if target == nil { try outputs.checkStream(context.output) }
    let reportFile = try report.flatMap {
      $0 == "-" ? nil : try outputs.file($0, replaces: file.force)
    }
    // Only its first bytes are looked at before this process can do nothing else.
    let input = try PictureInput.read(path, context)
    let kinds = [ConvertibleFormat(of: input)].compactMap(\.self)
    let decoder = PictureInput.decoder(for: kinds, context)
    let prompt = try prompt(context)
    let coder = PictureInput.videoCoder(for: VideoCoder.takes(input) ? 1 : 0, context)
    let detector = try finding.detector(count: 1, context)
    outputs.confine(writing: [place, report].compactMap { $0 })
    let found = try proposals(of: detector, in: input, common, decoder, coder)
    if !finding.pick { try finding.confirm(found, prompt, printer) }
    let redactor = PictureRedactor(
      try options(common, found), decoder: decoder, coder: coder)
    let done = finding.pick ? try page(redactor, input, path) : try redact(redactor, input, path)
    for remark in done.remarks { printer.remark(remark) }
    try (target?.descriptor ?? context.output).write(done.bytes)
    try reportFile?.descriptor.write(done.report + [0x0a])
    try target?.commit()
    try reportFile?.commit()
    try viewer?.show(printer)
    if target != nil, report == "-" || outputOptions.json, !done.report.isEmpty {
      try printer.output.write(done.report + [0x0a])
    }
  }
}
