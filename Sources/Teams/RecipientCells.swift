package import Envelopes
package import Files

/// What one recipient told of a message: three cells, each of which merges in any order (section
/// 9).
package struct RecipientCells: Equatable, Sendable {
  package struct Answer: Equatable, Sendable {
    package var at: Timestamp
    package var isDeclined: Bool

    package init(at: Timestamp, isDeclined: Bool) {
      self.at = at
      self.isDeclined = isDeclined
    }
  }

  package struct RecallAnswer: Equatable, Sendable {
    package var at: Timestamp
    package var isKept: Bool
    package var uses: ReceiptEntry.Uses

    package init(at: Timestamp, isKept: Bool, uses: ReceiptEntry.Uses) {
      self.at = at
      self.isKept = isKept
      self.uses = uses
    }
  }

  /// When it was first committed to their home.
  package var delivered: Timestamp?
  package var answer: Answer?
  package var recall: RecallAnswer?

  package init(
    delivered: Timestamp? = nil, answer: Answer? = nil, recall: RecallAnswer? = nil
  ) {
    self.delivered = delivered
    self.answer = answer
    self.recall = recall
  }

  package var isEmpty: Bool { self == RecipientCells() }

  /// What one entry says; nil for a state that is not known.
  init?(_ entry: ReceiptEntry) {
    switch entry.state {
    case .delivered: self.init(delivered: entry.at)
    case .acknowledged: self.init(answer: Answer(at: entry.at, isDeclined: false))
    case .declined: self.init(answer: Answer(at: entry.at, isDeclined: true))
    case .recalled(let uses):
      self.init(recall: RecallAnswer(at: entry.at, isKept: false, uses: uses))
    case .kept(let uses):
      self.init(recall: RecallAnswer(at: entry.at, isKept: true, uses: uses))
    case .unknown: return nil
    }
  }

  /// The cells after both were told, in whichever order: the first delivery, the latest answer (of
  /// a tie the declined), the latest answer to the recall (of a tie the kept, and all uses).
  package func merged(with other: RecipientCells) -> RecipientCells {
    RecipientCells(
      delivered: Self.pick(delivered, other.delivered) { min($0, $1) },
      answer: Self.pick(answer, other.answer) { left, right in
        if left.at != right.at { return left.at > right.at ? left : right }
        return Answer(at: left.at, isDeclined: left.isDeclined || right.isDeclined)
      },
      recall: Self.pick(recall, other.recall) { left, right in
        if left.at != right.at { return left.at > right.at ? left : right }
        return RecallAnswer(
          at: left.at, isKept: left.isKept || right.isKept, uses: left.uses.union(right.uses))
      })
  }

  private static func pick<Value>(
    _ left: Value?, _ right: Value?, _ both: (Value, Value) -> Value
  ) -> Value? {
    guard let left, let right else { return left ?? right }
    return both(left, right)
  }
}
