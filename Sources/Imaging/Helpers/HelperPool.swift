internal import Files
internal import Synchronization

/// Programs of one kind that answer as `Sources/CHelper/include/CHelper.h` describes, each asked by
/// one thread at a time.
final class HelperPool: Sendable {
  /// Why there is no answer.
  enum Failure: Error {
    /// None is left to be asked.
    case missing
    /// It ended, said nonsense, or said nothing.
    case broken
    /// The process that worked on it crashed or ran into a limit.
    case crashed

    /// What this says about the picture: whatever ended a process, it was reading that.
    func described(_ program: String) -> ImagingError {
      switch self {
      case .missing: .helperEnded(program)
      case .broken: .damaged("\(program) gave no answer")
      case .crashed: .damaged("\(program) crashed on it or ran into a limit")
      }
    }
  }

  /// Reference types that pass from hand to hand: one thread has each at a time.
  private struct Held: @unchecked Sendable {
    let program: HelperProgram
  }

  private let idle: Mutex<[Held]>
  private let patience: Int

  /// Seconds for one answer. The helper ends its own work before that.
  static let usualPatience = 150
  private static let longestPiece = 1 << 20

  /// Starts the program at `path` with `words`, so many times. To be called before the process is
  /// confined. Throws ``HelperError``.
  init(
    _ path: String, _ words: [String] = [], count: Int, patience: Int = usualPatience
  ) throws {
    self.patience = patience
    var programs: [Held] = []
    for _ in 0..<count {
      programs.append(Held(program: try HelperProgram(path, words, environment: [:])))
    }
    idle = Mutex(programs)
  }

  /// The answer, of at most `limit` bytes, to a question about the bytes in `blocks`.
  func answer(
    _ question: UInt32, detail: UInt32 = 0, about blocks: [[UInt8]], limit: Int
  ) throws(Failure) -> [UInt8] {
    var answer: [UInt8] = []
    do {
      try ask(question, detail: detail, about: blocks) { piece in
        guard answer.count + piece.count <= limit else { throw HelperError.tooLong }
        answer += piece
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .broken
    }
    return answer
  }

  /// Passes the answer on as it comes. What was passed on counts for nothing when this throws: a
  /// ``Failure``, or what `take` throws, which gets no more of the answer then.
  func ask(
    _ question: UInt32, detail: UInt32 = 0, about blocks: [[UInt8]],
    _ take: ([UInt8]) throws -> Void
  ) throws {
    guard let held = idle.withLock({ $0.popLast() }) else { throw Failure.missing }
    var refusal: (any Error)?
    var rest: HelperProgram.Deadline?
    let isAnswered: Bool
    do {
      isAnswered = try ask(held.program, question, detail, blocks, by: { rest }) { piece in
        // The rest is read all the same, for a while: the program is to be asked again.
        guard refusal == nil else { return }
        do { try take(piece) } catch let error as HelperError { throw error } catch {
          (refusal, rest) = (error, HelperProgram.Deadline(seconds: patience))
        }
      }
    } catch is HelperError {
      // Where it stands in its answer is not known: it is not asked again.
      throw refusal ?? Failure.broken
    }
    idle.withLock { $0.append(held) }
    if let refusal { throw refusal }
    guard isAnswered else { throw Failure.crashed }
  }

  /// False when the helper could not answer. Each piece has its time; once `end` tells one, all of
  /// the rest has that.
  private func ask(
    _ program: HelperProgram, _ question: UInt32, _ detail: UInt32, _ blocks: [[UInt8]],
    by end: () -> HelperProgram.Deadline?, _ take: ([UInt8]) throws -> Void
  ) throws -> Bool {
    var head: [UInt8] = []
    head.append(bigEndian: question)
    head.append(bigEndian: detail)
    head.append(bigEndian: UInt64(blocks.reduce(0) { $0 + $1.count }))
    let start = HelperProgram.Deadline(seconds: patience)
    try program.send(head, by: start)
    for block in blocks { try program.send(block, by: start) }
    while true {
      let deadline = end() ?? HelperProgram.Deadline(seconds: patience)
      let length = try Self.number(program, deadline)
      if length == 0 { return try Self.number(program, deadline) == 0 }
      guard length <= Self.longestPiece else { throw HelperError.tooLong }
      try program.receive(length, by: deadline, take)
    }
  }

  private static func number(
    _ program: HelperProgram, _ deadline: HelperProgram.Deadline
  ) throws -> Int {
    var bytes: [UInt8] = []
    try program.receive(4, by: deadline) { bytes += $0 }
    return Int(bytes[...].bigEndianInteger)
  }
}
