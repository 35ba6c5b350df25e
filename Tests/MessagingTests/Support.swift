import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing
import Transports

@testable import Messaging

/// A source that does something when it is read for the first time.
final class WaitingSource: ByteSource {
  private let source: MemorySource
  private var action: (() throws -> Void)?

  init(_ text: String, action: @escaping () throws -> Void) {
    source = MemorySource(Array(text.utf8))
    self.action = action
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try action?()
    action = nil
    return source.read(into: buffer)
  }
}

/// Expects an error of type `Expected` that `isExpected` knows.
func expectError<Expected: Error>(
  _ type: Expected.Type, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void,
  isExpected: (Expected) -> Bool
) {
  let error = #expect(throws: Expected.self, sourceLocation: sourceLocation) { try body() }
  guard let error else { return }
  #expect(isExpected(error), "\(error)", sourceLocation: sourceLocation)
}

/// A card of somebody without a home, with a key for one day.
func strangersCard(_ name: String, key: SigningKey = .generate(), day: Day) throws -> Card {
  try strangersCard(name, key: key, issued: day.start)
}

func strangersCard(_ name: String, key: SigningKey, issued: Timestamp) throws -> Card {
  let day = issued.day
  let secret = PrekeySecret(
    day: day, generation: 0, lastDay: day + 30, kemSeed: RandomBytes.make(32),
    hintSecret: RandomBytes.make(32))
  return try Card.sign(
    by: key, name: name, mailbox: RandomBytes.make(16).hex, registrations: [], firstDay: day,
    prekeys: [secret.publicHalf], issued: issued)
}

extension Person {
  func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try vault().firstAuditBreak() == nil, sourceLocation: sourceLocation)
  }
}
