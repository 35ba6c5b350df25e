import AgeFormat
import Files
import Identities
import MessageVault
import Messaging
import Secrets
import TestSupport
import Testing

@testable import Envelopes

/// Forged envelopes in the mailbox of a home: each is refused under its own name, and nothing is
/// left of it but the sealed file, kept apart, and a line in the audit log.
struct ForgedMailTests {
  /// A home, and two of its contacts who can forge.
  struct Target {
    let ward: Ward
    let home: TestSupport.Person
    let me: Person
    let bob = Person()
    let carol = Person()

    init() throws {
      ward = try Ward(clock: MovableClock(Person.now))
      home = try ward.person("M. Ezelf")
      me = try Person(home)
      let cards = try [bob.card(named: "B. Bakker"), carol.card(named: "C. Kuiper")]
      var book = try home.book()
      _ = try book.add(
        SignedDocument.parse(stream: cards.flatMap(\.bytes)), alias: nil, fingerprint: nil)
    }

    static let text = "Rash since Tuesday"
    /// Enough for an object of its own.
    static let picture = pattern(200_000)

    func forger(
      from sender: Person? = nil, to people: [Person]? = nil, day: Day = Person.today,
      sent: Timestamp = Person.now
    ) throws -> Forger {
      try Forger(
        from: sender ?? bob, to: people ?? [me], day: day, sent: sent,
        contents: [Array(Self.text.utf8), Self.picture])
    }

    /// A message of bob's that carol received, as she can change it.
    func copy(to people: [Person]? = nil) throws -> Forger {
      try Forger(opening: forger(to: people ?? [me, carol]).file, by: carol)
    }

    func deliver(_ file: [UInt8]) throws -> [ReceiveOutcome] {
      let folder = ward.folder.path("mailboxes/\(home.home.made.card.mailbox)/new")
      try FileTree.makeFolder(folder)
      try FileTree.write(file, to: folder + "/1-0000000000000001.age")
      return try home.receive()
    }

    /// The files of the home but those that only an open database has.
    func files() throws -> Set<String> {
      Set(
        try FileTree.files(home.home.home.path).filter {
          !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm")
        })
    }
  }

  /// One rule broken, and what it is refused as.
  struct Forgery: Sendable, CustomTestStringConvertible {
    let name: String
    let testDescription: String
    let make: @Sendable (Target) throws -> [UInt8]

    init(
      _ name: String, _ what: String, _ make: @escaping @Sendable (Target) throws -> [UInt8]
    ) {
      self.name = name
      testDescription = "\(name): \(what)"
      self.make = make
    }

    /// By bob, who signs what he breaks.
    init(
      _ name: String, signed what: String,
      by edit: @escaping @Sendable (inout Forger, Target) throws -> Void
    ) {
      self.init(name, what) { target in
        var forger = try target.forger()
        try edit(&forger, target)
        return try forger.file
      }
    }

    /// By carol, who received the message and cannot sign for bob.
    init(
      _ name: String, copied what: String,
      by edit: @escaping @Sendable (inout Forger, Target) throws -> Void
    ) {
      self.init(name, what) { target in
        var forger = try target.copy()
        try edit(&forger, target)
        return try forger.file
      }
    }
  }

  static let forgeries = readdressed + changed + misdated + misshapen

  private static let readdressed = [
    Forgery("header-mismatch", "a recipient hands it to me") { target in
      var forger = try target.copy(to: [target.carol])
      forger.stanzas = try Forger.stanzas(for: [target.me], forger.fileKey)
      return try forger.file
    },
    Forgery("not-addressed-to-me", "the sender seals to me what is for another") { target in
      var forger = try target.forger(to: [target.carol])
      forger.stanzas = try Forger.stanzas(for: [target.me], forger.fileKey)
      return try forger.file
    },
    Forgery("header-mismatch", copied: "a recipient is added") { forger, target in
      forger.stanzas = try Forger.stanzas(for: [target.me, target.carol, Person()], forger.fileKey)
    },
    Forgery("recipients-mismatch", signed: "the sender adds a recipient") { forger, target in
      forger.stanzas = try Forger.stanzas(for: [target.me, Person()], forger.fileKey)
    },
    Forgery("recipients-mismatch", signed: "a foreign stanza") { forger, _ in
      forger.stanzas[0].body += [UInt8](repeating: 7, count: 8)
      forger.stanzas.append(Stanza(type: "X25519", arguments: ["x"], body: [1]))
    },
    Forgery("not-for-this-vault", "another's mail") { try $0.forger(to: [Person()]).file },
  ]

  private static let changed = [
    Forgery("unsigned", copied: "the signature is cut off") { forger, _ in
      forger.signatureLine = []
    },
    Forgery("bad-signature", copied: "the signature is replaced") { forger, _ in
      forger.signatureLine = nil
    },
    Forgery("bad-signature", copied: "the head is changed") { forger, _ in
      try forger.editHead { $0["priority"] = "stat" }
    },
    Forgery("bad-signature", "signed under another kind") { target in
      var forger = try Forger(opening: target.forger().file, by: target.me)
      let (head, tail) = (try #require(forger.headLine), try #require(forger.tailLine))
      let signed = Array("tacita/v1/audit\n".utf8) + head + [0x0a] + tail + [0x0a]
      forger.signatureLine = target.bob.signingKey.signatureLine(under: signed)
      return try forger.file
    },
    Forgery("wrong-kind", signed: "another kind") { forger, _ in
      forger.kindLine = Array("tacita/v1/card\n".utf8)
    },
    Forgery("digest-mismatch", copied: "other content") { forger, _ in
      forger.frames =
        Forger.framed(Array(Target.text.uppercased().utf8)) + Forger.framed(Target.picture)
    },
    Forgery("from-myself", signed: "in my own name") { forger, target in
      forger.head.from = target.me.identity
      forger.head.conversation = Conversation.id(from: target.me.identity, to: forger.head.to)
    },
    Forgery("already-received", "another message under the same id") { target in
      var other = try target.forger(to: [target.me, target.carol])
      let sent = try Forger(
        from: target.bob, to: [target.me, target.carol], contents: [Array("first".utf8)])
      other.head.id = sent.head.id
      let outcomes = try target.deliver(sent.file)
      #expect(outcomes.map(\.name) == ["received"])
      return try other.file
    },
    Forgery("revoked", "by one who is revoked") { target in
      var book = try target.home.book()
      let revocation = try Revocation.sign(
        by: target.bob.signingKey, of: .identity(target.bob.identity), reason: .compromised,
        issued: Person.now)
      let document = try SignedDocument.parseOne(revocation.bytes, as: .revocation)
      _ = try book.add([document], alias: nil, fingerprint: nil)
      return try target.forger().file
    },
  ]

  private static let misdated = [
    Forgery("wrong-day", "sealed to a key that lives longer") { target in
      try target.forger(day: Person.today + 20).file
    },
    Forgery("expired", signed: "ended") { forger, _ in forger.head.expires = Person.now },
    Forgery("key-destroyed", "too late") { target in
      let file = try target.forger().file
      target.ward.clock.move(days: 31)
      return file
    },
  ]

  private static let misshapen = [
    Forgery("header-failure", signed: "a body of another size") { forger, _ in
      forger.stanzas[1].body.append(0)
    },
    Forgery("header-failure", signed: "a scrypt stanza beside others") { forger, _ in
      let salt = Base64.text([UInt8](repeating: 1, count: 16))
      forger.stanzas[0].body += [UInt8](repeating: 3, count: 8)
      forger.stanzas.append(
        Stanza(type: "scrypt", arguments: [salt, "10"], body: [UInt8](repeating: 2, count: 32)))
    },
    Forgery("too-large", signed: "too many stanzas") { forger, _ in
      forger.stanzas += [Stanza](
        repeating: Stanza(type: "x", arguments: [], body: []), count: 2047)
    },
    Forgery("too-large", signed: "a line too long") { forger, _ in
      try forger.editHead { $0["x"] = .string(String(repeating: "x", count: 1 << 20)) }
    },
    Forgery("armor-failure", "armor that does not end") { target in
      Array(Armor.encode(try target.forger().file).dropLast(20))
    },
    Forgery("payload-damaged", "cut short") { try $0.forger().file.dropLast(1) },
    Forgery("bad-part-name", signed: "a name that leads out") { forger, _ in
      forger.head.parts[1].name = "../../.profile"
    },
    Forgery("malformed", signed: "something in the padding") { forger, _ in
      forger.padding = [UInt8](repeating: 1, count: 100)
    },
  ]

  /// A clock may have been wrong: it waits sealed, and nothing of it is shown.
  @Test func datedAhead() throws {
    let target = try Target()
    let sent = Person.now + 48 * 3600 + 1
    let file = try target.forger(day: sent.day, sent: sent).file
    let vault = try target.home.vault()
    let messages = try vault.messages().count
    let outcomes = try target.deliver(file)
    #expect(outcomes.map(\.name) == ["held"])
    guard case .early? = outcomes.first else {
      Issue.record("\(outcomes)")
      return
    }
    #expect(try vault.messages().count == messages)
    #expect(try vault.queue.entries().count == 1 && vault.queue.refused().isEmpty)
    for name in try FileTree.files(target.home.home.home.path) {
      #expect(try !FileTree.contains(Array(Target.text.utf8), in: target.home.home.path(name)))
    }
  }

  @Test(arguments: forgeries)
  func leavesNothing(_ forgery: Forgery) throws {
    let target = try Target()
    let file = try forgery.make(target)
    let vault = try target.home.vault()
    let files = try target.files()
    let (messages, lines) = (try vault.messages().count, try vault.auditLines().count)

    let outcomes = try target.deliver(file)
    #expect(outcomes.map(\.name) == ["refused"])
    #expect(outcomes.first?.refusal?.name == forgery.name)
    #expect(try vault.messages().count == messages)
    #expect(try FileTree.files(target.home.home.path("objects")).isEmpty)
    #expect(try vault.queue.entries().isEmpty)
    let kept = try #require(try vault.queue.refused().first)
    #expect(try FileTree.bytes(kept.path) == file)
    let added = try target.files().subtracting(files).map(target.home.home.path)
    #expect(added == [kept.path])
    for name in try FileTree.files(target.home.home.home.path) {
      #expect(try !FileTree.contains(Array(Target.text.utf8), in: target.home.home.path(name)))
    }
    #expect(try target.ward.everything.isEmpty)
    let receive = try vault.auditLines().dropFirst(lines)
      .filter { try $0.string("event") == "receive" }
    #expect(try receive.map { try $0.string("outcome") } == [forgery.name])
    #expect(try target.home.receive().isEmpty, "said once")
  }

  /// Each name that an envelope can be refused under is among them, but `from-the-future`.
  @Test func allNames() {
    #expect(Set(Self.forgeries.map(\.name)).count == 20)
  }

  /// The control: what the forgers start from is received.
  @Test func honestMailIsKept() throws {
    let target = try Target()
    #expect(try target.deliver(target.forger().file).map(\.name) == ["received"])
    let again = try Target()
    #expect(try again.deliver(again.copy().file).map(\.name) == ["received"])
    #expect(try FileTree.files(again.home.home.path("objects")).count == 1)
  }
}

extension Person {
  /// Somebody with a home, with the keys of the days that it has.
  init(_ person: TestSupport.Person) throws {
    let vault = try person.vault()
    let days = try vault.prekeyDays()
    self.init(signingKey: vault.signingKey, keys: try days.flatMap(vault.prekeys))
  }

  /// A card with the prekey of today alone.
  func card(named name: String) throws -> Card {
    try Card.sign(
      by: signingKey, name: name, mailbox: RandomBytes.make(16).hex, registrations: [],
      firstDay: Self.today, prekeys: [try prekey()], issued: Self.now)
  }
}
