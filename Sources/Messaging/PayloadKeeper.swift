internal import AgeFormat
internal import Envelopes
internal import Files
internal import MessageVault

/// Takes a payload as it passes: small ones stay in memory for the row, larger ones become a draft
/// of an object.
final class PayloadKeeper {
  private let objects: Objects
  private var bytes: [UInt8] = []
  private var object: (draft: Objects.Draft, writer: OverlappedWriter)?

  init(_ objects: Objects) { self.objects = objects }

  func write(_ piece: UnsafeRawBufferPointer) throws {
    if let object { return try object.writer.write(piece) }
    bytes.append(contentsOf: piece)
    guard bytes.count > Objects.largestInRow else { return }
    let draft = try objects.draft()
    let writer = OverlappedWriter(draft.descriptor)
    try bytes.withUnsafeBytes { try writer.write($0) }
    object = (draft, writer)
    bytes = []
  }

  func finish() throws -> NewMessage.Payload {
    guard let object else { return .row(bytes) }
    try object.writer.finish()
    return .object(object.draft)
  }
}

extension NewMessage.Payload {
  /// All of a payload that was taken.
  func bytes() throws -> [UInt8] {
    switch self {
    case .row(let bytes): return bytes
    case .nothing: return []
    case .object(let draft):
      let size = try draft.descriptor.size() ?? 0
      return try [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
        filled = try draft.descriptor.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)
      }
    }
  }

  /// Random access to the plaintext of a payload that was taken.
  func reader(_ fileKey: FileKey) throws -> PayloadReader {
    switch self {
    case .row(let bytes): try PayloadReader(fileKey: fileKey, bytes)
    case .object(let draft): try PayloadReader(fileKey: fileKey, draft.descriptor)
    case .nothing: try PayloadReader(fileKey: fileKey, [])
    }
  }
}
