internal import Envelopes
package import Files
package import Identities
package import MessageVault

/// Messages of others that are known to be missing, by gaps in their numbers. What was lost with a
/// home before it was restored shows so too. docs/vault.md, the setting `missing`.
package struct MissingMessages {
  /// Numbers of one sender in one conversation that did not arrive.
  package struct Gap: Sendable, Equatable {
    package let from: Identity
    /// 16 bytes.
    package let conversation: [UInt8]
    package let numbers: ClosedRange<Int>
    package let noticed: Timestamp
    /// When their sender was asked for them; nil while they were not.
    package var asked: Timestamp?
  }

  /// Days for which a gap is told: what would fill it has expired by then nearly everywhere.
  private static let daysTold = 30
  /// Gaps that are kept, the newest.
  private static let most = 1024

  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  package func all() throws -> [Gap] {
    let oldest = vault.clock.now() - Self.daysTold * 86400
    return try Self.gaps(vault.object(.missing)).filter { $0.noticed > oldest }
  }

  /// Takes in what was received: a gap before a message, or a message that fills one.
  func note(_ received: [(head: MessageHead, order: Reception.Order)]) throws {
    guard received.contains(where: { $0.order != .inOrder }) else { return }
    let now = vault.clock.now()
    try vault.updateObject(.missing) { stored in
      var gaps = try Self.gaps(stored)
      for (head, order) in received {
        switch order {
        case .inOrder: break
        case .missing(let count):
          gaps.append(
            Gap(
              from: head.from, conversation: head.conversation,
              numbers: (head.seq - count)...(head.seq - 1), noticed: now))
        case .outOfOrder: gaps = gaps.flatMap { $0.without(head) }
        }
      }
      return Self.object(gaps.suffix(Self.most))
    }
  }

  /// Notes that `sender` was asked for all that is missing of them.
  func noteAsked(_ sender: Identity) throws {
    let now = vault.clock.now()
    try vault.updateObject(.missing) { stored in
      Self.object(
        try Self.gaps(stored).map { gap in
          guard gap.from == sender, gap.asked == nil else { return gap }
          var gap = gap
          gap.asked = now
          return gap
        })
    }
  }

  private static func gaps(_ stored: JSONObject?) throws -> [Gap] {
    guard let stored else { return [] }
    do {
      return try stored.objects("gaps").map { json in
        let (first, last) = (try json.number("first"), try json.number("last"))
        guard let from = Identity(try json.string("from")), first <= last else {
          throw VaultError.damaged("settings.missing")
        }
        return Gap(
          from: from, conversation: try json.hex("conversation", bytes: 16),
          numbers: first...last, noticed: try json.time("noticed"),
          asked: try json.optional("asked", JSONObject.time))
      }
    } catch is JSONError { throw VaultError.damaged("settings.missing") }
  }

  private static func object(_ gaps: some Sequence<Gap>) -> JSONObject {
    JSONObject([
      "gaps": .array(
        gaps.map { gap in
          .object(
            JSONObject([
              "asked": gap.asked.map { .string($0.description) },
              "conversation": .string(gap.conversation.hex),
              "first": .number(gap.numbers.lowerBound), "from": .string(gap.from.description),
              "last": .number(gap.numbers.upperBound),
              "noticed": .string(gap.noticed.description),
            ]))
        })
    ])
  }
}

extension MissingMessages.Gap {
  /// What is left of it once the message with this head has arrived.
  fileprivate func without(_ head: MessageHead) -> [Self] {
    guard head.from == from, head.conversation == conversation, numbers.contains(head.seq) else {
      return [self]
    }
    func part(_ first: Int, _ last: Int) -> Self? {
      first > last
        ? nil
        : Self(
          from: from, conversation: conversation, numbers: first...last, noticed: noticed,
          asked: asked)
    }
    return [
      part(numbers.lowerBound, head.seq - 1), part(head.seq + 1, numbers.upperBound),
    ].compactMap(\.self)
  }
}
