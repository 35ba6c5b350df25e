import Files
import GRDB
import Identities
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Things to keep, made up: what the vault stores it does not read.
enum Sample {
  static let other = SigningKey.generate().identity

  static func message(
    _ text: String = "text", from sender: Identity = other, id: [UInt8] = RandomBytes.make(16),
    expires: Timestamp, now: Timestamp = MovableClock.start, digest: UInt8 = 1,
    subject: String = "", payload: NewMessage.Payload? = nil
  ) -> NewMessage {
    NewMessage(
      summary: Summary(
        id: id, from: sender, sent: now, received: now, expires: expires,
        keyDay: now.day + 30, priority: "routine", colour: "orange", parts: 1,
        contentSize: text.utf8.count, isRead: false,
        isOutgoing: false, subject: subject),
      head: Array("head of \(text)".utf8), tail: Array("tail of \(text)".utf8),
      fileKey: [UInt8](repeating: 7, count: 16), frames: [UInt8](repeating: 8, count: 32),
      payload: payload ?? .row(Array(text.utf8)),
      arrival: .init(
        digest: [UInt8](repeating: digest, count: 32), signature: [UInt8](repeating: 9, count: 64)))
  }

  static func line(_ event: String = "receive") -> AuditLine {
    AuditLine(event, .create, at: MovableClock.start)
  }
}

extension OpenVault {
  /// An object payload of so many bytes.
  func draft(_ bytes: [UInt8]) throws -> NewMessage.Payload {
    let draft = try objects.draft()
    try draft.descriptor.write(bytes)
    return .object(draft)
  }

  @discardableResult
  func keep(_ message: NewMessage) throws -> Kept {
    try keep([message], audit: [Sample.line()])[0]
  }

  /// SQLite's own opinion of both files, and the pragmas that a commit depends on.
  func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    for database in [keys.database, store.database] {
      let found = try database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
      #expect(found == "ok", sourceLocation: sourceLocation)
    }
    #expect(try firstAuditBreak() == nil, sourceLocation: sourceLocation)
  }
}

extension StoredContent {
  /// The payload's bytes, wherever they lie.
  var bytes: [UInt8] {
    get throws {
      switch payload {
      case .row(let bytes): bytes
      case .object(let file): try #require(try file.readAll(limit: 1 << 30))
      }
    }
  }
}
