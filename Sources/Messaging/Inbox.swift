package import Envelopes
package import Files
package import Identities
package import MessageVault
internal import Policies
package import Transports

/// What `receive` does for an unlocked home: publishes its own card, puts what waits to go out,
/// takes contacts' documents, and opens what came.
package final class Inbox {
  /// Something to be said beside what became of each envelope.
  package enum Notice {
    /// A document on the route was refused.
    case document(ContactBook.RefusedDocument)
    /// An envelope sent earlier is not where it should be.
    case delivery(Deliveries.Trouble)
    /// A message was never read before it expired.
    case expiredUnread(Reading)
    /// So many envelopes expired before their route took them.
    case undelivered(Int)
    /// Something on the route that this user may not do, or that is in the way.
    case route(RouteError)
    /// A message brought documents about a team or role.
    case group(AuthorityNews)
    /// Mail for a role of the reader is held, because its sender is not known.
    case heldForRole(AuthorityNews.Group, MessageHead.Priority, from: Identity)
    /// More waits than one look is for.
    case moreWaits
  }

  /// Who hears what becomes of what.
  package struct Listener {
    package var report: (ReceiveOutcome) throws -> Void
    /// Throws unless what was reported reached somebody.
    package var confirm: () throws -> Void
    package var notice: (Notice) -> Void
    /// Hears of every piece that was opened, in bytes.
    package var progress: ((Int) -> Void)?

    package init(
      report: @escaping (ReceiveOutcome) throws -> Void,
      confirm: @escaping () throws -> Void = {}, notice: @escaping (Notice) -> Void = { _ in },
      progress: ((Int) -> Void)? = nil
    ) {
      self.report = report
      self.confirm = confirm
      self.notice = notice
      self.progress = progress
    }
  }

  /// The home, which is opened anew when midnight has passed.
  package private(set) var vault: OpenVault
  private let listener: Listener
  private var isSwept = false
  private var isPrepared = false
  private var stuck: Set<MailEntry> = []

  package init(_ vault: OpenVault, _ listener: Listener) {
    self.vault = vault
    self.listener = listener
  }

  /// One look at the queue, and at the mailbox where there is a route. Prekeys are let go at its
  /// end.
  package func look(at route: (any Route)?) throws {
    try begin(route)
    let mailbox = try HomeConfiguration.read(vault.vault.home).mailbox
    if let route { try prepare(route, mailbox) }
    let receiver = try MessageReceiver(vault, route: route, leaving: stuck, listener)
    defer { stuck = receiver.stuck }
    try receiver.announceLeft()
    try receiver.receiveQueue()
    if let route, try !receiver.receive(from: route, mailbox: mailbox) {
      listener.notice(.moreWaits)
    }
    if let route { try answer(by: route) }
  }

  /// Opens files that the user names, with the queue before them. `each` hands them over.
  package func open(
    with route: (any Route)?, each: ((Descriptor) throws -> Void) throws -> Void
  ) throws {
    try vault.machine.checkByHand()
    try begin(route)
    if let route {
      try prepare(route, try HomeConfiguration.read(vault.vault.home).mailbox)
    }
    let receiver = try MessageReceiver(vault, route: route, listener)
    try receiver.announceLeft()
    try receiver.receiveQueue()
    try each { try receiver.receive(file: $0) }
  }

  private func begin(_ route: (any Route)?) throws {
    try vault.vault.checkInUse()
    if let reopened = try vault.reopened() {
      vault = reopened
      isPrepared = false
    }
    if !isSwept {
      try vault.sweepObjects()
      isSwept = true
    }
    if route == nil {
      try tell(Deliveries(vault).look(at: nil))
    }
    try tellExpiredUnread()
    try tellUndelivered()
    // What waits is put, and cards are looked at, as soon as a route is back.
    if route == nil { isPrepared = false }
  }

  private func tell(_ troubles: [Deliveries.Trouble]) throws {
    guard !troubles.isEmpty else { return }
    for trouble in troubles { listener.notice(.delivery(trouble)) }
    try listener.confirm()
    try Deliveries(vault).settle(troubles)
  }

  private func tellUndelivered() throws {
    let count = try vault.vault.lost(.undelivered)
    guard count > 0 else { return }
    listener.notice(.undelivered(count))
    try listener.confirm()
    try vault.vault.noteTold(.undelivered, count)
  }

  private func tellExpiredUnread() throws {
    let expired = try vault.expiredUnread()
    guard !expired.isEmpty else { return }
    for (_, reading) in expired { listener.notice(.expiredUnread(reading)) }
    try listener.confirm()
    try vault.forget(
      readings: expired.map(\.rowKey),
      audit: expired.map { rowKey, reading in
        AuditLine(
          "receive", .execute, at: vault.clock.now(), outcome: "expired-unread",
          object: rowKey.hex, parties: [reading.from.description])
      })
  }

  /// Everything but mail: once a day, and what contacts published also before mail is opened.
  private func prepare(_ route: any Route, _ mailbox: String) throws {
    guard !isPrepared else {
      if try !route.entries(in: mailbox, after: nil, limit: 1).entries.isEmpty {
        try refresh(route)
      }
      return
    }
    isPrepared = true
    let keeper = CardKeeper(vault)
    let card = try keeper.current(in: route)
    // A route that takes nothing from this user may have mail for them all the same.
    do { try keeper.publish(card, in: route) } catch let error as RouteError {
      listener.notice(.route(error))
    }
    do { try route.sweep(mailbox, now: vault.clock.now()) } catch let error as RouteError {
      listener.notice(.route(error))
    }
    try tell(Deliveries(vault).look(at: route))
    try refresh(route)
  }

  /// Tells what is owed to the senders of what came, and to the members of teams.
  private func answer(by route: any Route) throws {
    let posted = try OwedMail(vault, try ContactBook(vault)).post(by: route)
    guard !posted.isEmpty else { return }
    // What waited before was told of already.
    for trouble in try Deliveries(vault).release(to: route)
    where posted.contains(trouble.record.id) {
      listener.notice(.delivery(trouble))
    }
  }

  /// Takes contacts' newer documents: a revocation before the mail that it concerns.
  private func refresh(_ route: any Route) throws {
    var book = try ContactBook(vault)
    for refused in try book.refresh(from: route) {
      listener.notice(.document(refused))
    }
    var authorities = try AuthorityBook(vault, trust: book.trust)
    for role in authorities.roles {
      _ = try PublishedDuties(route).refresh(
        role, in: &authorities, reader: vault.identity, now: vault.clock.now())
    }
  }
}
