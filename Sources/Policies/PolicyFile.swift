package import Files
internal import Glibc

/// `/etc/tacita/policy.json`: root's, so that no user of the machine can change it, and nowhere
/// else, so that none can point to another.
extension MachinePolicy {
  private static let folder = "/etc/tacita"
  private static let name = "policy.json"
  package static let path = "/etc/tacita/policy.json"

  /// The policy of this machine; one without rules where there is no file. Throws ``PolicyError``
  /// for a file that cannot be believed, and then nothing may go on as if there were none.
  package static func ofThisMachine() throws -> MachinePolicy {
    let above = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard above >= 0 else { return try absent(folder) }
    let place = Descriptor(above, path: folder)
    let number = openat(above, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard number >= 0 else { return try absent(path) }
    let file = Descriptor(number, path: path)
    try check(place.facts(), folder, isFolder: true)
    try check(file.facts(), path, isFolder: false)
    return try read(file)
  }

  /// A file that is to become the policy of a machine. Whose it is does not matter yet.
  package static func read(_ file: Descriptor) throws -> MachinePolicy {
    do {
      guard let bytes = try file.readAll(limit: sizeLimit) else {
        throw JSONError("it is larger than \(sizeLimit) bytes")
      }
      return try MachinePolicy(bytes: bytes)
    } catch let error as JSONError {
      throw PolicyError.malformed(path: file.path, reason: error.description)
    } catch let error as FileError {
      throw PolicyError.unreadable(path: file.path, reason: error.reason)
    }
  }

  /// No policy, when nothing is there; otherwise nobody can tell.
  private static func absent(_ place: String) throws -> MachinePolicy {
    let error = FileError("read", place)
    switch error.code {
    case ENOENT: return MachinePolicy()
    case ELOOP, ENOTDIR:
      throw PolicyError.unsafe(
        path: place, reason: "it is a link, or not what it should be",
        mend: "put a folder, and a regular file in it, at its place")
    default: throw PolicyError.unreadable(path: place, reason: error.reason)
    }
  }

  private static func check(
    _ facts: Directories.Facts, _ place: String, isFolder: Bool
  ) throws {
    func refuse(_ reason: String, _ mend: String) -> PolicyError {
      .unsafe(path: place, reason: reason, mend: mend)
    }
    guard isFolder ? facts.isDirectory : facts.isRegularFile else {
      throw refuse("it is not a regular file", "put a regular file at its place")
    }
    guard facts.owner == 0 else {
      throw refuse("it belongs to user \(facts.owner), not to root", "chown root \(place)")
    }
    guard !facts.writableByOthers else {
      throw refuse("others than root can write to it", "chmod go-w \(place)")
    }
  }
}
