internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Transports

/// The vault as an opening sees it, with the messages of a batch that is not committed yet.
final class VaultAddressee: Addressee {
  private let vault: OpenVault
  private let route: (any Route)?
  let book: ContactBook
  private let trust: Trust
  let retention: Int
  /// Digests of messages that wait for their commit, by row key.
  private var pending: [[UInt8]: [UInt8]] = [:]
  /// Who is not a contact and counts as known for the message at hand.
  var vouched: Identity?
  private var prekeyCache: [Day: [PrekeySecret]] = [:]

  init(_ vault: OpenVault, book: ContactBook, route: (any Route)?) throws {
    self.vault = vault
    self.route = route
    self.book = book
    trust = book.trust
    retention = try Policy(vault).retention
  }

  var identity: Identity { vault.identity }
  var now: Timestamp { vault.clock.now() }

  func prekeys(on day: Day) throws -> [PrekeySecret] {
    if let cached = prekeyCache[day] { return cached }
    let prekeys = try vault.prekeys(on: day)
    prekeyCache[day] = prekeys
    return prekeys
  }

  func prekeyDays() throws -> [Day] { try vault.prekeyDays() }
  func isDestroyed(_ day: Day) throws -> Bool { try vault.isDestroyed(day) }
  func isContact(_ identity: Identity) throws -> Bool {
    try book.contact(identity) != nil || vouched == identity
  }

  /// A revocation on file counts as trust says; a stranger's own one in the spool counts too.
  func revocation(of identity: Identity) throws -> Revocation? {
    if let revocation = trust.revocation(of: identity) { return revocation }
    guard try book.contact(identity) == nil,
      let bytes = try? route?.document(.revocation, of: identity.description)
    else { return nil }
    return DocumentPiece.split(bytes).filter { $0.signer == identity.description }
      .compactMap { try? Revocation(bytes: $0.bytes) }
      .first { $0.target == .identity(identity) }
  }

  func receipt(from sender: Identity, id: [UInt8]) throws -> [UInt8]? {
    let rowKey = vault.rowKey(from: sender, id: id)
    if let digest = pending[rowKey] { return digest }
    guard let record = try vault.receipt(rowKey) else { return nil }
    // Whether it is the one that was taken back is seen when it is committed.
    if record.recall != nil, try vault.message(rowKey) == nil { return nil }
    return record.digest
  }

  func note(_ received: ReceivedEnvelope) {
    pending[vault.rowKey(from: received.head.from, id: received.head.id)] =
      received.read.message.digest
  }

  func committed() { pending = [:] }

  func standing(of identity: Identity) -> Standing? {
    book[identity].map(book.standing)
  }
}
