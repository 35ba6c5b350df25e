internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Teams
internal import Transports

/// What became of the copies of a sent message, as people and scripts see it.
enum DeliveryText {
  /// One line for each copy for `recipients`, and for others who answered: for whom, what is known
  /// of it, and what its recipient told.
  static func lines(
    _ records: [DeliveryRecord], for recipients: [Identity], _ names: PeopleNames,
    told standing: SentStanding? = nil
  ) -> [[String]] {
    let followed = Set(records.map(\.recipient))
    let others = recipients.filter { !followed.contains($0) }
    let copies =
      records.map { ($0.recipient, words($0)) }
      + others.map { ($0, "not known: sent as a file, or before a restore") }
    let told = copies.map { identity, words in
      let cells = standing?.cells[identity].map(AnswerText.words)
      return [name(identity, names), [cells, words].compactMap(\.self).joined(separator: "; ")]
    }
    let rest = (standing?.cells ?? [:]).filter { !recipients.contains($0.key) }
      .merging(standing?.beside ?? [:]) { counting, _ in counting }
    return told
      + rest.sorted { $0.key < $1.key }.map { [name($0.key, names), AnswerText.words($0.value)] }
  }

  static func words(_ record: DeliveryRecord) -> String {
    switch record.state {
    case .waiting: "waits here: the route does not have it yet"
    case .inMailbox: "in the mailbox since \(record.since.short)"
    case .gone: "gone from the mailbox: fetched, or removed (seen \(record.since.short))"
    case .failed: "failed: the route never had it"
    case .expired: "not fetched before it expired"
    case .retracted: "taken back before it was fetched \(record.since.short)"
    }
  }

  private static func name(_ identity: Identity, _ names: PeopleNames) -> String {
    names.name(identity).escapedForTerminal()
  }

  /// Warns of what was sent earlier and is not where it should be.
  static func tell(
    _ troubles: [Deliveries.Trouble], _ vault: OpenVault, _ printer: Printer
  ) throws {
    guard !troubles.isEmpty else { return }
    let names = try PeopleNames(of: vault)
    for trouble in troubles { printer.warn(trouble.words(names)) }
    try Deliveries(vault).settle(troubles)
  }

  /// As it stands with its message.
  static func json(_ record: DeliveryRecord, _ names: PeopleNames) -> JSONObject {
    JSONObject([
      "alias": names.alias(record.recipient).map { .string($0.description) },
      "since": .string(record.since.description), "state": .string(record.state.rawValue),
      "to": .string(record.recipient.description),
    ])
  }

  /// As it stands alone.
  static func json(_ trouble: Deliveries.Trouble, _ names: PeopleNames?) -> JSONObject {
    let record = trouble.record
    return JSONObject([
      "alias": names?.alias(record.recipient).map { .string($0.description) },
      "message": .object(
        JSONObject([
          "expires": .string(record.expires.description), "id": .string(record.id.hex),
          "priority": .string(record.priority.rawValue),
          "sent": .string(record.sent.description),
        ])),
      "reason": trouble.reason.map { .string($0) }, "schema": "tacita/delivery/1",
      "state": .string(trouble.state.rawValue), "to": .string(record.recipient.description),
    ])
  }
}

extension Deliveries.Trouble {
  var state: DeliveryRecord.State {
    switch fate {
    case .waits: .waiting
    case .expired, .lost: .failed
    case .unfetched: .expired
    case .unknown: .gone
    }
  }

  /// Why it is not on the route.
  var reason: String? {
    switch fate {
    case .waits(let error): Failure(describing: error).message
    case .expired: "it expired before the route took it"
    case .lost: "the home lacks what is needed to send it"
    case .unfetched: nil
    case .unknown: "it was looked for only after it had expired"
    }
  }

  /// What became of an envelope that was sent earlier.
  func words(_ names: PeopleNames?) -> String {
    let to = names?.name(record.recipient) ?? "\(record.recipient)"
    let priority = record.priority == .routine ? "" : ", \(record.priority.rawValue)"
    let message = "the message \(record.id.hex.prefix(12)) to \(to)\(priority)"
    return switch fate {
    case .waits(let error):
      "\(message) still waits to be delivered: \(Failure(describing: error).message)"
    case .expired: "\(message) expired before the route took it: send it again"
    case .lost: "\(message) cannot be delivered: the home lacks what is needed; send it again"
    case .unfetched:
      "\(message) was not fetched before it expired: send it again, or telephone"
    case .unknown:
      "\(message) expired; it is not known whether it was fetched before: ask, or telephone"
    }
  }
}
