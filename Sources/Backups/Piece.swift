internal import Files
internal import Secrets
internal import Synchronization

/// A file of a repository that never changes, named by the SHA-256 of its content.
struct Piece: Sendable, Hashable {
  /// In hexadecimal.
  let sha256: String
  /// In bytes.
  let size: Int
}

/// A piece being written: under another name until it is whole, and hashed on its way.
final class PieceDraft {
  private let descriptor: Descriptor
  private let temporary: TemporaryFile
  private let folder: String
  private let hash = SHA256()
  private(set) var size = 0
  /// Bytes that are not in the file yet.
  private var pending: [UInt8] = []
  private static let mostPending = 1 << 18

  init(in folder: String) throws {
    self.folder = folder
    let path = Paths.join(folder, ".\(RandomBytes.make(8).hex).part")
    descriptor = try Descriptor.creating(path)
    temporary = TemporaryFile(path)
  }

  func write(_ bytes: [UInt8]) throws {
    pending += bytes
    size += bytes.count
    if pending.count >= Self.mostPending { try writePending() }
  }

  private func writePending() throws {
    hash.update(pending)
    try descriptor.write(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// The piece, once all of it is written.
  func finish() throws -> WrittenPiece {
    try writePending()
    descriptor.beginSync()
    return WrittenPiece(
      piece: Piece(sha256: hash.finish().hex, size: size), folder: folder, temporary: temporary)
  }

  /// A copy of all of `source`: copied here, where the file systems can inside the kernel, and
  /// hashed on another processor meanwhile.
  static func copy(of source: Descriptor, in folder: String) throws -> WrittenPiece {
    let draft = try PieceDraft(in: folder)
    let hashed = Mutex<Result<Piece, any Error>?>(nil)
    let hashing = ThreadedWork {
      let result = Result { try Piece(of: source) }
      hashed.withLock { $0 = result }
    }
    let copied = Result { try draft.descriptor.append(from: source) }
    // The disk is to work while others are read and hashed, not all at the end.
    draft.descriptor.beginSync()
    hashing.wait()
    try copied.get()
    let piece = try hashed.withLock { try $0!.get() }
    return WrittenPiece(piece: piece, folder: folder, temporary: draft.temporary)
  }
}

/// A piece that is whole and waits for its place. Its file is closed: many may wait.
struct WrittenPiece: Sendable {
  let piece: Piece
  let folder: String
  fileprivate let temporary: TemporaryFile

  fileprivate func place(as name: String) throws {
    try Directories.rename(temporary.path, to: Paths.join(folder, name))
    temporary.keep()
  }
}

extension Piece {
  /// The piece that a file would be.
  fileprivate init(of file: Descriptor) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    let hash = SHA256()
    var size = 0
    while true {
      let count = try file.read(into: buffer, at: size)
      if count == 0 { break }
      hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      size += count
    }
    self.init(sha256: hash.finish().hex, size: size)
  }
}

/// Pieces that are written but not yet in their places: synced together, then renamed.
final class PieceWriter {
  /// So much may be lost by an interruption.
  static let mostBytes = 512 << 20
  private static let mostPieces = 1024

  private let repository: Repository
  /// Open all the time: what fails on the disk before a flush is told to it.
  private let folder: Descriptor
  private var waiting: [(written: WrittenPiece, name: String)] = []
  private var waitingBytes = 0
  private(set) var written = 0
  private(set) var count = 0
  private let progress: (Int) -> Void

  init(_ repository: Repository, progress: @escaping (Int) -> Void) throws {
    self.repository = repository
    folder = try Descriptor.folder(repository.path)
    self.progress = progress
  }

  /// Takes what is to be placed under its digest, or `name`.
  func add(_ new: WrittenPiece, name: String? = nil) throws -> Piece {
    let piece = new.piece
    waiting.append((new, name ?? piece.sha256))
    waitingBytes += piece.size
    written += piece.size
    count += 1
    progress(written)
    if waitingBytes >= Self.mostBytes || waiting.count >= Self.mostPieces { try flush() }
    return piece
  }

  /// Puts all that was added on the disk, and in its place.
  func flush() throws {
    guard !waiting.isEmpty else { return }
    try folder.syncFileSystem()
    for (written, name) in waiting { try written.place(as: name) }
    for folder in Set(waiting.map(\.written.folder)) { try Directories.sync(folder) }
    for folder in [repository.objects, repository.queue] { try Directories.sync(folder) }
    (waiting, waitingBytes) = ([], 0)
  }
}
