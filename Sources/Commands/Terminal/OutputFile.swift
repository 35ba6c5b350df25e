internal import Files

/// Where `-o FILE` goes: a file that appears whole or not at all, or a device or pipe that is there.
struct OutputFile {
  let descriptor: Descriptor
  private let file: AtomicFile?
  private let replacing: Bool

  /// With `replacing` false, a file that is there is an error before anything is read or asked.
  init(_ path: String, replacing: Bool) throws {
    try Self.check(path, replacing: replacing)
    self.replacing = replacing
    if let facts = try Directories.facts(path), !facts.isRegular {
      descriptor = try Descriptor.updating(path)
      file = nil
    } else {
      let file = try AtomicFile(path)
      descriptor = file.descriptor
      self.file = file
    }
  }

  static func check(_ path: String, replacing: Bool) throws {
    guard let facts = try Directories.facts(path) else { return }
    guard !facts.isDirectory else { throw FileError("create", path, code: FileError.folderCode) }
    guard replacing || !facts.isRegular else {
      throw FileError("create", path, code: FileError.existsCode)
    }
  }

  func commit() throws { try file?.commit(replacing: replacing) }
}
