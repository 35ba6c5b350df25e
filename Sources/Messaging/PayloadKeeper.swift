internal import AgeFormat
internal import Envelopes
internal import Files
internal import MessageVault

/// Takes a payload as it passes: small ones stay in memory for the row, larger ones become a draft
/// of an object.
final class PayloadKeeper {
  private let objects: Objects
  private var bytes: [UInt8] = []
  private var draft: Objects.Draft?

  init(_ objects: Objects) { self.objects = objects }

  func write(_ piece: UnsafeRawBufferPointer) throws {
    if let draft { return try draft.descriptor.write(piece) }
    bytes.append(contentsOf: piece)
    guard bytes.count > Objects.largestInRow else { return }
    let draft = try objects.draft()
    try draft.descriptor.write(bytes)
    self.draft = draft
    bytes = []
  }

  func finish() throws -> NewMessage.Payload {
    if let draft { return .object(draft) }
    return .row(bytes)
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
