internal import CLinux
internal import Glibc

/// Files without a name: nothing is left of them, whatever ends the process.
extension Descriptor {
  /// An empty file in memory. `path` is what errors call it.
  package static func inMemory(as path: String) throws -> Descriptor {
    let number = clinux_unnamed_file(nil)
    guard number >= 0 else { throw FileError("create", path) }
    return Descriptor(number, path: path)
  }

  /// A file in memory for what another program says, which takes `size` bytes and no more. What
  /// is written is before ``written``.
  package static func inMemory(as path: String, taking size: Int) throws -> Descriptor {
    let number = clinux_memory_of(size)
    guard number >= 0 else { throw FileError("create", path) }
    return Descriptor(number, path: path)
  }

  /// The bytes that were written through this descriptor, or another program's that came of it.
  package var written: Int { position() ?? 0 }

  /// An empty file on the disk, in the file system of `folder`.
  package static func unnamed(in folder: String) throws -> Descriptor {
    let number = clinux_unnamed_file(folder.systemBytes)
    if number >= 0 { return Descriptor(number, path: folder) }
    guard [EOPNOTSUPP, EISDIR, EINVAL].contains(errno) else { throw FileError("create", folder) }
    // A file system that gives every file a name at first.
    let path = Paths.join(folder, ".\(UInt64.random(in: .min ... .max)).part")
    let file = try Descriptor.creating(path)
    unlink(path.systemBytes)
    return file
  }
}
