internal import Files

/// A file whatever it is called: two names of one file have the same.
struct FileIdentity: Hashable {
  let device: UInt64
  let inode: UInt64

  /// Of what is behind `path`, links followed; nil when nothing is there.
  init?(path: String) {
    guard let facts = try? Directories.facts(path) else { return nil }
    self.init(facts)
  }

  /// Of an open file that is regular.
  init?(_ descriptor: Descriptor) {
    guard let facts = try? descriptor.facts(), facts.isRegularFile else { return nil }
    self.init(facts)
  }

  private init(_ facts: Directories.Facts) {
    device = facts.device
    inode = facts.inode
  }
}

/// Where the pictures of one run are written: never over one of them, or over the regions.
struct PictureOutputs {
  private let paths: [String]
  private let inputs: Set<FileIdentity>

  /// `-` among `paths` is standard input.
  init(inputs paths: [String], _ context: Context) {
    self.paths = paths
    inputs = Set(
      paths.compactMap { $0 == "-" ? FileIdentity(context.input) : FileIdentity(path: $0) })
  }

  /// From now on this process reads the inputs and writes files beside `files`, and nothing else.
  func confine(writing files: [String]) {
    // A link to a stream is followed, so that the file appears where it leads.
    let places = files.filter { $0 != "-" }.flatMap { [$0, Paths.absolute($0) ?? $0] }
    Confinement.confine(
      to: .init(reads: paths.filter { $0 != "-" }, writes: places.map(Paths.folder(of:))))
  }

  /// Begins a file that is not an input, under none of its names.
  func file(_ path: String, replaces: Bool) throws -> OutputFile {
    if let identity = FileIdentity(path: path), inputs.contains(identity) {
      throw Failure.usage(
        "the output would replace an input: \(path.escapedForTerminal())",
        hint: "choose another name; the original is never written to")
    }
    return try OutputFile(path, replaces: replaces)
  }

  /// Throws when standard output is one of the inputs.
  func checkStream(_ output: Descriptor) throws {
    guard let identity = FileIdentity(output), inputs.contains(identity) else { return }
    throw Failure.usage("standard output is the picture itself", hint: "write to another file")
  }

  /// A name for each of `pictures` in one folder: its own, with a number from the second of that
  /// name on. What still shows everything is called so.
  static func names(of pictures: [String], preview: Bool) -> [String] {
    let own = pictures.map { path in
      let name = Paths.name(of: path)
      let (stem, suffix) = parts(name)
      return preview ? "\(stem).preview\(suffix)" : name
    }
    var taken: Set<String> = []
    return own.map { name in
      guard !taken.insert(name).inserted else { return name }
      let (stem, suffix) = parts(name)
      var number = 2
      var candidate: String { "\(stem)-\(number)\(suffix)" }
      while own.contains(candidate) || taken.contains(candidate) { number += 1 }
      taken.insert(candidate)
      return candidate
    }
  }

  /// A name without its last suffix, and that suffix.
  private static func parts(_ name: String) -> (stem: Substring, suffix: Substring) {
    guard let point = name.lastIndex(of: "."), point != name.startIndex else {
      return (name[...], "")
    }
    return (name[..<point], name[point...])
  }
}
