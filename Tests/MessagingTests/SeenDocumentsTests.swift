import Files
import Identities
import MessageVault
import Messaging
import Secrets
import Synchronization
import TestSupport
import Testing
import Transports

/// Of many contacts, a look at the route asks only about those of whom it shows something else.
struct SeenDocumentsTests {
  let ward: Ward
  let vries: Person
  let keys = (0..<70).map { _ in SigningKey.generate() }
  private let asked = Asked()

  private final class Asked: Sendable { let names = Mutex<Set<String>>([]) }

  init() throws {
    ward = try Ward()
    vries = try ward.person("B. de Vries")
    for (number, key) in keys.enumerated() { try add(key, "p\(number)") }
  }

  private func add(_ key: SigningKey, _ alias: String) throws {
    let card = try publish(key)
    var book = try vries.book()
    _ = try book.add(
      [SignedDocument.parseOne(card.bytes, as: .card)], alias: alias,
      fingerprint: key.identity.fingerprint.description)
  }

  /// Another card each time.
  @discardableResult
  private func publish(_ key: SigningKey) throws -> Card {
    ward.clock.move(seconds: 1)
    let card = try strangersCard("A. Person", key: key, issued: ward.clock.now)
    try ward.route.publish(card.bytes, as: .card, of: key.identity.description)
    return card
  }

  /// The identities that a look asks about.
  private func look(isCut: Bool = false) throws -> Set<String> {
    let asked = asked
    asked.names.withLock { $0 = [] }
    let route = ChangedRoute(try ward.route) {
      $0.isCut = isCut
      $0.onDocument = { _, name in asked.names.withLock { _ = $0.insert(name) } }
    }
    var book = try vries.book()
    _ = try book.refresh(from: route)
    return asked.names.withLock { $0 }
  }

  private var all: Set<String> { Set(keys.map(\.identity.description)) }

  @Test func onlyWhatChanged() throws {
    #expect(try look() == all)
    #expect(try look().isEmpty)
    try publish(keys[3])
    // With what it brought, more may count: it is looked at once more.
    for _ in 0..<2 { #expect(try look() == [keys[3].identity.description]) }
    #expect(try look().isEmpty)
    // A revocation counts at the next look.
    let revocation = try Revocation.sign(
      by: keys[5], of: .identity(keys[5].identity), reason: .compromised, issued: ward.clock.now)
    try ward.route.publish(revocation.bytes, as: .revocation, of: keys[5].identity.description)
    for _ in 0..<2 { #expect(try look() == [keys[5].identity.description]) }
    let book = try vries.book()
    #expect(try book.standing(of: book.find("p5")).colour == .revoked)
    #expect(try look().isEmpty)
    // Of somebody who is not a contact nothing is asked.
    try publish(.generate())
    #expect(try look().isEmpty)
  }

  @Test func allOnceADay() throws {
    _ = try look()
    ward.clock.move(days: 1)
    #expect(try look() == all)
    #expect(try look().isEmpty)
  }

  /// The card that is on the route was there before the person was a contact.
  @Test func aNewContactIsLookedAt() throws {
    let key = SigningKey.generate()
    try publish(key)
    _ = try look()
    #expect(try look().isEmpty)
    try add(key, "new")
    #expect(try look() == all.union([key.identity.description]))
    #expect(try look().isEmpty)
  }

  /// Attestations of a verifier lie beside cards that were looked at before, and a revocation may
  /// count once there is an attestation.
  @Test func anyChangeOfContacts() throws {
    _ = try look()
    for isVerifier in [true, false] {
      var book = try vries.book()
      _ = try book.setVerifier(try book.find("p1"), isVerifier)
      #expect(try look() == all)
      #expect(try look().isEmpty)
    }
    let now = ward.clock.now
    let attestation = try Attestation.sign(
      by: keys[1], subject: keys[2].identity, name: "A. Person",
      registration: try #require(Registration("big:89012345601")), profession: "01", method: .video,
      source: "x", sourceDate: now, issued: now,
      validUntil: now + 86400)
    var book = try vries.book()
    _ = try book.add(
      try SignedDocument.parse(stream: attestation.bytes), alias: nil, fingerprint: nil)
    #expect(try look() == all)
  }

  /// Another run adds somebody after the contacts were read, and before something is taken.
  @Test(arguments: [false, true]) func anotherRun(takes: Bool) throws {
    _ = try look()
    if takes { try publish(keys[3]) }
    var book = try vries.book()
    let key = SigningKey.generate()
    try add(key, "meanwhile")
    let route = try ward.route
    _ = try book.refresh(from: route)
    #expect(try look() == all.union([key.identity.description]))
  }

  /// What was listed and is not there when it is read is looked at again.
  @Test func whatIsAway() throws {
    _ = try look()
    try publish(keys[3])
    let key = keys[3].identity.description
    var book = try vries.book()
    _ = try book.refresh(from: ChangedRoute(try ward.route) { $0.hidden = key })
    #expect(try vries.book().find("p3").card.issued < ward.clock.now)
    for _ in 0..<2 { #expect(try look() == [key]) }
    #expect(try vries.book().find("p3").card.issued == ward.clock.now)
  }

  @Test func whatIsRefusedIsToldAgain() throws {
    _ = try look()
    try ward.route.publish([1, 2, 3], as: .card, of: keys[7].identity.description)
    for _ in 0..<2 {
      var book = try vries.book()
      let route = try ward.route
      #expect(try book.refresh(from: route).count == 1)
    }
    try publish(keys[7])
    for _ in 0..<2 { #expect(try look() == [keys[7].identity.description]) }
    #expect(try look().isEmpty)
  }

  /// So many files that not all can be listed would hide one otherwise.
  @Test func aListingThatIsCut() throws {
    _ = try look()
    #expect(try look(isCut: true) == all)
    #expect(try look().isEmpty)
  }

  /// A file that was not written by this home counts as nothing, whatever is in it.
  @Test func aForeignFile() throws {
    let path = vries.home.path("seen")
    for bytes in [[], [1, 2, 3], [UInt8](repeating: 0, count: 4096)] {
      _ = try look()
      try FileTree.write(bytes, to: path)
      #expect(try look() == all)
      #expect(try look().isEmpty)
    }
    try FileTree.write([UInt8](FileTree.bytes(path).dropLast(8)), to: path)
    #expect(try look() == all)
  }

  @Test func aNewMasterKeyForgets() throws {
    _ = try look()
    try vries.vault().rekey { $0.addKeyfile(.random(count: 32), to: $1) }
    #expect(try !FileTree.files(vries.home.home.path).contains("seen"))
  }
}
