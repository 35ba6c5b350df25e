internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams

/// What recipients told of a message, as people and scripts see it.
enum AnswerText {
  /// A line for each recipient of an own message, and for others who answered it.
  static func rows(
    _ standing: SentStanding, _ head: MessageHead, _ book: ContactBook, own: Identity
  ) -> [[String]] {
    var rows: [[String]] = []
    if !head.wants.isEmpty { rows.append(["asks for", words(head.wants)]) }
    if let recall = standing.record.recall {
      let answers = standing.cells.values.count { $0.recall != nil }
      rows.append([
        "recalled",
        "\(words(.init(sent: recall.sent, reason: recall.reason))): "
          + "\(recall.asked.count.counted("home")) asked, \(answers) answered",
      ])
    }
    for (identity, cells) in people(standing, head.to.filter { $0 != own })
    where !cells.isEmpty || !head.wants.isEmpty {
      rows.append([name(identity, book), words(cells)])
    }
    for (identity, cells) in standing.beside.sorted(by: { $0.key < $1.key }) {
      rows.append(["passed on", "to \(name(identity, book)), who \(words(cells))"])
    }
    return rows
  }

  static func json(
    _ standing: SentStanding, to recipients: [Identity], _ book: ContactBook
  ) -> JSONValue {
    let beside = standing.beside.sorted { $0.key < $1.key }.map { ($0.key, $0.value, true) }
    return .array(
      (people(standing, recipients).map { ($0, $1, false) } + beside).map {
        identity, cells, isBeside in
        .object(
          JSONObject([
            "alias": (book[identity]?.alias.description).map { .string($0) },
            "answer": cells.answer.map {
              .object(
                JSONObject([
                  "at": .string($0.at.description),
                  "state": .string($0.isDeclined ? "declined" : "acknowledged"),
                ]))
            },
            "delivered": cells.delivered.map { .string($0.description) },
            "identity": .string(identity.description),
            "passedOn": isBeside ? .bool(true) : nil,
            "recall": cells.recall.map { .object(json($0)) },
          ]))
      })
  }

  private static func json(_ answer: RecipientCells.RecallAnswer) -> JSONObject {
    JSONObject([
      "at": .string(answer.at.description),
      "exported": .bool(answer.uses.contains(.exported)),
      "forwarded": .bool(answer.uses.contains(.forwarded)),
      "seen": .bool(answer.uses.contains(.seen)),
      "state": .string(answer.isKept ? "kept" : "recalled"),
    ])
  }

  /// Recipients, then others whose answers count.
  private static func people(
    _ standing: SentStanding, _ recipients: [Identity]
  ) -> [(Identity, RecipientCells)] {
    let others = Set(standing.cells.keys).subtracting(recipients).sorted()
    return (recipients + others).map { ($0, standing.cells[$0] ?? .init()) }
  }

  static func words(_ cells: RecipientCells) -> String {
    var words: [String] = []
    if let answer = cells.answer {
      words.append("\(answer.isDeclined ? "declined" : "acknowledged") \(answer.at.short)")
    }
    if let delivered = cells.delivered { words.append("delivered \(delivered.short)") }
    if let recall = cells.recall {
      words.append(
        (recall.isKept ? "kept, marked as recalled" : "removed")
          + " \(recall.at.short)\(Self.words(recall.uses))")
    }
    return words.isEmpty ? "nothing told yet" : words.joined(separator: "; ")
  }

  /// `2026-11-21 19:40 CET (wrong-patient)`.
  static func words(_ recall: ReceiptRecord.Recall) -> String {
    recall.sent.short + (recall.reason.map { " (\($0.escapedForTerminal()))" } ?? "")
  }

  static func json(_ recall: ReceiptRecord.Recall) -> JSONObject {
    JSONObject([
      "reason": recall.reason.map { .string($0) }, "sent": .string(recall.sent.description),
    ])
  }

  /// ` (seen, exported)`, or nothing.
  static func words(_ uses: ReceiptEntry.Uses) -> String {
    let all: [(ReceiptEntry.Uses, String)] = [
      (.seen, "seen"), (.exported, "exported"), (.forwarded, "forwarded"),
    ]
    let words = all.filter { uses.contains($0.0) }.map(\.1)
    return words.isEmpty ? "" : " (\(words.joined(separator: ", ")))"
  }

  static func words(_ wants: Set<MessageWant>) -> String {
    wants.map(\.rawValue).sorted().joined(separator: ", ")
  }

  /// What one entry of a receipt says of a message, after its sender's name.
  static func words(_ told: ReceiptNews.Told, of sender: String) -> String {
    let teller = told.isBeside ? "\(sender), to whom it was passed on," : sender
    return switch told.entry.state {
    case .delivered: "it reached \(teller)"
    case .acknowledged: "\(teller) acknowledged it"
    case .declined: "\(teller) declined it"
    case .recalled(let uses): "it is removed at \(teller)\(words(uses))"
    case .kept(let uses): "\(teller) keeps it, marked as recalled\(words(uses))"
    case .unknown(let word): "\(teller): \(word.escapedForTerminal())"
    }
  }

  private static func name(_ identity: Identity, _ book: ContactBook) -> String {
    book[identity]?.alias.description ?? String(identity.description.prefix(12))
  }
}
