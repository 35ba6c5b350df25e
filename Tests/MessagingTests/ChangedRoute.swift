import Envelopes
import Files
import Transports

/// A route that does not behave as another one does.
struct ChangedRoute: Route {
  private let route: any Route
  /// Is called when an envelope was put.
  var afterPut: @Sendable () throws -> Void = {}
  /// Is called when documents of somebody are asked for.
  var onDocument: @Sendable (PublishedKind, String) -> Void = { _, _ in }
  /// Whether it cannot list all that is published.
  var isCut = false
  /// Whose documents are listed and cannot be had.
  var hidden: String?

  init(_ route: any Route, _ change: (inout ChangedRoute) -> Void) {
    self.route = route
    change(&self)
  }

  var address: RouteAddress { route.address }
  var isOwned: Bool { route.isOwned }
  var isAlive: Bool { route.isAlive }
  var pollingSeconds: Int { route.pollingSeconds }
  func checkIsFair() throws { try route.checkIsFair() }
  func prepare(_ mailboxes: [String]) throws { try route.prepare(mailboxes) }
  func put(_ envelope: SealedEnvelope, as name: EnvelopeName, into mailbox: String) throws {
    try route.put(envelope, as: name, into: mailbox)
    try afterPut()
  }
  func entries(in mailbox: String, after start: EnvelopeName?, limit: Int) throws -> MailListing {
    try route.entries(in: mailbox, after: start, limit: limit)
  }
  func open(_ entry: MailEntry) throws -> Descriptor? { try route.open(entry) }
  func remove(_ entry: MailEntry) throws { try route.remove(entry) }
  func retract(_ name: EnvelopeName, from mailbox: String) throws -> Retraction {
    try route.retract(name, from: mailbox)
  }
  func has(_ name: EnvelopeName, in mailbox: String) throws -> Bool {
    try route.has(name, in: mailbox)
  }
  func publish(_ bytes: [UInt8], as kind: PublishedKind, of identity: String) throws {
    try route.publish(bytes, as: kind, of: identity)
  }
  func document(_ kind: PublishedKind, of identity: String) throws -> [UInt8]? {
    onDocument(kind, identity)
    return identity == hidden ? nil : try route.document(kind, of: identity)
  }
  func documents(_ kind: PublishedKind, changedSince moment: Timestamp) throws
    -> PublishedListing
  {
    let listing = try route.documents(kind, changedSince: moment)
    return PublishedListing(
      documents: isCut ? [] : listing.documents, isComplete: !isCut && listing.isComplete)
  }
  func wait(for mailbox: String, seconds: Int) { route.wait(for: mailbox, seconds: seconds) }
  func mailboxes() throws -> [String] { try route.mailboxes() }
  func sweep(_ mailbox: String, now: Timestamp) throws { try route.sweep(mailbox, now: now) }
  func check(_ mailbox: String) throws -> [String] { try route.check(mailbox) }
}
