internal import Synchronization

/// Writes to a file on another processor while the next bytes are made here.
///
/// The error of a write is thrown by a later call. Nothing else may write to the file before
/// ``finish()``.
package final class OverlappedWriter {
  private static let bufferSize = 1 << 20
  private let file: Descriptor
  /// The first is filled while the second is written.
  private var buffers: [UnsafeMutableRawBufferPointer] = []
  private var filled = 0
  private var writing: ThreadedWork?
  private let failure = Failure()

  private final class Failure: Sendable {
    private let error = Mutex<(any Error)?>(nil)

    func set(_ new: any Error) { error.withLock { $0 = new } }

    func check() throws { if let error = error.withLock({ $0 }) { throw error } }
  }

  package init(_ file: Descriptor) {
    self.file = file
    addBuffer()
  }

  deinit {
    writing?.wait()
    for buffer in buffers { buffer.deallocate() }
  }

  private func addBuffer() {
    buffers.append(.allocate(byteCount: Self.bufferSize, alignment: 64))
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      if filled == Self.bufferSize { try beginWriting() }
      let count = min(rest.count, Self.bufferSize - filled)
      UnsafeMutableRawBufferPointer(rebasing: buffers[0][filled..<filled + count])
        .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
      filled += count
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes what is left, and waits.
  package func finish() throws {
    writing?.wait()
    try failure.check()
    try file.write(UnsafeRawBufferPointer(rebasing: buffers[0][..<filled]))
    filled = 0
  }

  private func beginWriting() throws {
    writing?.wait()
    try failure.check()
    let start = UInt(bitPattern: buffers[0].baseAddress)
    writing = ThreadedWork { [file, failure] in
      let bytes = UnsafeRawBufferPointer(
        start: UnsafeRawPointer(bitPattern: start), count: Self.bufferSize)
      do { try file.write(bytes) } catch { failure.set(error) }
      // The disk is to work meanwhile, not all at the end.
      file.beginSync()
    }
    if buffers.count == 1 { addBuffer() }
    buffers.swapAt(0, 1)
    filled = 0
  }
}
