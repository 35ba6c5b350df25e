internal import Files
internal import Synchronization

/// Has `tacita-video` turn clips into frames and frames into clips: a program that can do nothing
/// else. Of its answers about clips nothing is believed.
package final class VideoCoder: Sendable {
  package static let programName = "tacita-video"

  /// Whether `bytes` begin like a video that it reads.
  package static func takes(_ bytes: some Collection<UInt8>) -> Bool {
    let kind = FileKind(of: bytes)
    return kind == .mp4 || kind == .mov
  }

  private let decoders: HelperPool
  /// Those that no thread uses.
  private let encoders: Mutex<[VideoEncoder]>

  /// Starts the program at `path` twice for each of `count` clips that are worked on at once. To be
  /// called before the process is confined. Throws ``HelperError``.
  package init(_ path: String, count: Int) throws {
    decoders = try HelperPool(path, ["decode"], count: count)
    var started: [VideoEncoder] = []
    for _ in 0..<count {
      started.append(VideoEncoder(program: try HelperProgram(path, ["encode"], environment: [:])))
    }
    encoders = Mutex(started)
  }

  private enum Question: UInt32 {
    case head = 1
    case frames = 2
  }

  func head(of clip: [UInt8]) throws(ImagingError) -> VideoHead {
    do {
      return try VideoHead(
        decoders.answer(Question.head.rawValue, about: [clip], limit: VideoHead.most))
    } catch let failure as HelperPool.Failure {
      throw failure.described(Self.programName)
    } catch {
      throw error as? ImagingError ?? VideoHead.nonsense
    }
  }

  /// Passes on every frame of `clip`, whose head is `head`. Throws ``ImagingError``, and what
  /// `take` throws; frames that were passed on count for nothing then.
  func eachFrame(
    of clip: [UInt8], _ head: VideoHead, _ take: (VideoFrame) throws -> Void
  ) throws {
    var reader = VideoFrameReader(head)
    do {
      try decoders.ask(Question.frames.rawValue, about: [clip]) { try reader.add($0, take) }
    } catch let failure as HelperPool.Failure {
      throw failure.described(Self.programName)
    }
    try reader.finish()
  }

  /// The clip of the frames that `body` writes. Throws ``ImagingError``, and what `body` throws.
  func clip(
    _ head: VideoHead, _ body: (_ write: (VideoFrame) throws -> Void) throws -> Void
  ) throws -> [UInt8] {
    guard let encoder = encoders.withLock({ $0.popLast() }) else {
      throw ImagingError.helperEnded(Self.programName)
    }
    let bytes: [UInt8]
    do {
      try encoder.begin(head)
      try body { frame in
        // It is not the decoder that ended, in whose answer this happens.
        do { try encoder.add(frame) } catch is HelperError { throw ImagingError.videoNotWritten }
      }
      bytes = try encoder.finish()
    } catch is HelperError {
      // It is not used again.
      throw ImagingError.videoNotWritten
    } catch {
      if (try? encoder.abandon()) != nil { encoders.withLock { $0.append(encoder) } }
      throw error
    }
    encoders.withLock { $0.append(encoder) }
    return bytes
  }
}

/// One helper that writes clips. One thread at a time has it.
private struct VideoEncoder: @unchecked Sendable {
  let program: HelperProgram

  private static let patience = 150
  private static let most = Limits.file

  private func send(_ numbers: [Int], _ bytes: [UInt8] = []) throws {
    var message: [UInt8] = []
    for number in numbers { message.append(bigEndian: UInt32(truncatingIfNeeded: number)) }
    let deadline = HelperProgram.Deadline(seconds: Self.patience)
    try program.send(message, by: deadline)
    try program.send(bytes, by: deadline)
  }

  func begin(_ head: VideoHead) throws { try send([1] + head.numbers) }

  func add(_ frame: VideoFrame) throws {
    try send([1, frame.time >> 32, frame.time, frame.length], frame.planes)
  }

  func finish() throws -> [UInt8] {
    try send([0])
    guard try number() == 0 else { throw HelperError.ended }
    let count = try number()
    guard count > 0, count <= Self.most else { throw HelperError.tooLong }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    try program.receive(count, by: HelperProgram.Deadline(seconds: Self.patience)) { bytes += $0 }
    return bytes
  }

  /// Leaves the clip that was begun; another one may follow.
  func abandon() throws {
    try send([2])
    guard try number() != 0 else { throw HelperError.ended }
  }

  private func number() throws -> Int {
    var bytes: [UInt8] = []
    try program.receive(4, by: HelperProgram.Deadline(seconds: Self.patience)) { bytes += $0 }
    return Int(bytes[...].bigEndianInteger)
  }
}
