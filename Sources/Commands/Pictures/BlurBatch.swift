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
    let name: String
    let regions: [Region]
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
    if detected?.entries.isEmpty ?? true { _ = try options(common, []) }
    let list = try PictureList(pictures, folders: recursive, output: FileIdentity(path: folder))
    let outputs = PictureOutputs(
      inputs: list.pictures.map(\.path) + [what.regionsFrom].compactMap { $0 }, context)
    let names = try outputs.names(
      of: list.pictures.map(\.place), preview: preview, unique: skipExisting)
    let found = try detected?.regions(for: list.pictures.map(\.path))
    let jobs = list.pictures.indices.map { index in
      Job(picture: list.pictures[index], name: names[index], regions: found?[index] ?? [])
    }
    var account = BatchAccount(printer)
    for (path, reason) in list.skipped { try account.skip(path, reason) }
    for (path, error) in list.failed { try account.refuse(path, error) }
    let wanted = try leavingOutExisting(jobs, in: folder, outputs, &account)
    try PictureOutputs.makeFolders(of: wanted.map(\.name), in: folder)
    outputs.confine(
      reading: pictures + [what.regionsFrom].compactMap { $0 },
      writing: [Paths.join(folder, "picture")])
    try hide(wanted, common, in: folder, outputs, &account, context, printer)
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
    _ jobs: [Job], _ common: RedactionOptions, in folder: String, _ outputs: PictureOutputs,
    _ account: inout BatchAccount, _ context: Context, _ printer: Printer
  ) throws {
    let progress = Progress(printer, of: jobs.count, "pictures")
    var changed: Set<String> = [folder]
    for start in stride(from: 0, to: jobs.count, by: Self.filesTogether) {
      let batch = jobs[start..<min(start + Self.filesTogether, jobs.count)]
      let written = write(batch, common, in: folder, outputs, context, progress)
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
        try account.finish(job.picture.path, as: job.name, report: done.report)
      }
    }
    progress.finish()
    for folder in changed { try Directories.sync(folder) }
  }

  private func tell(_ job: Job, _ done: Written, in folder: String, _ printer: Printer) {
    if let remark = done.remark { printer.remark(remark) }
    guard job.picture.place != job.name, !outputOptions.json else { return }
    let name = Paths.join(folder, job.name)
    printer.remark("\(job.picture.path.escapedForTerminal()) is now \(name.escapedForTerminal())")
  }

  /// Files that are whole but have not appeared, by the number of their picture.
  private func write(
    _ jobs: ArraySlice<Job>, _ common: RedactionOptions, in folder: String,
    _ outputs: PictureOutputs, _ context: Context, _ progress: Progress
  ) -> [Int: Result<Written, any Error>] {
    let written = Mutex<[Int: Result<Written, any Error>]>([:])
    inParallel(jobs.count) { number in
      let index = jobs.startIndex + number
      let result = Result { try hide(jobs[index], common, in: folder, outputs, context) }
      written.withLock { written in
        written[index] = result
        progress.show(jobs.startIndex + written.count)
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
    let path = job.picture.path
    guard recursive || (try? Directories.facts(path))??.isDirectory != true else {
      throw Failure(
        "is-a-folder", .usage, "cannot read \(path.escapedForTerminal()): it is a folder",
        hint: "add --recursive for the pictures in it")
    }
    let input = try PictureInput.read(path, context)
    _ = try PictureFormat(of: input)
    let redactor = PictureRedactor(try options(common, job.regions))
    let (bytes, report, remark) = try redact(redactor, input, path, output: job.name)
    let file = try outputs.file(Paths.join(folder, job.name), replaces: self.file.force)
    try file.descriptor.write(bytes)
    file.beginSync()
    return (file, report, remark)
  }
}
