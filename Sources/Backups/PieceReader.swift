internal import Files
internal import Secrets

/// Reads pieces, comparing each with its digest.
enum PieceReader {
  /// The content of a piece. Throws ``BackupError/damaged(_:)`` with why it is not whole.
  static func whole(_ piece: Piece, _ path: String) throws -> [UInt8] {
    let (bytes, problem) = try content(piece, path)
    if let problem { throw BackupError.damaged(problem) }
    return bytes
  }

  /// What is there of a piece, and why it is not whole.
  static func content(_ piece: Piece, _ path: String) throws -> ([UInt8], problem: String?) {
    guard let file = try opened(path) else { return ([], "it is missing") }
    guard let bytes = try file.readAll(limit: max(piece.size, Pack.largest)) else {
      return ([], "it is too long")
    }
    guard bytes.count == piece.size else { return (bytes, "it is cut short or extended") }
    return (bytes, SHA256.hash(bytes).hex == piece.sha256 ? nil : "it was altered")
  }

  /// Reads a large piece to its end; see ``whole(_:_:)``.
  static func check(_ piece: Piece, _ path: String) throws {
    try copy(piece, path) { _ in }
  }

  /// Hands a large piece on. Throws ``BackupError/damaged(_:)`` at its end when it was not whole.
  static func copy(
    _ piece: Piece, _ path: String, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard let file = try opened(path) else { throw BackupError.damaged("it is missing") }
    guard try file.size() == piece.size else {
      throw BackupError.damaged("it is cut short or extended")
    }
    let hash = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try file.read(into: buffer)
      if count == 0 { break }
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hash.update(bytes)
      try sink(bytes)
    }
    guard hash.finish().hex == piece.sha256 else { throw BackupError.damaged("it was altered") }
  }

  /// Nil for what is not a file of its own: whoever can write to the repository may put anything
  /// there.
  private static func opened(_ path: String) throws -> Descriptor? {
    try Descriptor.readingForeign(path)
  }
}
