package import AgeFormat
internal import Files
internal import Identities
internal import Secrets

/// Reads the parts of a message from its stored payload. Every recipient knows the file key, so
/// each frame is compared with the digest that the signature covered before a byte of it is
/// released.
package struct ContentReader {
  package let head: MessageHead
  package let tail: MessageTail
  /// 32 bytes (``MessageDigest``).
  package let digest: [UInt8]
  private let payload: PayloadReader
  private let frames: [[UInt8]]
  /// Where the tail line lies in the plaintext, and the bytes that the signature covers.
  private let tailStart: Int
  let signed: [UInt8]
  private let tailSize: Int
  /// For each part, where its first frame's length lies in the plaintext, and the frame's number.
  private let starts: [(offset: Int, frame: Int)]

  /// `frames` are the digests kept when the message was received. Throws
  /// ``Refusal/digestMismatch`` when they do not join to those of the tail.
  package init(
    headLine: [UInt8], tailLine: [UInt8], frames joined: [UInt8], payload: PayloadReader
  ) throws {
    head = try MessageHead(stored: headLine)
    tail = try MessageTail(line: tailLine)
    digest = MessageDigest.of(headLine: headLine, tailLine: tailLine)
    self.payload = payload
    frames = stride(from: 0, to: joined.count, by: 32).map {
      Array(joined[$0..<min($0 + 32, joined.count)])
    }
    var offset = MessageLayout.kindLine.count + headLine.count + 1
    var frame = 0
    var starts: [(offset: Int, frame: Int)] = []
    for part in tail.parts {
      let count = (part.size + PartDigest.frameSize - 1) / PartDigest.frameSize
      guard frame + count <= frames.count,
        PartDigest.joining(frames[frame..<frame + count]) == part.digest
      else { throw Refusal.digestMismatch }
      starts.append((offset, frame))
      offset += part.size + 4 * count + 4
      frame += count
    }
    guard offset <= payload.plaintextSize else { throw Refusal.payloadDamaged("it is cut short") }
    self.starts = starts
    tailStart = offset
    tailSize = tailLine.count
    signed = MessageLayout.signed(headLine: headLine, tailLine: tailLine)
  }

  /// The signature line without its LF; it is the author's, over head and tail. Throws
  /// ``Refusal/badSignature`` when it is not.
  package func signatureLine() throws -> [UInt8] {
    let start = tailStart + tailSize + 1
    let room = max(0, min(256, payload.plaintextSize - start))
    let bytes = try [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
      do {
        try payload.read(at: start, into: UnsafeMutableRawBufferPointer(buffer))
      } catch AgeError.payload(let reason) { throw Refusal.payloadDamaged(reason) }
      filled = room
    }
    let line = Array(bytes.prefix { $0 != 0x0a })
    guard let signature = try? SignatureLine(line), signature.signer == head.from,
      signature.isValid(over: signed)
    else { throw Refusal.badSignature }
    return line
  }

  /// Writes part `index` to `sink`, a checked frame at a time. Throws ``Refusal/digestMismatch``
  /// or ``Refusal/payloadDamaged(_:)`` with nothing of the bad frame released.
  package func read(_ index: Int, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
    let size = tail.parts[index].size
    let count = (size + PartDigest.frameSize - 1) / PartDigest.frameSize
    let hasher = FrameHasher()
    func release(_ frame: Int) throws {
      guard hasher.digest(frame) == frames[starts[index].frame + frame] else {
        throw Refusal.digestMismatch
      }
      let length = min(PartDigest.frameSize, size - frame * PartDigest.frameSize)
      try sink(UnsafeRawBufferPointer(rebasing: hasher.buffer(frame)[..<length]))
    }
    for frame in 0..<count {
      let length = min(PartDigest.frameSize, size - frame * PartDigest.frameSize)
      let buffer = UnsafeMutableRawBufferPointer(rebasing: hasher.buffer(frame)[..<length])
      let offset = starts[index].offset + frame * (PartDigest.frameSize + 4) + 4
      do {
        try payload.read(at: offset, into: buffer)
      } catch AgeError.payload(let reason) {
        throw Refusal.payloadDamaged(reason)
      }
      hasher.submit(frame, count: length)
      // One frame is hashed elsewhere while the next is opened here.
      if frame > 0 { try release(frame - 1) }
    }
    if count > 0 { try release(count - 1) }
  }

  /// One frame of part `index`, checked. Throws as ``read(_:to:)`` does.
  func frame(_ frame: Int, of index: Int) throws -> [UInt8] {
    let start = frame * PartDigest.frameSize
    let length = min(PartDigest.frameSize, tail.parts[index].size - start)
    let offset = starts[index].offset + frame * (PartDigest.frameSize + 4) + 4
    let bytes = try [UInt8](unsafeUninitializedCapacity: length) { buffer, filled in
      do {
        try payload.read(at: offset, into: UnsafeMutableRawBufferPointer(buffer))
      } catch AgeError.payload(let reason) {
        throw Refusal.payloadDamaged(reason)
      }
      filled = length
    }
    guard SHA256.hash(bytes) == frames[starts[index].frame + frame] else {
      throw Refusal.digestMismatch
    }
    return bytes
  }

  /// The plain SHA-256 of part `index`, which other programs compute too.
  package func sha256(of index: Int) throws -> [UInt8] {
    let hash = SHA256()
    try read(index) { hash.update($0) }
    return hash.finish()
  }

  /// A whole part, at most `limit` bytes of it; nil when it is larger.
  package func bytes(of index: Int, limit: Int) throws -> [UInt8]? {
    guard tail.parts[index].size <= limit else { return nil }
    var bytes: [UInt8] = []
    try read(index) { bytes.append(contentsOf: $0) }
    return bytes
  }
}
