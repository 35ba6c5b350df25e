package import Files

/// Two routes of a home that moves from one to the other: both are written to and read, so that
/// nobody need know who has moved already. An envelope has the same name on both, and is one.
///
/// The former route may be away, for a while or for good: then all happens on the new one alone,
/// where whoever has not moved yet will find what was sent.
package struct MovingRoute: Route {
  private let new: any Route
  package let former: any Route

  package init(_ new: any Route, from former: any Route) {
    (self.new, self.former) = (new, former)
  }

  package var address: RouteAddress { new.address }
  package var isOwned: Bool { new.isOwned && former.isOwned }
  package var isAlive: Bool { new.isAlive && former.isAlive }
  package var pollingSeconds: Int { min(new.pollingSeconds, former.pollingSeconds) }

  package func carries(_ address: String) -> Bool {
    new.carries(address) || former.carries(address)
  }

  /// What the former route has, if it can be asked.
  private func formerly<Result>(_ body: (any Route) throws -> Result) -> Result? {
    try? body(former)
  }

  package func checkIsFair() throws { try new.checkIsFair() }

  package func check(_ mailbox: String) throws -> [String] {
    try new.check(mailbox) + former.check(mailbox)
  }

  package func prepare(_ mailboxes: [String]) throws {
    try new.prepare(mailboxes)
    _ = formerly { try $0.prepare(mailboxes) }
  }

  package func put(
    _ envelope: SealedEnvelope, as name: EnvelopeName, into mailbox: String
  ) throws {
    try new.put(envelope, as: name, into: mailbox)
    _ = formerly { try $0.put(envelope, as: name, into: mailbox) }
  }

  package func entries(
    in mailbox: String, after start: EnvelopeName?, limit: Int
  ) throws -> MailListing {
    let page = try new.entries(in: mailbox, after: start, limit: limit)
    let older = formerly { try $0.entries(in: mailbox, after: start, limit: limit) }
    let pages = [page] + [older].compactMap(\.self)
    var seen: Set<EnvelopeName> = []
    let entries = pages.flatMap(\.entries).filter { seen.insert($0.name).inserted }.sorted {
      $0.name.description < $1.name.description
    }
    // Beyond the end of a page that is not all, the other one may have what comes before.
    let ends = pages.filter { !$0.isComplete }.compactMap { $0.entries.last?.name.description }
    let certain = entries.filter { entry in ends.allSatisfy { entry.name.description <= $0 } }
    return MailListing(
      entries: Array(certain.prefix(limit)),
      isComplete: pages.allSatisfy(\.isComplete) && certain.count <= limit)
  }

  package func open(_ entry: MailEntry) throws -> Descriptor? {
    if let file = try new.open(entry) { return file }
    return try former.open(entry)
  }

  package func remove(_ entry: MailEntry) throws {
    try new.remove(entry)
    // One that stayed would come again, and the home knows what it had.
    _ = formerly { try $0.remove(entry) }
  }

  package func retract(_ name: EnvelopeName, from mailbox: String) throws -> Retraction {
    let outcome = try new.retract(name, from: mailbox)
    let older = formerly { try $0.retract(name, from: mailbox) }
    return older == .gone ? .gone : outcome
  }

  /// Whoever took one of the two has it.
  package func has(_ name: EnvelopeName, in mailbox: String) throws -> Bool {
    let isThere = try new.has(name, in: mailbox)
    return isThere && formerly { try $0.has(name, in: mailbox) } != false
  }

  package func publish(_ bytes: [UInt8], as kind: PublishedKind, of identity: String) throws {
    try new.publish(bytes, as: kind, of: identity)
    _ = formerly { try $0.publish(bytes, as: kind, of: identity) }
  }

  /// All that is published on either: which is newer is told by the documents themselves.
  package func document(_ kind: PublishedKind, of identity: String) throws -> [UInt8]? {
    let document = try new.document(kind, of: identity)
    let older = formerly { try $0.document(kind, of: identity) } ?? nil
    guard let document, let older, document != older else { return document ?? older }
    return document + older
  }

  package func documents(
    _ kind: PublishedKind, changedSince moment: Timestamp
  ) throws -> PublishedListing {
    var versions: [String: String] = [:]
    let newer = try new.documents(kind, changedSince: moment)
    let older = formerly { try $0.documents(kind, changedSince: moment) }
    for document in newer.documents + (older?.documents ?? []) {
      versions[document.identity, default: ""] += "\(document.version);"
    }
    let documents = versions.sorted { $0.key < $1.key }.map {
      PublishedDocument(identity: $0.key, version: $0.value)
    }
    // The former may be away when they are read: nobody may rely on a listing of both.
    return PublishedListing(documents: documents, isComplete: false)
  }

  package func wait(for mailbox: String, seconds: Int) { new.wait(for: mailbox, seconds: seconds) }

  package func mailboxes() throws -> [String] {
    try Array(Set(new.mailboxes() + (formerly { try $0.mailboxes() } ?? []))).sorted()
  }

  package func sweep(_ mailbox: String, now: Timestamp) throws {
    try new.sweep(mailbox, now: now)
    _ = formerly { try $0.sweep(mailbox, now: now) }
  }
}
