import AgeFormat
import Files
import Testing

@testable import Envelopes

/// The chunks of a payload, moved about by somebody who has no key.
struct ChunkTests {
  private let bob = Person()
  private let me = Person()
  private static let size = PayloadLayout.chunk + PayloadLayout.tag

  /// An envelope of four chunks in its pieces.
  private func envelope() throws -> (header: [UInt8], nonce: [UInt8], chunks: [[UInt8]]) {
    let forgery = try Forger(from: bob, to: [me], contents: [[], pattern(3 * 65536 + 1000)])
    let file = try forgery.file
    let payload = Array(file.dropFirst(forgery.header.count))
    let sealed = Array(payload.dropFirst(PayloadLayout.nonce))
    let chunks = stride(from: 0, to: sealed.count, by: Self.size).map {
      Array(sealed[$0..<min($0 + Self.size, sealed.count)])
    }
    return (forgery.header, Array(payload.prefix(PayloadLayout.nonce)), chunks)
  }

  @Test func moved() throws {
    let (header, nonce, chunks) = try envelope()
    #expect(chunks.count == 4)
    let last = chunks[3]
    let changed: [[[UInt8]]] = [
      [], [chunks[0]], [chunks[0], chunks[1]], [chunks[0], chunks[1], chunks[2]], [last],
      [chunks[1], chunks[0], chunks[2], last], [chunks[0], chunks[2], chunks[1], last],
      [chunks[0], chunks[2], last], [chunks[0], chunks[0], chunks[1], chunks[2], last],
      chunks + [last], chunks + [[0]], chunks + [[UInt8](repeating: 0, count: 16)],
      [chunks[0], chunks[1], chunks[2], Array(last.dropLast())],
      [chunks[0], chunks[1], Array(chunks[2].dropLast()), last],
      [chunks[0], chunks[1], chunks[2], Array(last.prefix(16))],
    ]
    let vault = me.vault(knowing: bob)
    for chunks in changed {
      try expectRefusal(
        "payload-damaged", of: header + nonce + chunks.flatMap { $0 }, for: vault)
    }
    let whole = header + nonce + chunks.flatMap { $0 }
    #expect(try Opening(whole, for: vault).name == "received")
  }

  /// What is malformed at the beginning does not hide damage at the end.
  @Test func damageGoesBeforeWhatIsMalformed() throws {
    var forgery = try Forger(from: bob, to: [me], contents: [[], pattern(300_000)])
    for line in ["tacita/v1/audit\n", "nothing\n"] {
      forgery.kindLine = Array(line.utf8)
      var file = try forgery.file
      file[file.count - 1] ^= 1
      try expectRefusal("payload-damaged", of: file, for: me.vault(knowing: bob))
      try expectRefusal("payload-damaged", of: file.dropLast(1), for: me.vault(knowing: bob))
    }
    forgery.kindLine = MessageLayout.kindLine
    forgery.frames = Forger.framed([0xff]) + Forger.framed(pattern(300_000))
    var file = try forgery.file
    try expectRefusal("malformed", of: file, for: me.vault(knowing: bob))
    file[file.count - 1] ^= 1
    try expectRefusal("payload-damaged", of: file, for: me.vault(knowing: bob))
  }
}
