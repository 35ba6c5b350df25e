internal import ArgumentParser
internal import Files
internal import Imaging
internal import Synchronization

struct Blur: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "blur",
    abstract: "Hide parts of a picture for good, and clean what else the file says.",
    discussion: """
      tacita blur --region 300x120+40+900 rash.jpg > shared.jpg
      mkdir clean && tacita blur --metadata-only --out-dir clean *.jpg

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
    if pictures.count > 1, report != nil {
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
    let paths = pictures.isEmpty ? ["-"] : pictures
    let detected = try what.detectedRegions(context)
    let found = try detected?.regions(for: paths) ?? paths.map { _ in [] }
    if outDir == nil || detected?.entries.isEmpty ?? true {
      // Wrong for one picture, it is wrong for all.
      _ = try options(common, found[0])
    }
    let outputs = PictureOutputs(
      inputs: paths + [what.regionsFrom].compactMap { $0 }, context)
    if let outDir {
      let names = PictureOutputs.names(of: pictures, preview: preview)
      let jobs = pictures.indices.map { index in
        Job(path: pictures[index], name: names[index], regions: found[index])
      }
      return try hideAll(jobs, common, in: outDir, outputs, context, printer)
    }
    try hideOne(PictureRedactor(try options(common, found[0])), outputs, context, printer)
    return .done
  }

  /// The options for one picture. Refuses to let it pass as it is because a detector found nothing
  /// in it or a variable was empty.
  private func options(
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
    _ redactor: PictureRedactor, _ outputs: PictureOutputs, _ context: Context, _ printer: Printer
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
  private func redact(
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

/// Many pictures into one folder, on all processors.
extension Blur {
  /// Files that wait for the disk together, and are open so long.
  private static let filesTogether = 64

  /// One of many pictures, the name that it gets in the folder, and what was found in it.
  private struct Job {
    let path: String
    let name: String
    let regions: [Region]
  }

  private func hideAll(
    _ jobs: [Job], _ common: RedactionOptions, in folder: String, _ outputs: PictureOutputs,
    _ context: Context, _ printer: Printer
  ) throws -> Status {
    guard try Directories.facts(folder)?.isDirectory == true else {
      throw Failure(
        "no-such-file", .noInput, "there is no folder \(folder.escapedForTerminal())",
        hint: "make it first: mkdir \(ShellWord.quoted(folder.escapedForTerminal()))")
    }
    outputs.confine(writing: [Paths.join(folder, "picture")])
    var worst = Status.done
    let progress = Progress(printer, of: pictures.count, "pictures")
    for start in stride(from: 0, to: pictures.count, by: Self.filesTogether) {
      let batch = start..<min(start + Self.filesTogether, pictures.count)
      let written = write(batch, jobs, common, in: folder, outputs, context, progress)
      for index in batch {
        do {
          guard let (file, report, remark) = try written[index]?.get() else { continue }
          try file.commit(syncingFolder: false)
          if let remark { printer.remark(remark) }
          if Paths.name(of: pictures[index]) != jobs[index].name, !outputOptions.json {
            let name = Paths.join(folder, jobs[index].name)
            printer.remark(
              "\(pictures[index].escapedForTerminal()) is now \(name.escapedForTerminal())")
          }
          if outputOptions.json, !report.isEmpty { try printer.output.write(report + [0x0a]) }
        } catch {
          let failure = Failure(describing: error)
          worst = worst.worse(failure.status)
          let isNamed = failure.message.contains(SystemText.shown(pictures[index]))
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
    _ batch: Range<Int>, _ jobs: [Job], _ common: RedactionOptions, in folder: String,
    _ outputs: PictureOutputs, _ context: Context, _ progress: Progress
  ) -> [Int: Result<Written, any Error>] {
    let written = Mutex<[Int: Result<Written, any Error>]>([:])
    inParallel(batch.count) { number in
      let index = batch.lowerBound + number
      let result = Result { try hide(jobs[index], common, in: folder, outputs, context) }
      written.withLock { written in
        written[index] = result
        progress.show(batch.lowerBound + written.count)
      }
    }
    return written.withLock { $0 }
  }

  /// A file, its picture's report, and what a person should know of it.
  private typealias Written = (file: OutputFile, report: [UInt8], remark: String?)

  private func hide(
    _ job: Job, _ common: RedactionOptions, in folder: String, _ outputs: PictureOutputs,
    _ context: Context
  ) throws -> Written {
    let redactor = PictureRedactor(try options(common, job.regions))
    let (bytes, report, remark) = try redact(
      redactor, try PictureInput.read(job.path, context), job.path, output: job.name)
    let file = try outputs.file(Paths.join(folder, job.name), replaces: self.file.force)
    try file.descriptor.write(bytes)
    file.beginSync()
    return (file, report, remark)
  }
}
