internal import Secrets

/// Encrypts a payload piece by piece, in constant memory. Do not use it from two threads at once.
public final class PayloadSealer {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private let cipher: ChaChaPoly
  private var nonce = ChunkNonce()
  private var index = 0
  /// Plaintext that is held back, because its chunk may be the last one.
  private let pending = ChunkBuffer(PayloadLayout.chunk)
  private var held = 0
  private let sealed = ChunkBuffer(PayloadLayout.sealedChunk)
  private var isFinished = false

  /// Writes the nonce to `sink` at once, and then each chunk when it is full. Errors of `sink` pass
  /// through. Do not use the sealer after an error.
  ///
  /// Without `nonce`, 16 random bytes are used. Never use the same file key and nonce twice.
  public init(
    fileKey: FileKey, nonce: [UInt8]? = nil,
    sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let nonce = nonce ?? RandomBytes.make(PayloadLayout.nonce)
    precondition(nonce.count == PayloadLayout.nonce)
    self.sink = sink
    var key = fileKey.payloadKey(nonce: nonce)
    defer { wipe(&key) }
    cipher = .sealer(key: key)
    try nonce.withUnsafeBytes(sink)
  }

  /// Takes the next bytes of plaintext, any number.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    precondition(!isFinished)
    var rest = bytes
    while !rest.isEmpty {
      if held == PayloadLayout.chunk {
        try emit(UnsafeRawBufferPointer(pending.bytes), isLast: false)
        held = 0
      }
      if held == 0, rest.count > PayloadLayout.chunk {
        // More bytes follow, so this chunk is not the last and need not be held back.
        let chunk = UnsafeRawBufferPointer(rebasing: rest[..<PayloadLayout.chunk])
        try emit(chunk, isLast: false)
        rest = UnsafeRawBufferPointer(rebasing: rest[PayloadLayout.chunk...])
      } else {
        let count = min(rest.count, PayloadLayout.chunk - held)
        pending[held..<held + count]
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        held += count
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      }
    }
  }

  /// Writes the last chunk. Do not call ``write(_:)`` after that.
  public func finish() throws {
    precondition(!isFinished)
    isFinished = true
    try emit(UnsafeRawBufferPointer(pending[0..<held]), isLast: true)
  }

  private func emit(_ plaintext: UnsafeRawBufferPointer, isLast: Bool) throws {
    nonce.set(index: index, isLast: isLast)
    index += 1
    let target = sealed[0..<plaintext.count + PayloadLayout.tag]
    cipher.seal(plaintext, nonce: nonce.bytes, into: target)
    try sink(UnsafeRawBufferPointer(target))
  }
}
