internal import ArgumentParser
internal import Dispatch
internal import Files
internal import Imaging
internal import Synchronization

struct Blur: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "blur",
    abstract: "Hide parts of a picture for good, and clean what else the file says.",
    discussion: """
      tacita blur --region 300x120+40+900 rash.jpg > shared.jpg
      tacita blur --metadata-only --out-dir clean *.jpg

      JPEG or PNG, by content. Nothing of a hidden part is left, and the rest of the picture is \
      untouched: coefficients are edited, not encoded again. Metadata, thumbnails and what follows \
      the picture go. The camera can still be told by its tables and noise.
      """)

  @Argument(help: "Pictures; - or none for standard input.", completion: .file())
  var pictures: [String] = []

  @OptionGroup var what: PictureOptions

  @Flag(help: "Hide nothing; only clean what the file says beside the picture.")
  var metadataOnly = false

  @Flag(help: "Let --regions-from be empty: then the picture is only cleaned.")
  var allowEmpty = false

  @Flag(help: "Take a damaged picture as far as it goes.")
  var salvage = false

  @Flag(help: "Draw arrows, and frames round what would be hidden; hide nothing.")
  var preview = false

  @OptionGroup var file: OutputFileOptions

  @Option(
    help: ArgumentHelp(
      "Write each picture into this folder, under its own name.", valueName: "dir"),
    completion: .directory
  )
  var outDir: String?

  @Option(
    help: ArgumentHelp("Write what was removed and hidden as JSON.", valueName: "file"),
    completion: .file())
  var report: String?

  @OptionGroup var speech: OutputOptions

  func check() throws {
    if pictures.count > 1, outDir == nil { throw Failure.usage("several pictures need --out-dir") }
    if outDir != nil, file.output != nil { throw Failure.usage("--out-dir does not go with -o") }
    if outDir != nil, pictures.isEmpty || pictures.contains("-") {
      throw Failure.usage("--out-dir needs the names of pictures")
    }
    if pictures.count > 1, report != nil {
      throw Failure.usage("--report is of one picture", hint: "--json prints one report a picture")
    }
    if what.regionsFrom == "-", pictures.isEmpty || pictures.contains("-") {
      throw Failure.usage("regions and picture cannot both come from standard input")
    }
    if report == "-", file.output == nil || file.output == "-" {
      throw Failure.usage("picture and report cannot both go to standard output")
    }
    if preview, report != nil { throw Failure.usage("--report does not go with --preview") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = speech.printer(context)
    var options = try what.redaction(context)
    options.salvages = salvage
    options.metadataOnly = metadataOnly
    try checkRegions(&options)
    if let outDir {
      return try hideAll(PictureRedactor(options), in: outDir, context, printer)
    }
    try hideOne(PictureRedactor(options), context, printer)
    return .done
  }

  /// Refuses to let a picture pass as it is because a detector found nothing or a variable was empty.
  private func checkRegions(_ options: inout RedactionOptions) throws {
    if !options.regions.isEmpty {
      guard !metadataOnly else {
        throw Failure.usage("--metadata-only hides nothing, but regions are given")
      }
      return
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
  }

  private func hideOne(
    _ redactor: PictureRedactor, _ context: Context, _ printer: Printer
  ) throws {
    let path = pictures.first ?? "-"
    if file.output == nil, context.output.isTerminal {
      throw Failure(
        "terminal", .usage, "the picture would be written to the terminal",
        hint: "name a file with -o FILE, or redirect the output")
    }
    if preview, file.output == nil || file.output == "-" {
      throw Failure.usage("a preview still shows everything: name its file with -o FILE")
    }
    let target = try file.file()
    let reportFile = try report.flatMap {
      $0 == "-" ? nil : try OutputFile($0, replaces: file.force)
    }
    let input = try PictureInput.read(path, context)
    let (bytes, text) = try redact(redactor, input)
    try (target?.descriptor ?? context.output).write(bytes)
    try reportFile?.descriptor.write(text + [0x0a])
    try target?.commit()
    try reportFile?.commit()
    if target != nil, report == "-" || speech.json, !text.isEmpty {
      try printer.output.write(text + [0x0a])
    }
  }

  /// The picture's bytes and, where one was asked for, its report as a line of JSON.
  private func redact(
    _ redactor: PictureRedactor, _ input: [UInt8]
  ) throws -> (bytes: [UInt8], report: [UInt8]) {
    guard !preview else { return (try redactor.preview(input), []) }
    let (bytes, facts) = try redactor.run(input)
    guard report != nil || speech.json else { return (bytes, []) }
    return (bytes, CanonicalJSON.encode(facts.json(sha256: PictureDigest.sha256(bytes))))
  }
}

/// Many pictures into one folder, on all processors.
extension Blur {
  /// Files that wait for the disk together, and are open so long.
  private static let filesTogether = 64

  private func hideAll(
    _ redactor: PictureRedactor, in folder: String, _ context: Context, _ printer: Printer
  ) throws -> Status {
    guard try Directories.facts(folder)?.isDirectory == true else {
      throw FileError("read", folder, code: FileError.missingCode)
    }
    var names: Set<String> = []
    if let twice = pictures.map(Paths.name(of:)).first(where: { !names.insert($0).inserted }) {
      throw Failure.usage("two pictures are called \(twice.escapedForTerminal())")
    }
    var worst = Status.done
    let progress = Progress(printer, of: pictures.count, "pictures")
    for start in stride(from: 0, to: pictures.count, by: Self.filesTogether) {
      let batch = start..<min(start + Self.filesTogether, pictures.count)
      let written = write(batch, redactor, in: folder, context, progress)
      for index in batch {
        do {
          guard let (file, report) = try written[index]?.get() else { continue }
          try file.commit(syncingFolder: false)
          if speech.json, !report.isEmpty { try printer.output.write(report + [0x0a]) }
        } catch {
          let failure = Failure(describing: error)
          worst = worst.worse(failure.status)
          let isNamed = failure.message.contains(pictures[index].escapedForTerminal())
          printer.fail(isNamed ? failure : failure.about(pictures[index]))
        }
      }
    }
    progress.finish()
    try Directories.sync(folder)
    return worst
  }

  /// Files that are whole but have not appeared, by the number of their picture.
  private func write(
    _ batch: Range<Int>, _ redactor: PictureRedactor, in folder: String, _ context: Context,
    _ progress: Progress
  ) -> [Int: Result<Written, any Error>] {
    let written = Mutex<[Int: Result<Written, any Error>]>([:])
    DispatchQueue.concurrentPerform(iterations: batch.count) { number in
      let index = batch.lowerBound + number
      let result = Result { try hide(redactor, pictures[index], in: folder, context) }
      written.withLock { written in
        written[index] = result
        progress.show(batch.lowerBound + written.count)
      }
    }
    return written.withLock { $0 }
  }

  /// A file, and its picture's report.
  private typealias Written = (file: OutputFile, report: [UInt8])

  private func hide(
    _ redactor: PictureRedactor, _ path: String, in folder: String, _ context: Context
  ) throws -> Written {
    let target = Paths.join(folder, Paths.name(of: path))
    if let source = Paths.absolute(path), source == Paths.absolute(target) {
      throw Failure.usage("the output would replace the picture itself")
    }
    let (bytes, report) = try redact(redactor, try PictureInput.read(path, context))
    let file = try OutputFile(target, replaces: file.force)
    try file.descriptor.write(bytes)
    file.beginSync()
    return (file, report)
  }
}
