internal import Files
package import MessageVault
package import Transports

/// Envelopes that were kept and that their route has not taken yet. Each is put again, from the home's
/// own copy, until the route has it or it is told as failed.
package struct Deliveries {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  /// Where an envelope is to be put.
  struct Place: Hashable {
    let route: String
    let mailbox: String
    let name: EnvelopeName

    var encoded: [UInt8] {
      CanonicalJSON.encode(
        JSONObject([
          "mailbox": .string(mailbox), "name": .string(name.description), "route": .string(route),
        ]))
    }
  }

  /// An envelope that is not where it should be, and why.
  package struct Trouble: Sendable {
    package enum Fate: Sendable {
      /// It is put at the next `send` or `receive`.
      case waits(RouteError)
      /// It expired before its route took it.
      case expired
      /// The home cannot make it again: it is damaged.
      case lost
    }

    /// The message's row, and its id where that can still be told.
    package let rowKey: [UInt8]
    package let id: [UInt8]?
    package let fate: Fate
  }

  /// How many deliveries share one transaction in which they end.
  private static let batch = 64

  /// Puts what waits for `route`; the rest waits until its route is back. One that fails does not keep
  /// the others: it is returned. It waits on, unless it can never be put.
  @discardableResult
  package func release(to route: any Route) throws -> [Trouble] {
    var troubles: [Trouble] = []
    var done: [OpenVault.Delivery] = []
    var source: (rowKey: [UInt8], envelope: Source)?
    for delivery in try vault.deliveries() {
      let place = Self.place(delivery.content)
      guard place == nil || place?.route == route.address.description else { continue }
      if source?.rowKey != delivery.rowKey {
        source = (delivery.rowKey, try envelope(of: delivery))
      }
      // Another run may have been faster.
      guard let envelope = source?.envelope, try vault.isWaiting(delivery) else { continue }
      if let trouble = try deliver(delivery, envelope, to: place, on: route) {
        troubles.append(trouble)
      } else {
        done.append(delivery)
      }
      // It is delivered whatever comes of its row: put again, it is the same one.
      if done.count == Self.batch {
        try? vault.finish(done)
        done = []
      }
    }
    try? vault.finish(done)
    return troubles
  }

  /// What the home has of an envelope.
  private enum Source {
    case envelope(SealedEnvelope, id: [UInt8])
    case expired
    case lost(id: [UInt8])
  }

  private func envelope(of delivery: OpenVault.Delivery) throws -> Source {
    guard let message = try vault.message(delivery.rowKey) else { return .expired }
    let id = message.summary.id
    do {
      guard let header = try vault.ageHeader(delivery.rowKey) else { return .lost(id: id) }
      let payload: SealedEnvelope.Payload =
        switch try vault.content(of: message).payload {
        case .row(let bytes): .bytes(bytes)
        case .object(let file): .file(file)
        }
      return .envelope(SealedEnvelope(header: header, payload: payload), id: id)
    } catch VaultError.damaged { return .lost(id: id) }
  }

  /// Nil when the route has it.
  private func deliver(
    _ delivery: OpenVault.Delivery, _ source: Source, to place: Place?, on route: any Route
  ) throws -> Trouble? {
    switch source {
    case .envelope(let envelope, let id):
      guard let place else { return try fail(delivery, id: id, .lost) }
      do { try route.put(envelope, as: place.name, into: place.mailbox) } catch let error
        as RouteError
      {
        return Trouble(rowKey: delivery.rowKey, id: id, fate: .waits(error))
      }
      return nil
    case .expired: return try fail(delivery, id: nil, .expired)
    case .lost(let id): return try fail(delivery, id: id, .lost)
    }
  }

  /// Ends a delivery that can never be made, with a line in the audit log.
  private func fail(
    _ delivery: OpenVault.Delivery, id: [UInt8]?, _ fate: Trouble.Fate
  ) throws -> Trouble {
    let line = AuditLine(
      "send", .execute, at: vault.clock.now(), outcome: "undelivered",
      object: delivery.rowKey.hex)
    try vault.finish([delivery], audit: [line])
    return Trouble(rowKey: delivery.rowKey, id: id, fate: fate)
  }

  private static func place(_ content: [UInt8]) -> Place? {
    guard let json = try? JSONParser.object(content), let name = try? json.string("name"),
      let mailbox = try? json.string("mailbox"), let route = try? json.string("route"),
      let name = EnvelopeName(name)
    else { return nil }
    return Place(route: route, mailbox: mailbox, name: name)
  }
}
