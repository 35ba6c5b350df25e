import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// What was received before, at another time, or from others.
extension AttackTests {
  // MARK: - Replay

  @Test func replay() throws {
    var vault = vault
    let sent = try Forger(from: bob, to: [me, carol])
    let file = try sent.file
    vault.keep(try #require(try Opening(file, for: vault).envelope))
    try expect(.duplicate, of: file, for: vault)
    try expect(.duplicate, of: Armor.encode(file), for: vault)
    var again = sent
    again.fileKey = FileKey()
    again.stanzas = try Forger.stanzas(for: [me, carol], again.fileKey)
    try expect(.alreadyReceived, of: again.file, for: vault)
  }

  /// One id and one header with two contents, in one home.
  @Test func anotherContentUnderTheSameHeader() throws {
    var vault = vault
    let sent = try Forger(from: bob, to: [me, carol])
    vault.keep(try #require(try Opening(sent.file, for: vault).envelope))
    var other = sent
    other.head.subject = "something else"
    #expect(other.header == sent.header)
    try expect(.alreadyReceived, of: other.file, for: vault)
  }

  /// A member of the conversation re-sends another's id under their own name: it is another's id.
  @Test func anotherSendersIdIsAnotherId() throws {
    var vault = vault
    let sent = try Forger(from: bob, to: [me, carol])
    vault.keep(try #require(try Opening(sent.file, for: vault).envelope))
    var other = try Forger(from: carol, to: [me, bob])
    other.head.id = sent.head.id
    #expect(try Opening(other.file, for: vault).name == "received")
  }

  /// A redelivery stays one after the message itself has ended.
  @Test func replayAfterTheEnd() throws {
    var vault = vault
    let sent = try Forger(from: bob, to: [me])
    vault.keep(try #require(try Opening(sent.file, for: vault).envelope))
    vault.now = sent.head.expires
    try expect(.duplicate, of: sent.file, for: vault)
    vault.receipts = [:]
    try expect(.expired, of: sent.file, for: vault)
  }

  // MARK: - Dates

  @Test func datedAhead() throws {
    let limit = Person.now + 48 * 3600
    for (sent, name) in [(limit, "received"), (limit + 1, "from-the-future")] {
      let reader = Person(days: [sent.day])
      let forgery = try Forger(from: bob, to: [reader], day: sent.day, sent: sent)
      #expect(try Opening(forgery.file, for: reader.vault(knowing: bob)).name == name)
    }
    let far = Person.now + 25 * 86400
    let reader = Person(days: [far.day])
    let forgery = try Forger(from: bob, to: [reader], day: far.day, sent: far)
    try expect(.fromTheFuture, of: forgery.file, for: reader.vault(knowing: bob))
  }

  @Test func sealedToAKeyThatLivesLonger() throws {
    let reader = Person(days: [Person.today, Person.today + 20])
    let forgery = try Forger(from: bob, to: [reader], day: Person.today + 20, sent: Person.now)
    try expect(.wrongDay, of: forgery.file, for: reader.vault(knowing: bob))
  }

  @Test func dayIsNotThatOfSent() throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.head.sent = Person.today.start - 1
    forgery.head.day = Person.today
    try expect(.wrongDay, of: forgery.file, for: vault)
    forgery = try Forger(from: bob, to: [me])
    forgery.head.day = Person.today + 1
    try expect(.wrongDay, of: forgery.file, for: vault)
  }

  /// The hint names a day that is not that of the key: nothing matches, nothing else is tried.
  @Test func hintOfAnotherDay() throws {
    let reader = Person(days: [Person.today, Person.today + 20])
    var forgery = try Forger(from: bob, to: [reader])
    forgery.stanzas = try Forger.stanzas(
      for: [reader], day: Person.today, hint: Person.today + 20, forgery.fileKey)
    try expect(.notForThisVault, of: forgery.file, for: reader.vault(knowing: bob))
  }

  @Test func ends() throws {
    var vault = vault
    var forgery = try Forger(from: bob, to: [me])
    #expect(try Opening(forgery.file, for: vault).envelope?.expiry == forgery.head.expires)
    vault.now = forgery.head.expires - 1
    #expect(try Opening(forgery.file, for: vault).name == "received")
    vault.now = forgery.head.expires
    try expect(.expired, of: forgery.file, for: vault)
    forgery.head.expires = Person.now + 1000 * 86400
    vault.now = Person.now + 30 * 86400 - 1
    #expect(
      try Opening(forgery.file, for: vault).envelope?.expiry == Person.now + 30 * 86400)
    vault.now = Person.now + 30 * 86400
    try expect(.expired, of: forgery.file, for: vault)
  }

  @Test(arguments: [0, -1])
  func endsBeforeItBegins(_ lifetime: Int) throws {
    var forgery = try Forger(from: bob, to: [me], sent: Person.now + 3600)
    forgery.head.expires = forgery.head.sent + lifetime
    try expect(.expired, of: forgery.file, for: vault)
  }

  // MARK: - Who

  @Test func inMyName() throws {
    var forgery = try Forger(from: me, to: [carol, me])
    try expect(.fromMyself, of: forgery.file, for: vault)
    forgery.sender = bob.signingKey
    try expect(.fromMyself, of: forgery.file, for: vault)
  }

  @Test func revoked() throws {
    var vault = vault
    vault.revoked = [bob.identity]
    try expect(.revoked(bob.identity), of: Forger(from: bob, to: [me]).file, for: vault)
    vault.contacts = []
    try expect(.revoked(bob.identity), of: Forger(from: bob, to: [me]).file, for: vault)
  }

  /// Mail of somebody who left is still to be read, unless the key was in other hands.
  @Test(arguments: Revocation.Reason.allCases)
  func signedBeforeARevocation(_ reason: Revocation.Reason) throws {
    var vault = vault
    vault.revoked = [bob.identity]
    vault.reason = reason
    let forger = try Forger(from: bob, to: [me])
    vault.revokedAt = forger.head.sent + 1
    let opening = try Opening(forger.file, for: vault)
    switch reason {
    case .left, .superseded:
      #expect(opening.name == "received")
      #expect(opening.envelope?.revocation?.reason == reason)
    case .compromised, .error: #expect(opening.name == "revoked")
    }
    vault.revokedAt = forger.head.sent
    try expect(.revoked(bob.identity), of: forger.file, for: vault)
  }

  @Test func heldUntilKnown() throws {
    let stranger = Person()
    let file = try Forger(from: stranger, to: [me]).file
    try expect(.held(from: stranger.identity), of: file, for: vault)
    #expect(try Opening(file, for: me.vault(knowing: stranger)).name == "received")
    var forgery = try Forger(from: stranger, to: [me])
    forgery.sender = carol.signingKey
    try expect(.badSignature, of: forgery.file, for: vault)
  }
}
