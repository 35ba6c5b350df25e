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
  let folder: String
  private var descriptor: Descriptor?
  private let temporary: TemporaryFile
  private let hash = SHA256()
  private(set) var size = 0
  /// What the draft is, when it is the copy of a file.
  private var copy: Piece?

  init(in folder: String) throws {
    self.folder = folder
    let path = Paths.join(folder, ".\(RandomBytes.make(8).hex).part")
    descriptor = try Descriptor.creating(path)
    temporary = TemporaryFile(path)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    hash.update(bytes)
    size += bytes.count
    try descriptor?.write(bytes)
  }

  func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  /// All of a file from its beginning: copied here, where the file systems can inside the kernel,
  /// and hashed on another processor meanwhile.
  func write(copyOf source: Descriptor) throws {
    let hashed = Mutex<Result<Piece, any Error>?>(nil)
    let hashing = ThreadedWork {
      let result = Result { try Piece(of: source) }
      hashed.withLock { $0 = result }
    }
    let copied = Result { try descriptor?.append(from: source) }
    hashing.wait()
    try copied.get()
    copy = try hashed.withLock { try $0?.get() }
  }

  /// The piece, once all of it is written.
  func finish() -> Piece {
    // Many wait for their place: they must not take up the process's open files.
    descriptor = nil
    return copy ?? Piece(sha256: hash.finish().hex, size: size)
  }

  fileprivate func place(as name: String) throws {
    let target = Paths.join(folder, name)
    try Directories.rename(temporary.path, to: target)
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
  private static let mostBytes = 512 << 20
  private static let mostPieces = 1024

  private let repository: Repository
  private var waiting: [(draft: PieceDraft, name: String)] = []
  private var waitingBytes = 0
  private(set) var written = 0
  private(set) var count = 0
  private let progress: (Int) -> Void

  init(_ repository: Repository, progress: @escaping (Int) -> Void) {
    self.repository = repository
    self.progress = progress
  }

  /// Takes a finished draft, to be placed under its digest, or `name`.
  func add(_ draft: PieceDraft, name: String? = nil) throws -> Piece {
    let piece = draft.finish()
    waiting.append((draft, name ?? piece.sha256))
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
    let folder = try Descriptor.folder(repository.path)
    try folder.syncFileSystem()
    for (draft, name) in waiting { try draft.place(as: name) }
    for folder in Set(waiting.map(\.draft.folder)) { try Directories.sync(folder) }
    for folder in [repository.objects, repository.queue] { try Directories.sync(folder) }
    (waiting, waitingBytes) = ([], 0)
  }
}
