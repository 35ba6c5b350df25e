internal import Secrets

/// Random access to a payload of known size. Do not use it from two threads at once.
///
/// Every byte that it returns is authentic and in its place. Only ``verifyEnd()``, which reads the
/// last chunk, checks that the payload *ends* where its size says.
public final class PayloadReader {
  /// Bytes of plaintext.
  public let plaintextSize: Int

  /// Fills the buffer with the bytes of the payload from an offset on, and returns their number.
  public typealias ReadAt = (_ offset: Int, UnsafeMutableRawBufferPointer) throws -> Int

  private let readAt: ReadAt
  private let cipher: ChaChaPoly
  private var nonce = ChunkNonce()
  private let sealed = ChunkBuffer(PayloadLayout.sealedChunk)
  private let cache = ChunkBuffer(PayloadLayout.chunk)
  private var cached: Int?

  /// `size` is the size of the payload including its nonce. Offset zero of `readAt` is the first
  /// byte of the nonce; errors of `readAt` pass through. Throws ``AgeError/header(_:)`` when there
  /// is not a nonce, and ``AgeError/payload(_:)`` when no payload has that size.
  public init(fileKey: FileKey, size: Int, readAt: @escaping ReadAt) throws {
    let nonce = try [UInt8](unsafeUninitializedCapacity: PayloadLayout.nonce) { buffer, filled in
      filled = try readAt(0, UnsafeMutableRawBufferPointer(buffer))
    }
    guard nonce.count == PayloadLayout.nonce else { throw AgeError.header("no payload") }
    guard let plaintextSize = PayloadLayout.plaintextSize(sealed: size) else {
      throw AgeError.payload("cut short or extended")
    }
    self.plaintextSize = plaintextSize
    self.readAt = readAt
    var key = fileKey.payloadKey(nonce: nonce)
    defer { wipe(&key) }
    cipher = .opener(key: key)
  }

  /// Fills `buffer` with the plaintext from `offset` on. The plaintext must reach that far. Throws
  /// ``AgeError/payload(_:)`` when a chunk that is needed is not authentic.
  public func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws {
    precondition(offset >= 0 && buffer.count <= plaintextSize - offset)
    var filled = 0
    while filled < buffer.count {
      let (index, within) = (offset + filled).quotientAndRemainder(dividingBy: PayloadLayout.chunk)
      let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      let size = chunkSize(index)
      if within == 0, room.count >= size, cached != index {
        try open(index, into: UnsafeMutableRawBufferPointer(rebasing: room[..<size]))
        filled += size
      } else {
        try load(index)
        let count = min(room.count, size - within)
        room.copyMemory(from: UnsafeRawBufferPointer(cache[within..<within + count]))
        filled += count
      }
    }
  }

  /// The plaintext in `range`, which must be within ``plaintextSize``.
  public func read(_ range: Range<Int>) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
      try read(at: range.lowerBound, into: UnsafeMutableRawBufferPointer(buffer))
      filled = range.count
    }
  }

  /// Throws ``AgeError/payload(_:)`` unless the payload's last chunk is authentic as the last one.
  /// If it is, nothing was cut off. Call this before you rely on ``plaintextSize``.
  public func verifyEnd() throws { try load(lastIndex) }

  private var lastIndex: Int { max(0, plaintextSize - 1) / PayloadLayout.chunk }

  private func chunkSize(_ index: Int) -> Int {
    min(PayloadLayout.chunk, plaintextSize - index * PayloadLayout.chunk)
  }

  private func load(_ index: Int) throws {
    guard cached != index else { return }
    cached = nil
    try open(index, into: cache[0..<chunkSize(index)])
    cached = index
  }

  private func open(_ index: Int, into plaintext: UnsafeMutableRawBufferPointer) throws {
    let offset = PayloadLayout.nonce + index * PayloadLayout.sealedChunk
    let input = sealed[0..<plaintext.count + PayloadLayout.tag]
    nonce.set(index: index, isLast: index == lastIndex)
    guard try readAt(offset, input) == input.count,
      cipher.open(UnsafeRawBufferPointer(input), nonce: nonce.bytes, into: plaintext)
    else { throw AgeError.payload("a chunk is not authentic") }
  }
}
