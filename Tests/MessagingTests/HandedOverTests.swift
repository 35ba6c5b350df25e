import Files
import Identities
import MessageVault
import Secrets
import TestSupport
import Testing

@testable import Messaging

/// Many cards in one file are tried whole, and taken some at a time.
struct HandedOverTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person
  private let folder: TemporaryFolder

  init() throws {
    ward = try Ward()
    vries = try ward.person("B. de Vries")
    jansen = try ward.person("C. Jansen")
    folder = try TemporaryFolder()
  }

  private func cards(_ count: Int) throws -> [[UInt8]] {
    try (0..<count).map { try strangersCard("Colleague \($0)", day: ward.clock.now.day).bytes }
  }

  private func input(_ documents: [[UInt8]]) throws -> HandedOver {
    let path = folder.path("documents")
    try FileTree.write(Array(documents.joined()), to: path)
    return try HandedOver(Descriptor.reading(path))
  }

  private func add(
    _ input: HandedOver, alias: String? = nil
  ) throws -> ContactBook.Intake {
    var book = try vries.book()
    var intake = ContactBook.Intake()
    try book.add(input, alias: alias, fingerprint: nil, into: &intake)
    return intake
  }

  private func aliases() throws -> [String] {
    try vries.book().contacts.map(\.alias.description)
  }

  @Test func manyAreTaken() throws {
    let verifier = SigningKey.generate()
    let attestation = try Attestation.sign(
      by: verifier, subject: jansen.identity, name: "C. Jansen",
      registration: Registration(register: "big", number: "89012345601"), profession: "01",
      method: .inPerson, source: "https://example.com", sourceDate: ward.clock.now,
      issued: ward.clock.now, validUntil: ward.clock.now + 86400)
    // What is about a card stands before it, and the card itself in another batch.
    let stream =
      try [attestation.bytes, vries.home.made.card.bytes] + cards(150)
      + [jansen.home.made.card.bytes]
    let given = try input(stream)
    #expect(given.cardCount == 152 && given.cards.count == 152 && given.documents.count == 1)
    let intake = try add(given)
    #expect(intake.added.count == 151 && intake.updated.isEmpty && intake.unchanged.isEmpty)
    #expect(intake.added.map(\.card.name).first == "Colleague 0")
    #expect(intake.hasOwnCard && intake.documents == 1 && intake.ignored == 0)
    #expect(try vries.book().contacts.count == 151)
    #expect(try vries.auditEvents("contact-add").count == 151)
    let day = ward.clock.now.day
    #expect(
      try vries.vault().contactPrekey(jansen.identity, on: day)
        == jansen.home.made.card.prekey(on: day))
    let again = try add(input(stream))
    #expect(again.added.isEmpty && again.unchanged.count == 151 && again.documents == 0)
    try vries.expectWhole()
  }

  @Test func aFewStayInMemory() throws {
    let given = try input(cards(64))
    #expect(given.cards.isEmpty && given.documents.count == 64)
    #expect(try add(given).added.count == 64)
  }

  /// One card of many that cannot be taken keeps all of them out.
  @Test(arguments: [10, 70, 139]) func oneThatIsWrong(_ place: Int) throws {
    var stream = try cards(140)
    stream[place][stream[place].count / 2] ^= 1
    #expect(throws: DocumentError.self) { try input(stream) }
    stream[place] = try strangersCard("!", day: ward.clock.now.day).bytes
    let given = try input(stream)
    #expect(throws: ContactError.self) { try add(given) }
    #expect(try aliases().isEmpty)
  }

  /// Nor does one of the other documents, wherever it stands.
  @Test func aRevocationThatDoesNotApply() throws {
    let stream = try cards(80)
    let colleague = try Card(bytes: stream[70]).identity
    let revocation = try Revocation.sign(
      by: .generate(), of: .identity(colleague), reason: .compromised, issued: ward.clock.now)
    let given = try input([revocation.bytes] + stream)
    #expect(throws: DocumentError.self) { try add(given) }
    #expect(try aliases().isEmpty)
  }

  @Test func onlyOnesOwn() throws {
    let own = [[UInt8]](repeating: vries.home.made.card.bytes, count: 70)
    expectError(ContactError.self) {
      _ = try add(input(own))
    } isExpected: {
      if case .ownIdentity = $0 { true } else { false }
    }
  }

  /// What was read of a file before is not read again.
  @Test func fromTheMiddleOfAFile() throws {
    let (before, stream) = (try cards(1), try cards(100))
    let path = folder.path("documents")
    try FileTree.write(Array((before + stream).joined()), to: path)
    let file = try Descriptor.reading(path)
    #expect(try file.read(upTo: before[0].count).count == before[0].count)
    let intake = try add(HandedOver(file))
    #expect(intake.added.count == 100)
    #expect(try aliases().count == 100)
  }

  /// A file that is another one when it is read once more gives what it holds then.
  @Test func aFileThatChanges() throws {
    let (first, second) = (try cards(100), try cards(80))
    let given = try input(first)
    try FileTree.write(Array(second.joined()), to: folder.path("documents"))
    #expect(try add(given).added.count == 80)
    let changed = try input(second)
    var broken = second
    broken[79][40] ^= 1
    try FileTree.write(Array(broken.joined()), to: folder.path("documents"))
    #expect(throws: DocumentError.self) { try add(changed) }
  }

  /// A pipe cannot be read twice: the cards are kept in memory, and nothing else is taken for one.
  @Test(arguments: [64, 65, 130]) func fromAPipe(count: Int) throws {
    let cards = try cards(count)
    let revocation = try Revocation.sign(
      by: .generate(), of: .identity(Card(bytes: cards[9]).identity), reason: .compromised,
      issued: ward.clock.now)
    let stream = cards[..<10] + [revocation.bytes] + cards[10...]
    let given = try HandedOver(Pipe.carrying(Array(stream.joined())))
    #expect(given.cardCount == count)
    #expect(given.cards.count == (count > 64 ? count : 0))
    #expect(given.documents.count == (count > 64 ? 1 : count + 1))
    #expect(throws: DocumentError.self) { try add(given) }
    let again = try HandedOver(Pipe.carrying(Array(cards.joined())))
    #expect(try add(again).added.count == count)
  }

  @Test func noMoreThanThat() throws {
    let stream = try Array(cards(70).joined())
    #expect(try HandedOver(Pipe.carrying(stream), most: 70).cardCount == 70)
    expectError(ContactError.self) {
      _ = try HandedOver(Pipe.carrying(stream), most: 69)
    } isExpected: {
      if case .tooManyDocuments = $0 { true } else { false }
    }
  }
}
