internal import Secrets

/// Decrypts a payload from front to back, in constant memory. It returns only authenticated bytes.
/// Do not use it from two threads at once.
public final class PayloadOpener {
  private let source: any ByteSource
  private let cipher: ChaChaPoly
  private var nonce = ChunkNonce()
  private var index = 0
  private let sealed = ChunkBuffer(PayloadLayout.sealedChunk)
  private let plaintext = ChunkBuffer(PayloadLayout.chunk)

  private enum State { case reading, afterLastChunk, ended }
  private var state = State.reading

  /// Reads the nonce. Throws ``AgeError/header(_:)`` when it has fewer than 16 bytes.
  public init(fileKey: FileKey, source: any ByteSource) throws {
    let nonce = try source.read(upTo: PayloadLayout.nonce)
    guard nonce.count == PayloadLayout.nonce else { throw AgeError.header("no payload") }
    self.source = source
    var key = fileKey.payloadKey(nonce: nonce)
    defer { wipe(&key) }
    cipher = .opener(key: key)
  }

  /// The next 1 … 65,536 bytes of plaintext, valid until the next call. The result is nil when the
  /// payload has ended correctly.
  ///
  /// Throws ``AgeError/payload(_:)`` when the payload was altered, cut or extended. The bytes
  /// returned before are authentic even then, but not complete.
  public func next() throws -> UnsafeRawBufferPointer? {
    if state == .reading {
      let chunk = try nextChunk()
      // Only the single chunk of an empty payload is empty.
      if !chunk.isEmpty { return chunk }
    }
    if state == .afterLastChunk {
      guard try source.read(upTo: 1).isEmpty else {
        throw AgeError.payload("something after the last chunk")
      }
      state = .ended
    }
    return nil
  }

  private func nextChunk() throws -> UnsafeRawBufferPointer {
    let count = try source.read(into: sealed.bytes)
    guard count >= PayloadLayout.tag else { throw AgeError.payload("cut short") }
    guard count > PayloadLayout.tag || index == 0 else {
      throw AgeError.payload("an empty chunk at the end")
    }
    let input = UnsafeRawBufferPointer(sealed[0..<count])
    let output = plaintext[0..<count - PayloadLayout.tag]
    // A chunk of full size may be the last one. It is, if it is not authentic as a middle one.
    if count == PayloadLayout.sealedChunk, open(input, into: output, isLast: false) {
      index += 1
      return UnsafeRawBufferPointer(output)
    }
    guard open(input, into: output, isLast: true) else {
      throw AgeError.payload("a chunk is not authentic")
    }
    state = .afterLastChunk
    return UnsafeRawBufferPointer(output)
  }

  private func open(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, isLast: Bool
  ) -> Bool {
    nonce.set(index: index, isLast: isLast)
    return cipher.open(input, nonce: nonce.bytes, into: output)
  }
}
