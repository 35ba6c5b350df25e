internal import ArgumentParser
internal import Files
internal import Imaging

struct Blur: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "blur",
    abstract: "Hide parts of a picture for good, and clean what else the file says.",
    discussion: """
      tacita blur --region 300x120+40+900 rash.jpg > shared.jpg
      mkdir clean && tacita blur --metadata-only --out-dir clean *.jpg
      mkdir shared && tacita blur -r --regions-from boxes.csv --out-dir shared ward

      JPEG or PNG, by content. Nothing of a hidden part is left, and the rest of the picture is \
      untouched: coefficients are edited, not encoded again. Metadata, thumbnails and what follows \
      the picture are removed. The camera can still be told by its tables and noise.
      """)

  @Argument(help: "Pictures; - or none for standard input.", completion: .file())
  var pictures: [String] = []

  @OptionGroup var what: PictureOptions

  @Flag(help: "Hide nothing; only clean what the file says beside the picture.")
  var metadataOnly = false

  @Flag(help: "Let --regions-from be empty: then the picture is only cleaned.")
  var allowEmpty = false

  @Flag(help: "Take a damaged picture as far as it can be read.")
  var salvage = false

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
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    var common = try what.redaction()
    common.salvages = salvage
    common.metadataOnly = metadataOnly
    let detected = try what.detectedRegions(context)
    if let outDir {
      return try hideAll(common, detected, in: outDir, context, printer)
    }
    let path = pictures.first ?? "-"
    let found = try detected?.regions(for: [path])[0] ?? []
    let redactor = PictureRedactor(try options(common, found))
    let outputs = PictureOutputs(inputs: [path, what.regionsFrom].compactMap { $0 }, context)
    try hideOne(redactor, path, outputs, context, printer)
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
    if what.regionsFrom != nil, !metadataOnly {
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
    _ redactor: PictureRedactor, _ path: String, _ outputs: PictureOutputs, _ context: Context,
    _ printer: Printer
  ) throws {
    if file.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "the picture would be written to the terminal",
        hint: "name a file with -o FILE, or redirect the output")
    }
    if preview, file.output == nil || file.output == "-" {
      throw Failure.usage("a preview still shows everything: name its file with -o FILE")
    }
    let target = try file.output.flatMap {
      $0 == "-" ? nil : try outputs.file($0, replaces: file.force)
    }
    if target == nil { try outputs.checkStream(context.output) }
    let reportFile = try report.flatMap {
      $0 == "-" ? nil : try outputs.file($0, replaces: file.force)
    }
    outputs.confine(writing: [file.output, report].compactMap { $0 })
    let input = try PictureInput.read(path, context)
    let (bytes, text, remark) = try redact(redactor, input, path)
    if let remark { printer.remark(remark) }
    try (target?.descriptor ?? context.output).write(bytes)
    try reportFile?.descriptor.write(text + [0x0a])
    try target?.commit()
    try reportFile?.commit()
    if target != nil, report == "-" || outputOptions.json, !text.isEmpty {
      try printer.output.write(text + [0x0a])
    }
  }

  /// The picture's bytes, its report as a line of JSON where one was asked for, and what a person
  /// should know. `output` is the name that it gets in a folder.
  func redact(
    _ redactor: PictureRedactor, _ input: [UInt8], _ path: String, output: String? = nil
  ) throws -> (bytes: [UInt8], report: [UInt8], remark: String?) {
    guard !preview else { return (try redactor.preview(input), [], nil) }
    let (bytes, facts) = try redactor.run(input)
    let remark = facts.profile.remark.map { "\(path.escapedForTerminal()): \($0)" }
    guard report != nil || outputOptions.json else { return (bytes, [], remark) }
    let json = facts.json(
      sha256: PictureDigest.sha256(bytes), file: path == "-" ? nil : SystemText.shown(path),
      output: output.map(SystemText.shown))
    return (bytes, CanonicalJSON.encode(json), remark)
  }
}
