import AgeFormat
import Files
import Secrets
import Testing

@testable import Envelopes

/// What came of one envelope: its outcome, and all that left the opener.
struct Opening {
  let outcome: Outcome
  /// The binary payload as it was passed on.
  let payload: [UInt8]

  enum Outcome {
    case received(ReceivedEnvelope)
    case refused(Refusal)
  }

  /// Opens `file`. Any error but a refusal passes through, which no input should bring about.
  init(
    _ file: [UInt8], for addressee: TestAddressee, primitives: StanzaPrimitives = .standard
  ) throws {
    let captured = Captured()
    let opener = EnvelopeOpener(for: addressee, primitives: primitives)
    do {
      let envelope = try opener.open(MemorySource(file)) { captured.bytes += $0 }
      outcome = .received(envelope)
    } catch let refusal as Refusal {
      outcome = .refused(refusal)
    }
    payload = captured.bytes
  }

  private final class Captured { var bytes: [UInt8] = [] }

  /// `received`, or the refusal's stable name.
  var name: String {
    switch outcome {
    case .received: "received"
    case .refused(let refusal): refusal.name
    }
  }

  var refusal: Refusal? {
    if case .refused(let refusal) = outcome { return refusal }
    return nil
  }

  var envelope: ReceivedEnvelope? {
    if case .received(let envelope) = outcome { return envelope }
    return nil
  }
}

extension ReceivedEnvelope {
  /// Reads the content back from a stored payload, which may differ from that received.
  func reader(of payload: [UInt8]) throws -> ContentReader {
    let message = read.message
    return try ContentReader(
      headLine: message.headLine, tailLine: message.tailLine,
      frames: Array(message.frames.joined()),
      payload: PayloadReader(fileKey: read.fileKey, payload))
  }
}

extension PayloadReader {
  convenience init(fileKey: FileKey, _ bytes: [UInt8]) throws {
    try self.init(fileKey: fileKey, size: bytes.count) { offset, buffer in
      let piece = bytes.dropFirst(offset).prefix(buffer.count)
      buffer.copyBytes(from: piece)
      return piece.count
    }
  }
}

/// Expects that `file` is refused under the name `expected`, and that nothing but sealed bytes of
/// the file itself was passed on.
@discardableResult
func expectRefusal(
  _ expected: String, of file: [UInt8], for addressee: TestAddressee,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> Refusal? {
  let opening = try Opening(file, for: addressee)
  #expect(opening.name == expected, sourceLocation: sourceLocation)
  if !opening.payload.isEmpty {
    let binary = try Armor.unwrapped(MemorySource(file))
    _ = try AgeHeader.read(from: binary)
    var sealed = [UInt8](repeating: 0, count: opening.payload.count)
    let count = try sealed.withUnsafeMutableBytes { try binary.read(into: $0) }
    #expect(count == sealed.count && sealed == opening.payload, sourceLocation: sourceLocation)
  }
  return opening.refusal
}

/// Expects exactly this refusal.
func expect(
  _ expected: Refusal, of file: [UInt8], for addressee: TestAddressee,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let refusal = try expectRefusal(
    expected.name, of: file, for: addressee, sourceLocation: sourceLocation)
  #expect(refusal == expected, sourceLocation: sourceLocation)
}
