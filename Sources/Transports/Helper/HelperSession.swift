internal import Files

/// A conversation with one running helper. Nothing that it says is trusted: each answer has a bound
/// and a time, and what is not plainly an answer ends the conversation.
final class HelperSession {
  private let program: HelperProgram
  private let name: String
  private let patience: Int

  /// Starts the helper `name`. Throws ``RouteError/noHelper(_:)``.
  init(_ name: String, _ means: RouteMeans, patience: Int) throws {
    (self.name, self.patience) = (name, patience)
    let path = try means.program(name)
    do {
      program = try HelperProgram(path, environment: means.ofHelper, by: means.keeper)
    } catch HelperError.missing {
      throw RouteError.noHelper(name)
    } catch is HelperError { throw RouteError.unreachable("\(name) cannot be started") }
  }

  /// What goes with a question, in pieces.
  struct Body {
    let size: Int
    let each: (([UInt8]) throws -> Void) throws -> Void

    init(_ bytes: [UInt8]) {
      size = bytes.count
      each = { try $0(bytes) }
    }

    init(_ envelope: SealedEnvelope) throws {
      size = try envelope.size()
      each = envelope.eachPiece
    }
  }

  /// The answer to `call`. `seconds` are those that it may take beside the usual ones.
  func ask(
    _ call: HelperCall, _ fields: [(String, JSONValue)], body: Body? = nil, seconds: Int = 0
  ) throws -> JSONObject {
    try telling {
      var question = JSONObject(fields + [("call", .string(call.rawValue))])
      if let body { question["size"] = .number(body.size) }
      let deadline = deadline(body?.size ?? 0, seconds: seconds)
      try program.send(CanonicalJSON.encode(question) + [0x0a], by: deadline)
      try body?.each { try program.send($0, by: deadline) }
      let line = try program.line(limit: HelperProtocol.lineLimit, by: deadline)
      return try read(line)
    }
  }

  /// Takes the bytes that follow an answer with `size` in it; nil without one. What is larger than
  /// `limit` ends the conversation.
  func body<Result>(
    of answer: JSONObject, limit: Int,
    _ take: (Int, (([UInt8]) throws -> Void) throws -> Void) throws -> Result
  ) throws -> Result? {
    try telling {
      guard let size = try answer.optional("size", JSONObject.number) else { return nil }
      guard size <= limit else { throw HelperError.tooLong }
      let deadline = deadline(size, seconds: 0)
      return try take(size) { piece in try program.receive(size, by: deadline, piece) }
    }
  }

  private func deadline(_ size: Int, seconds: Int) -> HelperProgram.Deadline {
    HelperProgram.Deadline(seconds: patience + seconds + size / HelperProtocol.slowest)
  }

  private func read(_ line: [UInt8]) throws -> JSONObject {
    let answer = try CanonicalJSON.decode(line)
    guard let word = try answer.optional("error", JSONObject.string) else { return answer }
    let reason = Self.short(try answer.string("reason"))
    switch HelperTrouble(rawValue: word) {
    case .unreachable: throw RouteError.unreachable(reason)
    case .refused: throw RouteError.refused(reason)
    case .full: throw RouteError.full(reason)
    case .tooLarge: throw RouteError.failed(FileError("read", name, code: FileError.tooLargeCode))
    case .unusable: throw RouteError.unusable(reason)
    case .failed, nil: throw RouteError.notDone(reason)
    }
  }

  static func short(_ text: String) -> String {
    guard text.utf8.count > HelperProtocol.longestText else { return text }
    return String(decoding: text.utf8.prefix(HelperProtocol.longestText - 3), as: UTF8.self) + "…"
  }

  private func telling<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as HelperError {
      switch error {
      case .missing: throw RouteError.noHelper(name)
      case .timedOut: throw RouteError.unreachable("\(name) did not answer in time")
      case .ended: throw RouteError.unreachable("\(name) ended without an answer")
      case .tooLong: throw RouteError.unreachable("the answer of \(name) is too long")
      }
    } catch is JSONError {
      throw RouteError.unreachable("the answer of \(name) is none")
    }
  }
}

extension SealedEnvelope {
  /// Bytes of all of it.
  fileprivate func size() throws -> Int {
    switch payload {
    case .bytes(let bytes): header.count + bytes.count
    case .file(let file): header.count + (try file.size() ?? 0)
    }
  }

  /// Passes all of it to `take`, in pieces.
  fileprivate func eachPiece(_ take: ([UInt8]) throws -> Void) throws {
    try take(header)
    switch payload {
    case .bytes(let bytes): try take(bytes)
    case .file(let file):
      var left = try file.size() ?? 0
      var offset = 0
      while left > 0 {
        let piece = try [UInt8](unsafeUninitializedCapacity: min(left, 1 << 18)) { buffer, filled in
          filled = try file.read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
        guard !piece.isEmpty else {
          throw FileError("read", file.path, code: FileError.missingCode)
        }
        try take(piece)
        offset += piece.count
        left -= piece.count
      }
    }
  }
}
