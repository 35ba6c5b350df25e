package import Files
internal import Identities
package import MessageVault
package import Transports

/// The copies of sent messages. Each is put again, from the home's own message, until its route has
/// it or it is told as failed; then it is looked for until it is gone from there or its time is up.
package struct Deliveries {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// An envelope that is not where it should be, and why.
  package struct Trouble: Sendable {
    package enum Fate: Sendable {
      /// It is put at the next `send` or `receive`.
      case waits(RouteError)
      /// It expired before its route took it.
      case expired
      /// The home cannot make it again: it is damaged.
      case lost
      /// It expired, and was not seen to be fetched before.
      case unfetched
      /// It was gone when it was looked for after it had expired: whether it was fetched in time is
      /// not known.
      case unknown
    }

    package let record: DeliveryRecord
    package let fate: Fate
    /// What is noted once it was told; nil for a copy that waits on.
    fileprivate var ending: Ending?
  }

  /// The end of a delivery, with its line in the audit log.
  fileprivate struct Ending: Sendable {
    let delivery: OpenVault.Delivery
    let content: [UInt8]
    let line: AuditLine
  }

  /// Notes that `troubles` were told: until then every run tells of them again.
  package func settle(_ troubles: [Trouble]) throws {
    let endings = troubles.compactMap(\.ending)
    try vault.settle(
      endings.map { .init($0.delivery, $0.content) }, audit: endings.map(\.line))
  }

  /// How many deliveries share one transaction in which they are settled.
  private static let batch = 64

  /// The copies of a message that this home sent, as they were last found.
  package func records(of message: StoredMessage) throws -> [DeliveryRecord] {
    try vault.deliveries(of: message.rowKey).map { try DeliveryRecord(encoded: $0.content) }
  }

  /// The copies that their route does not have yet.
  package func waiting() throws -> [DeliveryRecord] {
    try vault.waitingDeliveries().map { try DeliveryRecord(encoded: $0.content) }
  }

  /// The copies that are in mailboxes and expire before `moment`.
  package func unfetched(expiringBefore moment: Timestamp) throws -> [DeliveryRecord] {
    try all().map(\.1).filter {
      $0.state == .inMailbox && $0.expires < moment && vault.clock.now() < $0.expires
    }
  }

  /// Puts what waits for `route`, looks for what it has, and returns each copy that is in trouble.
  /// Without a route, copies that expired while they waited are told.
  package func look(at route: (any Route)?) throws -> [Trouble] {
    var troubles: [Trouble] = []
    if let route {
      troubles += try release(to: route)
      if try refresh(from: route) { troubles += try release(to: route) }
    }
    let known = Set(troubles.compactMap(\.ending?.delivery.id))
    return try troubles + past(route).filter { !known.contains($0.ending?.delivery.id ?? -1) }
  }
}

/// Putting.
extension Deliveries {
  /// Puts what waits for `route`; the rest waits until its route is back. One that fails does not
  /// keep the others: it is returned. It waits on, unless it can never be put.
  @discardableResult
  package func release(to route: any Route) throws -> [Trouble] {
    var troubles: [Trouble] = []
    var done: [OpenVault.Change] = []
    var source: (rowKey: [UInt8], envelope: Source)?
    for delivery in try vault.waitingDeliveries() {
      let record = try DeliveryRecord(encoded: delivery.content)
      guard route.carries(record.route) else { continue }
      if source?.rowKey != delivery.rowKey {
        source = (delivery.rowKey, try envelope(of: delivery))
      }
      // Another run may have been faster.
      guard let envelope = source?.envelope, try vault.isWaiting(delivery) else { continue }
      if let fate = try deliver(record, envelope, on: route) {
        troubles.append(trouble(delivery, record, fate))
      } else {
        done.append(try delivered(record, delivery))
      }
      // It is delivered whatever comes of its row: put again, it is the same one.
      if done.count == Self.batch {
        try? vault.settle(done, mayBeLost: true)
        done = []
      }
    }
    try? vault.settle(done, mayBeLost: true)
    return troubles
  }

  /// The same, for one who waits for the message `id`: whether it waits here, and what else is in
  /// trouble. Throws ``SendingError/deliveryWaits(id:reason:)`` when it waits and must not.
  func release(
    _ id: [UInt8], by way: WayOut
  ) throws -> (waits: Bool, earlier: [Trouble]) {
    guard let route = way.route else { return (true, []) }
    let troubles = try release(to: route)
    for trouble in troubles where trouble.record.id == id {
      guard case .waits(let error) = trouble.fate else { continue }
      guard way.mayWait else { throw SendingError.deliveryWaits(id: id, reason: error) }
      return (true, troubles.filter { $0.record.id != id })
    }
    return (false, troubles)
  }

  /// What is kept of a copy that its route has: of a receipt or recall, nothing.
  private func delivered(
    _ record: DeliveryRecord, _ delivery: OpenVault.Delivery
  ) throws -> OpenVault.Change {
    guard try vault.hasMessage(delivery.rowKey) else { return .init(delivery, nil) }
    return .init(
      delivery, record.becoming(.inMailbox, at: vault.clock.now()).encoded, waits: record.waits)
  }

  /// What the home has of an envelope.
  private enum Source {
    case envelope(SealedEnvelope)
    case expired
    case lost
  }

  private func envelope(of delivery: OpenVault.Delivery) throws -> Source {
    guard let message = try vault.message(delivery.rowKey) else {
      // A receipt or recall, which lies there whole.
      guard try !vault.hasMessage(delivery.rowKey),
        let envelope = try vault.outgoing(delivery.rowKey)
      else { return .expired }
      return .envelope(SealedEnvelope(header: envelope, payload: .bytes([])))
    }
    do {
      guard let header = try vault.outgoing(delivery.rowKey) else { return .lost }
      let payload: SealedEnvelope.Payload =
        switch try vault.content(of: message).payload {
        case .row(let bytes): .bytes(bytes)
        case .object(let file): .file(file)
        }
      return .envelope(SealedEnvelope(header: header, payload: payload))
    } catch VaultError.damaged { return .lost }
  }

  /// Nil when the route has it.
  private func deliver(
    _ record: DeliveryRecord, _ source: Source, on route: any Route
  ) throws -> Trouble.Fate? {
    switch source {
    case .envelope(let envelope):
      do { try route.put(envelope, as: record.name, into: record.mailbox) } catch let error
        as RouteError
      { return .waits(error) }
      return nil
    case .expired: return .expired
    case .lost: return .lost
    }
  }
}

/// Taking back.
extension Deliveries {
  /// Takes back the copies of `message` for `recipients` that nobody fetched yet: whose they were.
  func retract(
    _ message: StoredMessage, from recipients: Set<Identity>, on route: (any Route)?
  ) throws -> [Identity] {
    var taken: [OpenVault.Change] = []
    var whose: [Identity] = []
    for delivery in try vault.deliveries(of: message.rowKey) {
      let record = try DeliveryRecord(encoded: delivery.content)
      guard recipients.contains(record.recipient), Self.retract(record, on: route) else { continue }
      let retracted = record.becoming(.retracted, at: vault.clock.now())
      taken.append(.init(delivery, retracted.encoded))
      whose.append(record.recipient)
    }
    try vault.settle(taken)
    return whose
  }

  private static func retract(_ record: DeliveryRecord, on route: (any Route)?) -> Bool {
    switch record.state {
    case .waiting: return true
    case .inMailbox:
      guard let route, route.carries(record.route) else { return false }
      return (try? route.retract(record.name, from: record.mailbox)) == .retracted
    case .gone, .failed, .expired, .retracted: return false
    }
  }
}

/// What becomes of them.
extension Deliveries {
  /// Notes which copies are not on `route` any more; whether some wait again. Those that have
  /// expired are left to `look`, which tells of them.
  @discardableResult
  package func refresh(from route: any Route) throws -> Bool {
    let now = vault.clock.now()
    var changes: [OpenVault.Change] = []
    for (delivery, record) in try all() where now < record.expires {
      switch record.state {
      case .inMailbox:
        guard try isThere(record, on: route) == false else { continue }
        let gone = record.becoming(.gone, at: now)
        changes.append(.init(delivery, gone.encoded, waits: gone.waits))
      case .gone:
        guard record.isDueAgain(at: now), route.carries(record.route) else { continue }
        changes.append(try again(record, delivery, now))
      case .waiting, .failed, .expired, .retracted: break
      }
    }
    try vault.settle(changes)
    return changes.contains { $0.waits == .now }
  }

  /// A copy that vanished without the answer that was asked for waits once more, under another
  /// name. For whoever has the message already it is a repetition, after which they tell again.
  private func again(
    _ record: DeliveryRecord, _ delivery: OpenVault.Delivery, _ now: Timestamp
  ) throws -> OpenVault.Change {
    let standing = try SentStanding(vault.standings(delivery.rowKey))
    guard standing.cells[record.recipient] == nil, standing.record.recall == nil,
      try vault.outgoing(delivery.rowKey) != nil
    else {
      return .init(delivery, record.answered.encoded)
    }
    return .init(delivery, record.repeated(at: now).encoded, waits: .now)
  }

  /// Those whose time is up. What was told and whose message is gone is forgotten.
  private func past(_ route: (any Route)?) throws -> [Trouble] {
    let now = vault.clock.now()
    var troubles: [Trouble] = []
    var forgotten: [OpenVault.Change] = []
    for (delivery, record) in try all() {
      let isPast = record.expires <= now
      switch record.state {
      case .waiting:
        guard try isPast || vault.outgoing(delivery.rowKey) == nil else { continue }
        troubles.append(trouble(delivery, record, .expired))
      case .inMailbox:
        guard isPast, let fate = try fate(of: delivery, record, on: route) else { continue }
        troubles.append(trouble(delivery, record, fate))
      case .gone, .failed, .expired, .retracted:
        if isPast, try vault.message(delivery.rowKey) == nil {
          forgotten.append(.init(delivery, nil))
        }
      }
    }
    try vault.settle(forgotten)
    return troubles
  }

  /// What became of a copy that was in its mailbox and has expired; nil as long as that can be seen
  /// later.
  private func fate(
    of delivery: OpenVault.Delivery, _ record: DeliveryRecord, on route: (any Route)?
  ) throws -> Trouble.Fate? {
    switch try isThere(record, on: route) {
    case true: .unfetched
    case false: .unknown
    default: vault.isLastChanceToTell(delivery) ? .unknown : nil
    }
  }

  private func all() throws -> [(OpenVault.Delivery, DeliveryRecord)] {
    try vault.deliveries().map { ($0, try DeliveryRecord(encoded: $0.content)) }
  }

  /// Whether a copy is still in its mailbox; nil when that cannot be seen: it is on another route,
  /// or this one is away.
  private func isThere(_ record: DeliveryRecord, on route: (any Route)?) throws -> Bool? {
    guard let route, route.carries(record.route) else { return nil }
    do { return try route.has(record.name, in: record.mailbox) } catch is RouteError { return nil }
  }

  /// What is to be told of a copy. Nothing more will come of one that does not wait.
  private func trouble(
    _ delivery: OpenVault.Delivery, _ record: DeliveryRecord, _ fate: Trouble.Fate
  ) -> Trouble {
    let (state, outcome): (DeliveryRecord.State, String)
    switch fate {
    case .waits: return Trouble(record: record, fate: fate)
    case .expired, .lost: (state, outcome) = (.failed, "undelivered")
    case .unfetched: (state, outcome) = (.expired, "unfetched")
    case .unknown: (state, outcome) = (.gone, "unknown")
    }
    let now = vault.clock.now()
    let line = AuditLine(
      "send", .execute, at: now, outcome: outcome, object: delivery.rowKey.hex,
      parties: [record.recipient.description])
    return Trouble(
      record: record, fate: fate,
      ending: Ending(
        delivery: delivery, content: record.becoming(state, at: now).encoded, line: line))
  }
}
