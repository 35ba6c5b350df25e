import Foundation
import Secrets
import Testing

@testable import Envelopes

/// A ring of four buffers, hashed beside the one who fills them.
struct FrameHasherTests {
  private static let size = PartDigest.frameSize

  private func frame(_ index: Int) -> [UInt8] { [UInt8](repeating: UInt8(index), count: Self.size) }

  private func fill(_ hasher: FrameHasher, _ index: Int, with bytes: [UInt8]) {
    hasher.buffer(index).copyBytes(from: bytes)
    hasher.submit(index, count: bytes.count)
  }

  @Test func buffersAreUsedAgainOnlyOnceHashed() {
    let hasher = FrameHasher()
    for index in 0..<11 { fill(hasher, index, with: frame(index)) }
    let last = Array(frame(11).prefix(77))
    fill(hasher, 11, with: last)
    #expect(hasher.digest(11) == SHA256.hash(last))
    #expect(hasher.digest(10) == SHA256.hash(frame(10)))
    #expect(hasher.finish() == (0..<11).map { SHA256.hash(frame($0)) } + [SHA256.hash(last)])
  }

  @Test func goesOnAfterFinish() {
    let hasher = FrameHasher()
    for index in 0..<6 {
      fill(hasher, index, with: frame(index))
      #expect(hasher.finish() == (0...index).map { SHA256.hash(frame($0)) })
    }
  }

  /// A reader that gives up leaves while its last frame is still being hashed. A thread that waited
  /// for itself then would be lost each time, until there are none to hash with.
  @Test func abandonedOnesLeaveNoThreadBehind() {
    for _ in 0..<200 {
      let hasher = FrameHasher()
      for index in 0..<2 { hasher.submit(index, count: Self.size) }
    }
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let hasher = FrameHasher()
      for index in 0..<5 {
        hasher.buffer(index).copyBytes(from: self.frame(index))
        hasher.submit(index, count: Self.size)
      }
      _ = hasher.finish()
      isDone.signal()
    }
    #expect(isDone.wait(timeout: .now() + 120) == .success)
  }
}
