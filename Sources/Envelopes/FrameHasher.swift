internal import Files
internal import Secrets
internal import Synchronization

/// Hashes frames on other processors while their bytes are sealed or opened here.
///
/// A ring of buffers: ``buffer(_:)`` waits until the buffer that frame will use is free again.
/// Frames shorter than a full one are hashed at once, so that small messages start no thread.
final class FrameHasher: @unchecked Sendable {
  private static let ringSize = 4
  private let buffers: [UnsafeMutableRawBufferPointer]
  private var hashing: [ThreadedWork?]
  private let digests = Digests()

  /// What the other processors write to. Kept apart, so that none of them ever holds the hasher:
  /// the last to let go of that would wait for itself.
  private final class Digests: Sendable {
    private let list = Mutex<[[UInt8]]>([])

    var all: [[UInt8]] { list.withLock { $0 } }

    subscript(index: Int) -> [UInt8] {
      get { list.withLock { $0[index] } }
      set { list.withLock { $0[index] = newValue } }
    }

    func makeRoom() { list.withLock { $0.append([]) } }
  }

  init() {
    buffers = (0..<Self.ringSize).map { _ in
      UnsafeMutableRawBufferPointer.allocate(byteCount: PartDigest.frameSize, alignment: 64)
    }
    hashing = Array(repeating: nil, count: Self.ringSize)
  }

  deinit {
    for (buffer, work) in zip(buffers, hashing) {
      work?.wait()
      buffer.deallocate()
    }
  }

  /// Where frame number `index` is to be written, frames being taken in order.
  func buffer(_ index: Int) -> UnsafeMutableRawBufferPointer {
    hashing[index % Self.ringSize]?.wait()
    return buffers[index % Self.ringSize]
  }

  /// Hashes the first `count` bytes of the buffer of frame `index`; the buffer must stay as it is
  /// until ``digest(_:)`` was asked or the next frame takes it.
  func submit(_ index: Int, count: Int) {
    let bytes = UnsafeRawBufferPointer(rebasing: buffers[index % Self.ringSize][..<count])
    digests.makeRoom()
    guard count == PartDigest.frameSize else { return digests[index] = SHA256.hash(bytes) }
    let start = UInt(bitPattern: bytes.baseAddress)
    hashing[index % Self.ringSize] = ThreadedWork { [digests] in
      let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count)
      digests[index] = SHA256.hash(bytes)
    }
  }

  /// The SHA-256 of frame `index`, which was submitted not longer ago than the ring is large.
  func digest(_ index: Int) -> [UInt8] {
    hashing[index % Self.ringSize]?.wait()
    return digests[index]
  }

  /// The SHA-256s of all frames submitted, in order.
  func finish() -> [[UInt8]] {
    for work in hashing { work?.wait() }
    return digests.all
  }
}
