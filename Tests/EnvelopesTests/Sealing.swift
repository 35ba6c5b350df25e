import AgeFormat
import Files
import Identities
import Testing

@testable import Envelopes

/// A message sealed by the product itself.
struct Sealing {
  let file: [UInt8]
  let head: MessageHead
  let message: SealedMessage

  /// Seals `contents`, the text first, under `names`.
  init(
    from sender: Person, to people: [Person], contents: [[UInt8]], names: [String]? = nil,
    edit: (inout MessageHead) -> Void = { _ in }
  ) throws {
    let names = names ?? ["body"] + contents.indices.dropFirst().map { "part \($0)" }
    var head = MessageHead(
      id: (0..<16).map { _ in UInt8.random(in: 0...255) }, from: sender.identity,
      to: people.map(\.identity), sent: Person.now, expires: Person.now + 86400, priority: .urgent,
      parts: names.enumerated().map {
        MessageHead.Part(
          name: $1, type: $0 == 0 ? MessageHead.textType : "application/octet-stream")
      },
      seq: 1, previous: nil)
    edit(&head)
    let sealer = try EnvelopeSealer(
      recipients: try people.map { try $0.recipient() }, day: Person.today)
    let output = Output()
    output.bytes = sealer.headerBytes
    message = try sealer.seal(
      head, contents: contents.map(MemorySource.init), by: sender.signingKey
    ) { output.bytes += $0 }
    file = output.bytes
    self.head = head
  }

  private final class Output { var bytes: [UInt8] = [] }
}

/// Bytes without a period that a frame could hide in.
func pattern(_ count: Int) -> [UInt8] {
  [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
    for index in 0..<count {
      buffer[index] = UInt8(
        truncatingIfNeeded: 31 &* index &+ 17 &* (index >> 8) &+ 7 &* (index >> 16))
    }
    filled = count
  }
}

/// Opens `file` as `reader`, who knows `sender`, and expects `contents` byte for byte, from what
/// was passed on.
@discardableResult
func expectContents(
  _ contents: [[UInt8]], in file: [UInt8], for reader: Person, from sender: Person,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> ReceivedEnvelope {
  let opening = try Opening(file, for: reader.vault(knowing: sender))
  let envelope = try #require(
    opening.envelope, "\(opening.name)", sourceLocation: sourceLocation)
  let content = try envelope.reader(of: opening.payload)
  #expect(content.tail.parts.map(\.size) == contents.map(\.count), sourceLocation: sourceLocation)
  for (index, expected) in contents.enumerated() {
    let bytes = try content.bytes(of: index, limit: .max)
    #expect(bytes == expected, sourceLocation: sourceLocation)
  }
  return envelope
}
