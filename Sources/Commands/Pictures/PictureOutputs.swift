internal import Files
internal import Imaging

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

  /// From now on this process reads the inputs, or `places` with all that is in them, and writes
  /// files beside and below `files`, and nothing else.
  func confine(reading places: [String]? = nil, writing files: [String]) {
    let reads = (places ?? paths).filter { $0 != "-" }
    // A link to a stream is followed, so that the file appears where it leads.
    let targets = files.filter { $0 != "-" }.flatMap { [$0, Paths.absolute($0) ?? $0] }
    Confinement.confine(to: .init(reads: reads, writes: targets.map(Paths.folder(of:))))
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

  /// Whether a file that an earlier run may have made is at `path`: not an input, empty or a link.
  func isResult(_ path: String) -> Bool {
    guard Directories.isRegularFile(path), let found = try? Directories.facts(path),
      let identity = FileIdentity(path: path)
    else { return false }
    return found.size > 0 && !inputs.contains(identity)
  }
}

/// Names in a folder.
extension PictureOutputs {
  /// A path for each of `places` below one folder: its own, with a number from the second of that
  /// path on. What still shows everything is called so. With `unique`, a second one is refused: its
  /// number would change with the pictures beside it.
  func names(of places: [String], preview: Bool, unique: Bool) throws -> [String] {
    let own = places.map { place in
      let (stem, suffix) = Self.parts(place)
      return preview ? "\(stem).preview\(suffix)" : place
    }
    let all = Set(own)
    var taken: Set<String> = []
    return try own.map { name in
      guard !taken.insert(name).inserted else { return name }
      guard !unique else {
        throw Failure.usage(
          "two pictures would get the name \(name.escapedForTerminal())",
          hint: "--skip-existing cannot tell which of them is there; give them in two runs")
      }
      let (stem, suffix) = Self.parts(name)
      var number = 2
      var candidate: String { "\(stem)-\(number)\(suffix)" }
      while all.contains(candidate) || taken.contains(candidate) { number += 1 }
      taken.insert(candidate)
      return candidate
    }
  }

  /// The path of a picture that begins with `start`: with another suffix when it is converted.
  static func place(
    _ place: String, ofWhatBegins start: [UInt8], as format: PictureFormat, preview: Bool = false
  ) -> String {
    if VideoCoder.takes(start) {
      // What a person looks at is a sheet of pictures.
      return parts(place).stem + (preview ? ".jpg" : ".mp4")
    }
    guard ConvertibleFormat(of: start) != nil else { return place }
    return parts(place).stem + (format == .jpeg ? ".jpg" : ".png")
  }

  /// A path without the last suffix of its name, and that suffix.
  private static func parts(_ place: String) -> (stem: String, suffix: String) {
    let scalars = place.unicodeScalars
    let start = scalars.lastIndex(of: "/").map(scalars.index(after:)) ?? scalars.startIndex
    guard let point = scalars[start...].lastIndex(of: "."), point != start else {
      return (place, "")
    }
    return (String(scalars[..<point]), String(scalars[point...]))
  }

  /// Makes the folders in which `names` lie, below `root`. Throws where one of them is something
  /// else, or a link: the pictures would appear where nobody looks for them.
  static func makeFolders(of names: [String], in root: String) throws {
    var made: Set<[CChar]> = []
    for name in names {
      var path = root
      for part in name.unicodeScalars.split(separator: "/").dropLast() {
        path = Paths.join(path, String(part))
        guard made.insert(path.systemBytes).inserted else { continue }
        try Directories.create(path)
        guard Directories.isFolder(path) else {
          throw Failure(
            "file-exists", .cannotCreate,
            "\(path.escapedForTerminal()) exists, and is not a folder",
            hint: "choose another folder with --out-dir")
        }
      }
    }
  }
}
