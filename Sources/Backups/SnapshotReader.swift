internal import Files
internal import MessageVault
internal import Secrets

/// Reads the snapshots of a repository.
struct SnapshotReader {
  let repository: Repository
  let keys: [SecretBytes]

  init(_ repository: Repository, keys: [SecretBytes]) {
    self.repository = repository
    self.keys = keys
  }

  /// The bytes of a snapshot. Throws ``BackupError/damaged(_:)`` when there are too many.
  func bytes(_ generation: Int) throws -> [UInt8] {
    guard let file = try Descriptor.readingForeign(repository.snapshot(generation)) else {
      throw BackupError.damaged("it is missing, or no file")
    }
    guard let bytes = try file.readAll(limit: Manifest.largest) else {
      throw BackupError.damaged("it is too long")
    }
    return bytes
  }

  func manifest(_ generation: Int) throws -> Manifest {
    try manifest(generation, bytes(generation))
  }

  func manifest(_ generation: Int, _ bytes: [UInt8]) throws -> Manifest {
    try Manifest(sealed: bytes, generation: generation, vault: repository.vault, keys: keys)
  }

  /// The newest snapshot that is whole, and what is wrong with those after it.
  func newest() throws -> (manifest: Manifest, digest: [UInt8], problems: [Problem]) {
    var problems: [Problem] = []
    for generation in try repository.generations().reversed() {
      do {
        let bytes = try bytes(generation)
        return (try manifest(generation, bytes), SHA256.hash(bytes), problems)
      } catch BackupError.damaged(let reason) {
        problems.append(Problem("snapshots/\(generation)", reason))
      }
    }
    throw BackupError.noSnapshot(repository.path)
  }
}

/// Something in a repository that is not as it was written.
package struct Problem: Sendable, Equatable {
  /// Relative to the repository.
  package let file: String
  package let reason: String

  init(_ file: String, _ reason: String) {
    self.file = file
    self.reason = reason
  }
}
