internal import Files
internal import Imaging
internal import Synchronization

/// Many pictures into one folder, on all processors.
extension Blur {
  /// Files that wait for the disk together, and are open so long.
  private static let filesTogether = 64

  /// One of many pictures, the path that it gets in the folder, and what was found in it.
  private struct Job {
    let picture: PictureList.Entry
    /// Its own path there, if it were the only one of that name.
    let place: String
    let name: String
    let regions: [Region]
  }

  /// What all pictures of a batch have in common.
  private struct Hiding {
    let common: RedactionOptions
    let decoder: PictureDecoder?
    let coder: VideoCoder?
    let detector: PictureDetector?
    let folder: String
    let outputs: PictureOutputs
  }

  /// `common` is what holds for every picture, `detected` what a file says of each.
  func hideAll(
    _ common: RedactionOptions, _ detected: DetectedRegions?, in folder: String,
    _ context: Context, _ printer: Printer
  ) throws -> Status {
    guard try Directories.facts(folder)?.isDirectory == true else {
      throw Failure(
        "no-such-file", .noInput, "there is no folder \(folder.escapedForTerminal())",
        hint: "make it first: mkdir \(ShellWord.quoted(folder.escapedForTerminal()))")
    }
    // Wrong for one picture, it is wrong for all.
    if detected?.entries.isEmpty ?? true, finding.detect == nil { _ = try options(common, []) }
    let list = try PictureList(pictures, folders: recursive, output: FileIdentity(path: folder))
    let outputs = PictureOutputs(
      inputs: list.pictures.map(\.path) + [what.regionsFrom].compactMap { $0 }, context)
    let starts = list.pictures.map { PictureInput.start(of: $0.path) }
    let kinds = starts.compactMap { ConvertibleFormat(of: $0) }
    let places = zip(list.pictures, starts).map { picture, start in
      PictureOutputs.place(picture.place, ofWhatBegins: start, as: to, preview: preview)
    }
    let names = try outputs.names(of: places, preview: preview, unique: skipExisting)
    let found = try detected?.regions(for: list.pictures.map(\.path))
    let jobs = list.pictures.indices.map { index in
      Job(
        picture: list.pictures[index], place: places[index], name: names[index],
        regions: found?[index] ?? [])
    }
    var account = BatchAccount(printer)
    for (path, reason) in list.skipped { try account.skip(path, reason) }
    for (path, error) in list.failed { try account.refuse(path, error) }
    let wanted = try leavingOutExisting(jobs, in: folder, outputs, &account)
    try PictureOutputs.makeFolders(of: wanted.map(\.name), in: folder)
    let decoder = PictureInput.decoder(for: kinds, context)
    let coder = PictureInput.videoCoder(
      for: starts.count { VideoCoder.takes($0) }, context)
    let detector = try finding.detector(count: wanted.count, context)
    let sheetFile = try sheet.map { try outputs.file($0, replaces: file.force) }
    outputs.confine(
      reading: pictures + [what.regionsFrom].compactMap { $0 },
      writing: [Paths.join(folder, "picture"), sheet].compactMap { $0 })
    account.sheet = try sheetFile.map(ContactSheet.init)
    try hide(
      wanted,
      Hiding(
        common: common, decoder: decoder, coder: coder, detector: detector, folder: folder,
        outputs: outputs),
      &account, context, printer)
    try account.sheet?.finish()
    try account.conclude()
    return account.status
  }

  /// Only a whole file stands under its name, so what is there need not be made again. An original
  /// under that name is not a result.
  private func leavingOutExisting(
    _ jobs: [Job], in folder: String, _ outputs: PictureOutputs, _ account: inout BatchAccount
  ) throws -> [Job] {
    guard skipExisting else { return jobs }
    var wanted: [Job] = []
    for job in jobs {
      if outputs.isResult(Paths.join(folder, job.name)) {
        try account.skip(job.picture.path, .exists)
      } else {
        wanted.append(job)
      }
    }
    return wanted
  }

  private func hide(
    _ jobs: [Job], _ hiding: Hiding, _ account: inout BatchAccount, _ context: Context,
    _ printer: Printer
  ) throws {
    let progress = Progress(printer, of: jobs.count, "pictures")
    let folder = hiding.folder
    var changed: Set<String> = [folder]
    for start in stride(from: 0, to: jobs.count, by: Self.filesTogether) {
      let batch = jobs[start..<min(start + Self.filesTogether, jobs.count)]
      let written = write(batch, hiding, context, progress)
      for index in batch.indices {
        let job = jobs[index]
        guard let result = written[index] else { continue }
        let done: Written
        do {
          done = try result.get()
          try done.file.commit(syncingFolder: false)
        } catch {
          try account.leave(job.picture, error)
          continue
        }
        changed.insert(Paths.folder(of: Paths.join(folder, job.name)))
        tell(job, done, in: folder, printer)
        try account.finish(job.picture.path, as: job.name, report: done.picture.report)
        if let entry = done.entry { try account.sheet?.add(job.name, entry) }
      }
    }
    progress.finish()
    for folder in changed { try Directories.sync(folder) }
  }

  private func tell(_ job: Job, _ done: Written, in folder: String, _ printer: Printer) {
    for remark in done.picture.remarks { printer.remark(remark) }
    guard job.place != job.name, !outputOptions.json else { return }
    let name = Paths.join(folder, job.name)
    printer.remark("\(job.picture.path.escapedForTerminal()) is now \(name.escapedForTerminal())")
  }

  /// Files that are whole but have not appeared, by the number of their picture.
  private func write(
    _ jobs: ArraySlice<Job>, _ hiding: Hiding, _ context: Context, _ progress: Progress
  ) -> [Int: Result<Written, any Error>] {
    let written = Mutex<[Int: Result<Written, any Error>]>([:])
    inParallel(jobs.count) { number in
      let index = jobs.startIndex + number
      let result = Result { try hide(jobs[index], hiding, context) }
      written.withLock { written in
        written[index] = result
        progress.show(jobs.startIndex + written.count)
      }
    }
    return written.withLock { $0 }
  }

  /// A file, the picture in it, and what a contact sheet shows of it.
  private typealias Written = (
    file: OutputFile, picture: Redacted, entry: ContactSheet.Entry?
  )

  private func hide(_ job: Job, _ hiding: Hiding, _ context: Context) throws -> Written {
    let path = job.picture.path
    guard recursive || (try? Directories.facts(path))??.isDirectory != true else {
      throw Failure(
        "is-a-folder", .usage, "cannot read \(path.escapedForTerminal()): it is a folder",
        hint: "add --recursive for the pictures in it")
    }
    let input = try PictureInput.read(path, context)
    try PictureRedactor.check(input)
    let found = try proposals(
      of: hiding.detector, in: input, hiding.common, hiding.decoder, hiding.coder)
    let redactor = PictureRedactor(
      try options(hiding.common, job.regions + found), decoder: hiding.decoder,
      coder: hiding.coder)
    let done = try redact(redactor, input, path, output: job.name)
    let file = try hiding.outputs.file(
      Paths.join(hiding.folder, job.name), replaces: self.file.force)
    try file.descriptor.write(done.bytes)
    file.beginSync()
    let entry = try sheet.map { _ in
      ContactSheet.Entry(
        picture: try shown(done.bytes, hiding), hidden: done.hidden,
        removed: done.removed)
    }
    return (file, done, entry)
  }

  /// A small picture of a result; of a video, several side by side.
  private func shown(_ result: [UInt8], _ hiding: Hiding) throws -> [UInt8] {
    let looking = PictureRedactor(RedactionOptions(), coder: hiding.coder)
    let picture = VideoCoder.takes(result) ? try looking.preview(result) : result
    return try SeenPicture(picture, side: ContactSheet.side).jpeg()
  }
}
