package import Files
internal import Glibc

/// A way between homes, through which they exchange envelopes and published documents.
///
/// Nothing of what a route does is trusted: envelopes and documents are sealed or signed. What it
/// promises is that nothing is lost by it in silence. Every call throws ``RouteError``.
/// `docs/transports.md` tells what each promises; `RouteContract` in the tests plays it.
package protocol Route: Sendable {
  var address: RouteAddress { get }

  /// Whether it is this user who clears away what nobody can open any more.
  var isOwned: Bool { get }

  /// Whether it can be used again as it is; otherwise connect anew, which costs nothing then.
  var isAlive: Bool { get }

  /// How many seconds to wait between two looks.
  var pollingSeconds: Int { get }

  /// Whether what was to be put on the route with this address is put here.
  func carries(_ address: String) -> Bool

  /// Throws where what one user makes would be closed to others who use the route.
  func checkIsFair() throws

  /// Throws unless envelopes can be put into each of `mailboxes`. What they need is made.
  func prepare(_ mailboxes: [String]) throws

  /// Returns when the envelope is durable by the route's own standard. Repeated with the same name
  /// it is one envelope, and none is ever half visible.
  func put(_ envelope: SealedEnvelope, as name: EnvelopeName, into mailbox: String) throws

  /// Up to `limit` envelopes, oldest first, after `start`.
  func entries(in mailbox: String, after start: EnvelopeName?, limit: Int) throws -> MailListing

  /// The envelope, to be read at any offset; nil when it is gone.
  func open(_ entry: MailEntry) throws -> Descriptor?

  /// Takes an envelope away, whether it is still there or not: after the vault's commit.
  func remove(_ entry: MailEntry) throws

  /// Takes back an envelope that was put and not fetched yet.
  func retract(_ name: EnvelopeName, from mailbox: String) throws -> Retraction

  /// Whether an envelope that was put is still there. That it is not does not tell who took it.
  func has(_ name: EnvelopeName, in mailbox: String) throws -> Bool

  /// Publishes documents of `identity` in the place of those of that kind that are there.
  func publish(_ bytes: [UInt8], as kind: PublishedKind, of identity: String) throws

  /// What is published of `identity`; nil when there is nothing. Throws when it is over 4 MiB.
  func document(_ kind: PublishedKind, of identity: String) throws -> [UInt8]?

  /// The documents of `kind` that changed at `moment` or later, in no order: at most 65,536.
  func documents(
    _ kind: PublishedKind, changedSince moment: Timestamp
  ) throws -> PublishedListing

  /// Waits so many seconds at most, less when something may have arrived.
  func wait(for mailbox: String, seconds: Int)

  /// The mailboxes that there are: at most 65,536.
  func mailboxes() throws -> [String]

  /// Removes what senders began to put into the mailbox and left for longer than two days. What
  /// cannot be removed stays: it is in nobody's way.
  func sweep(_ mailbox: String, now: Timestamp) throws

  /// Throws what keeps this user from fetching from `mailbox`, or from making it. Returns what
  /// else whoever runs the route should know, in words.
  func check(_ mailbox: String) throws -> [String]
}

extension Route {
  package func carries(_ address: String) -> Bool { self.address.description == address }
}

/// What a route publishes of an identity.
package enum PublishedKind: String, Sendable, CaseIterable {
  /// A card, and the attestations laid beside it.
  case card
  case revocation
  /// Who has a role, under the role's id.
  case duty
}

/// Documents of one kind that a route has of an identity.
package struct PublishedDocument: Sendable, Hashable {
  package let identity: String
  /// Another text once there is another content, as far as the route can tell.
  package let version: String

  package init(identity: String, version: String) {
    self.identity = identity
    self.version = version
  }
}

/// What a route publishes of one kind.
package struct PublishedListing: Sendable {
  package let documents: [PublishedDocument]
  /// Whether there are no others.
  package let isComplete: Bool

  package init(documents: [PublishedDocument], isComplete: Bool) {
    self.documents = documents
    self.isComplete = isComplete
  }
}

/// What became of an envelope that was to be taken back.
package enum Retraction: String, Sendable {
  case retracted
  /// It was fetched, or removed, before.
  case gone
  /// The route cannot take anything back.
  case unsupported
}

/// An envelope that waits in a mailbox.
package struct MailEntry: Sendable, Hashable {
  package let mailbox: String
  package let name: EnvelopeName
  /// Where it lies, in words for a person.
  package let place: String
}

/// Part of what waits in a mailbox.
package struct MailListing: Sendable {
  package let entries: [MailEntry]
  /// Whether nothing more waits after these.
  package let isComplete: Bool
}

/// An envelope as a home can make it again at any time: its header, and the payload that it keeps.
package struct SealedEnvelope {
  package enum Payload {
    case bytes([UInt8])
    case file(Descriptor)
  }

  package let header: [UInt8]
  package let payload: Payload

  package init(header: [UInt8], payload: Payload) {
    self.header = header
    self.payload = payload
  }

  /// Writes all of it to an empty file.
  func write(to file: Descriptor) throws {
    try file.write(header)
    switch payload {
    case .bytes(let bytes): try file.write(bytes)
    case .file(let payload): try file.append(from: payload)
    }
  }
}

/// `<unix milliseconds>-<16 hexadecimal digits>.age`: in their order, names tell which is older.
package struct EnvelopeName: Sendable, Hashable, CustomStringConvertible {
  package let description: String

  /// Nil for any other form.
  package init?(_ text: String) {
    let fields = text.split(separator: "-", omittingEmptySubsequences: false)
    guard fields.count == 2, !fields[0].isEmpty, fields[0].utf8.count <= 20,
      fields[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      fields[1].hasSuffix(".age"), fields[1].utf8.count == 20,
      [UInt8](hex: String(fields[1].dropLast(4))) != nil
    else { return nil }
    description = text
  }

  private init(milliseconds: String) {
    let random = [UInt8](bigEndian: UInt64.random(in: .min ... .max)).hex
    description = "\(milliseconds)-\(random).age"
  }

  /// A new name of `moment`, or of now within the second of `moment`: messages of one second are
  /// received in their order.
  package init(at moment: Timestamp) {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let start = moment.unix * 1000
    let present = now.tv_sec * 1000 + now.tv_nsec / 1_000_000
    self.init(milliseconds: String(min(max(present, start), start + 999)))
  }

  /// Another name of the same moment, for what is not there yet.
  var another: EnvelopeName {
    EnvelopeName(milliseconds: String(description.prefix { $0 != "-" }))
  }
}
