internal import Files
internal import RouteHelper
internal import Transports

/// A route over NATS JetStream. Two streams keep the last message of every subject:
///
///     tacita.<name>.mail.<mailbox>.<ms>-<hex>    an envelope, or nothing once it was taken
///     tacita.<name>.part.<mailbox>.<ms>-<hex>.N  a part of a large one
///     tacita.<name>.gone.<mailbox>.<ms>-<hex>    that it was taken
///     tacita.<name>.doc.<kind>.<identity>        a document, and docpart for parts of it
///
/// An envelope is named in the subject, so that a server can permit each user to read and to list
/// their own mailbox alone. Acknowledging is not used: in Debian's nats-server 2.9.10 an
/// acknowledgement for a number of somebody else's message removes it. Whoever knows the name of an
/// envelope can take it: names are random, and only its sender and its recipient know them.
final class NatsEngine: RouteEngine {
  private var session: Session?
  private var listing: (mailbox: String, Listing)?
  /// The number of what was last put into that mailbox, or taken from it, here.
  private var newest = 0
  /// The numbers of what was published here: a server that is behind must not show what was before.
  private var own: [String: Int] = [:]
  /// The documents of a kind, between pages.
  private var published: [String: [String: Listing.Entry]] = [:]

  struct Session {
    let address: NatsAddress
    let jetStream: JetStream
    let link: NatsLink

    var mail: Blobs { Blobs(jetStream: jetStream, stream: address.mail) }
    var documents: Blobs { Blobs(jetStream: jetStream, stream: address.documents) }
  }

  func begin(_ route: String, credentials: String?) throws -> RouteFacts {
    let address = try NatsAddress(route)
    let secrets = try credentials.map { try NatsCredentials(file: $0) } ?? .none
    // Strangers' bytes come from here on: this needs the network, and what verifies a server.
    Confinement.confine(
      to: .init(
        reads: Confinement.Access.system + ["/run/systemd/resolve"]
          + [secrets.creds, secrets.authorities].compactMap(\.self),
        writes: [Blobs.temporary]),
      sockets: .all)
    let link = try NatsLink(address, secrets)
    guard link.mostBytes >= Blobs.piece + 4096 else {
      throw HelperFault(.unusable, "the server takes no messages of \(Blobs.piece) bytes")
    }
    session = Session(address: address, jetStream: JetStream(link: link), link: link)
    // What is too old is removed by the servers.
    return RouteFacts(isOwned: false, polling: 20)
  }

  private func current() throws -> Session {
    guard let session else { throw HelperFault(.failed, "nothing was begun") }
    return session
  }

  /// An envelope's name in a subject.
  private static func stem(_ name: String) -> String { String(name.dropLast(".age".count)) }

  func checkIsFair() throws {}

  func check(_ mailbox: String) throws -> [String] {
    _ = try entries(mailbox)
    let session = try current()
    let notes = ServerVersion.notes(of: session.link.server)
    guard !session.address.isSecure, !session.address.isLocal else { return notes }
    return ["nats:// does not demand TLS: set the route with tls://"] + notes
  }

  /// A mailbox is a word in subjects: there is nothing to make. That the stream is there is found
  /// before anything is sealed.
  func prepare(_ mailboxes: [String]) throws {
    let session = try current()
    if let mailbox = mailboxes.first {
      _ = try session.jetStream.last(of: session.address.mailSubject(mailbox, "0-0"))
    }
  }

  func put(_ body: IncomingBody, as name: String, into mailbox: String) throws {
    let session = try current()
    let (address, stem) = (session.address, Self.stem(name))
    let subject = address.mailSubject(mailbox, stem)
    // What was put before is there, or was taken; large ones are not sent again to find that.
    if body.size > Blobs.piece, try session.jetStream.last(of: subject) > 0 { return }
    let published = try session.mail.put(
      body, at: subject, parts: address.partSubject(mailbox, stem), expecting: 0)
    if case .stored(let sequence) = published, listing?.mailbox == mailbox { newest = sequence }
  }

  /// What is in a mailbox, by stem.
  private func entries(_ mailbox: String) throws -> Listing {
    if let listing, listing.mailbox == mailbox {
      try listing.1.update(through: newest)
      return listing.1
    }
    let session = try current()
    let made = try Listing(
      session.address.mail, session.address.mailSubject(mailbox, "*"), words: 1,
      session.jetStream)
    (listing, newest) = ((mailbox, made), 0)
    return made
  }

  func entries(in mailbox: String, _ page: PageRequest) throws -> Page {
    let names = try entries(mailbox).entries.keys.map { "\($0).age" }
    return page.page(of: names.filter { EnvelopeName($0) != nil })
  }

  func open(_ name: String, in mailbox: String) throws -> OutgoingBody? {
    let session = try current()
    let (address, stem) = (session.address, Self.stem(name))
    guard let entry = try entries(mailbox).entries[stem] else { return nil }
    return try session.mail.get(
      address.mailSubject(mailbox, stem), parts: address.partSubject(mailbox, stem),
      limit: HelperProtocol.largestEnvelope, atLeast: entry.sequence)
  }

  func remove(_ name: String, from mailbox: String) throws {
    let stem = Self.stem(name)
    guard let entry = try entries(mailbox).entries[stem] else { return }
    _ = try take(stem, from: mailbox, entry.sequence, parts: entry.parts)
    listing?.1.forget(stem)
  }

  /// Puts nothing in the place of an envelope. The mark comes first: whoever is killed in between
  /// takes the envelope once more. False when another message is there by now.
  private func take(
    _ stem: String, from mailbox: String, _ sequence: Int, parts: Int
  ) throws -> Bool {
    let session = try current()
    let (address, jetStream) = (session.address, session.jetStream)
    _ = try jetStream.publish(Array("taken".utf8), to: address.goneSubject(mailbox, stem))
    guard
      case .stored(let taken) = try jetStream.publish(
        [], to: address.mailSubject(mailbox, stem), expecting: sequence)
    else { return false }
    if listing?.mailbox == mailbox { newest = taken }
    for number in 0..<min(parts, HelperProtocol.largestEnvelope / Blobs.piece) {
      _ = try jetStream.publish([], to: "\(address.partSubject(mailbox, stem)).\(number)")
    }
    return true
  }

  func retract(_ name: String, from mailbox: String) throws -> Retraction {
    let stem = Self.stem(name)
    guard let sequence = try waiting(stem, in: mailbox) else { return .gone }
    return try take(stem, from: mailbox, sequence, parts: 0) ? .retracted : .gone
  }

  func has(_ name: String, in mailbox: String) throws -> Bool {
    try waiting(Self.stem(name), in: mailbox) != nil
  }

  /// The number of an envelope's message; nil when there is none, or it was taken.
  private func waiting(_ stem: String, in mailbox: String) throws -> Int? {
    let session = try current()
    let last = try session.jetStream.last(of: session.address.mailSubject(mailbox, stem))
    guard last > 0 else { return nil }
    let gone = try session.jetStream.last(of: session.address.goneSubject(mailbox, stem))
    return gone == 0 ? last : nil
  }

  func wait(for mailbox: String, seconds: Int) throws -> Bool {
    try entries(mailbox).wait(milliseconds: seconds * 1000)
  }

  /// Only who administers the servers may list what is not their own.
  func mailboxes(_ page: PageRequest) throws -> Page {
    let session = try current()
    let all = try Listing(
      session.address.mail, session.address.mailSubject("*", "*"), words: 2, session.jetStream)
    let boxes = Set(all.entries.keys.compactMap { $0.split(separator: ".").first.map(String.init) })
    return page.page(of: boxes.filter(HelperProtocol.isMailbox))
  }

  /// Parts that were left are removed by `tacita-transport-nats sweep`, or when they are too old.
  func sweep(_ mailbox: String, now: Timestamp) throws {}
}

/// Cards, revocations and duties.
extension NatsEngine {
  func publish(_ body: IncomingBody, as kind: PublishedKind, of name: String) throws {
    let session = try current()
    let subject = session.address.documentSubject(kind.rawValue, name)
    let published = try session.documents.put(
      body, at: subject, parts: session.address.documentPartSubject(kind.rawValue, name))
    if case .stored(let sequence) = published { own[subject] = sequence }
  }

  func document(_ kind: PublishedKind, of name: String) throws -> OutgoingBody? {
    let session = try current()
    let subject = session.address.documentSubject(kind.rawValue, name)
    let parts = session.address.documentPartSubject(kind.rawValue, name)
    var fault: HelperFault?
    // Somebody may be publishing: parts and message are of different documents then.
    for _ in 0..<3 {
      do {
        return try session.documents.get(
          subject, parts: parts, limit: HelperProtocol.largestDocument,
          atLeast: own[subject] ?? 0)
      } catch let error as HelperFault where error.trouble == .failed { fault = error }
      Pause.milliseconds(50)
    }
    throw fault ?? HelperFault(.failed, "it cannot be read")
  }

  func documents(
    _ kind: PublishedKind, since moment: Timestamp, _ page: PageRequest
  ) throws -> Page {
    let session = try current()
    if page.start == nil || published[kind.rawValue] == nil {
      published[kind.rawValue] =
        try Listing(
          session.address.documents, session.address.documentSubject(kind.rawValue, "*"),
          words: 1, session.jetStream
        ).entries
    }
    var versions: [String: String] = [:]
    for (name, entry) in published[kind.rawValue] ?? [:]
    where entry.stored >= moment.unix && HelperProtocol.isDocumentName(name) {
      versions[name] = "\(entry.sequence)"
    }
    return page.page(of: versions)
  }
}
