internal import Files

/// The pictures of a batch: those that were named, and what lies in folders that were named.
struct PictureList {
  struct Entry {
    /// As it is opened.
    let path: String
    /// Its path below the folder that was named, or the name alone of a picture that was named.
    let place: String
    /// Whether it was met in a folder, and may be no picture at all.
    let isFound: Bool
  }

  private(set) var pictures: [Entry] = []
  private(set) var skipped: [(path: String, reason: BatchAccount.Skip)] = []
  /// Folders that cannot be read.
  private(set) var failed: [(path: String, error: any Error)] = []

  /// What one run meets in folders at most.
  static let most = 100_000

  /// In the order of `paths`, and sorted by name in each folder. Links in folders are not followed,
  /// and `output`, the folder into which is written, is not read.
  init(_ paths: [String], folders: Bool, output: FileIdentity?) throws {
    for path in paths {
      guard folders, let facts = try? Directories.facts(path), facts.isDirectory else {
        pictures.append(Entry(path: path, place: Paths.name(of: path), isFound: false))
        continue
      }
      guard FileIdentity(path: path) != output else {
        throw Failure.usage(
          "--out-dir is the folder of the pictures: \(path.escapedForTerminal())",
          hint: "choose another folder; the originals are never written to")
      }
      try add(path, below: "", output)
    }
  }

  private mutating func add(
    _ folder: String, below place: String, _ output: FileIdentity?
  ) throws {
    let names: [String]
    do { names = try Directories.names(folder) } catch {
      failed.append((folder, error))
      return
    }
    for name in names {
      let path = Paths.join(folder, name)
      let place = place.isEmpty ? name : Paths.join(place, name)
      guard pictures.count + skipped.count < Self.most else {
        throw Failure.usage(
          "more than \(Self.most) files are in these folders", hint: "give one folder after another"
        )
      }
      if name.utf8.first == UInt8(ascii: ".") {
        skipped.append((path, .hidden))
      } else if Directories.isLink(path) {
        skipped.append((path, .link))
      } else if Directories.isRegularFile(path) {
        pictures.append(Entry(path: path, place: place, isFound: true))
      } else if !Directories.isFolder(path) {
        skipped.append((path, .notAFile))
      } else if FileIdentity(path: path) == output {
        skipped.append((path, .output))
      } else {
        try add(path, below: place, output)
      }
    }
  }
}
