import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// A ward of three, of whom Jansen and Bakker do not know each other.
struct TeamScene {
  let ward: Ward
  let vries: Person
  let jansen: Person
  let bakker: Person

  init() throws {
    ward = try Ward()
    vries = try ward.person("A. de Vries")
    jansen = try ward.person("B. Jansen")
    bakker = try ward.person("C. Bakker")
    for other in [jansen, bakker] {
      try vries.meets(other)
      try other.meets(vries)
    }
  }

  var everybody: [Person] { [vries, jansen, bakker] }

  /// De Vries makes a team of all three.
  func team(_ name: String = "MDT lung", owners: [Person] = []) throws -> AuthorityRecord {
    var plan = TeamDesk.Plan(name: name)
    plan.members = [jansen.identity, bakker.identity]
    plan.owners = owners.map(\.identity)
    var desk = try vries.desk()
    return try desk.create(plan).record
  }

  /// The same, which all have joined by its first message.
  func joined(_ name: String = "MDT lung", owners: [Person] = []) throws -> AuthorityRecord {
    let record = try team(name, owners: owners)
    try vries.send("welcome", to: []) { $0.team = record.alias.description }
    for person in [jansen, bakker] {
      _ = try person.receive()
      try person.join(record)
    }
    return record
  }
}

extension TeamScene {
  /// A role of De Vries that Jansen has for seven more hours, with Bakker as backup, and Bakker for
  /// eight hours after that.
  func onCall(
    shifts: [Duty.Shift]? = nil, within: Duty.Within = Duty.Within()
  ) throws -> AuthorityRecord {
    var desk = try vries.desk(ofRoles: ())
    let made = try desk.create("Cardiology on call", alias: nil, owners: [])
    let now = ward.clock.now
    let plan = RoleDesk.Plan(
      shifts: shifts ?? [
        Duty.Shift(
          from: now - 3600, until: now + 7 * 3600, holder: jansen.identity,
          backup: bakker.identity),
        Duty.Shift(from: now + 7 * 3600, until: now + 15 * 3600, holder: bakker.identity),
      ], overlap: 30, vacant: [vries.identity], within: within)
    _ = try desk.plan(made, plan)
    let record = try desk.publish(try #require(desk.authorities[made.id]))
    for person in [jansen, bakker] { try person.pins(record) }
    return record
  }
}

extension Person {
  func desk() throws -> TeamDesk { try TeamDesk(vault(), route: ward.route) }

  func join(_ record: AuthorityRecord) throws {
    var desk = try desk()
    _ = try desk.join(try #require(desk.authorities[record.id]), reason: "colleagues")
  }

  func record(_ id: [UInt8]) throws -> AuthorityRecord? { try AuthorityBook(vault())[id] }

  func labels() throws -> MessageLabels { try MessageLabels(vault(), ContactBook(vault())) }

  /// The label of each message here, as its name or its remark; nil for a plain one.
  func shown() throws -> [String?] {
    let messages = StoredMessages(try vault())
    return try messages.list().map { message in
      switch try labels().label(message, messages.head(of: message)) {
      case .team(let team, _, _): team.name
      case .role(let role, let place): "\(place.rawValue) \(role.name)"
      case .personal(let remark): remark.name
      case nil: nil
      }
    }
  }

  /// As `receive`, with what is told of documents.
  func receiveNews() throws -> (outcomes: [ReceiveOutcome], news: [AuthorityNews]) {
    var (outcomes, news): ([ReceiveOutcome], [AuthorityNews]) = ([], [])
    let listener = Inbox.Listener(
      report: { outcomes.append($0) },
      notice: { if case .group(let found) = $0 { news.append(found) } })
    try Inbox(vault(), listener).look(at: ward.route)
    return (outcomes, news)
  }

  /// An envelope of this person as nobody's tacita makes it: with any label and any parts.
  func forge(
    to people: [Person], label: MessageLabel?, parts: [OutgoingMessage.Part] = [],
    sent: Timestamp? = nil, seq: Int = 1, text: String = "forged"
  ) throws -> [UInt8] {
    let now = sent ?? ward.clock.now
    var head = MessageHead(
      id: RandomBytes.make(16), from: identity, to: people.map(\.identity), sent: now,
      expires: now + 86400, priority: .routine,
      parts: [.init(name: "body", type: MessageHead.textType)]
        + parts.map { .init(name: $0.name, type: $0.type) }, seq: seq,
      previous: seq > 1 ? RandomBytes.make(16) : nil)
    head.label = label
    let keys = try people.map {
      EnvelopeRecipient(
        identity: $0.identity, prekey: try #require($0.home.made.card.prekey(on: now.day)))
    }
    let sealer = try EnvelopeSealer(recipients: keys, day: now.day)
    var bytes = sealer.headerBytes
    _ = try sealer.seal(
      head, contents: [MemorySource(Array(text.utf8))] + parts.map(\.content),
      by: vault().signingKey
    ) { bytes += $0 }
    return bytes
  }

  func takes(_ bytes: [UInt8]) throws -> ReceiveOutcome { try receive(bytes) }
}

extension OutgoingMessage.Part {
  /// The part that every message of a team carries.
  static func roster(_ charters: [Charter], _ roster: Roster) -> OutgoingMessage.Part {
    .init("roster", AuthorityPart.bytes(charters, roster), type: AuthorityPart.rosterType)
  }
}

extension AuthorityRecord {
  func chain() -> [Charter] { authority.chain(revoked: Set<Identity>()) }
  func roster() throws -> Roster {
    try #require(authority.roster(revoked: Set<Identity>()))
  }

  /// A roster that `person` signs under the last charter.
  func roster(
    by person: Person, members: [Identity]? = nil, epoch: Int? = nil, name: String? = nil,
    under charter: Charter? = nil, notAfter: Int = 86400
  ) throws -> Roster {
    let now = person.ward.clock.now
    let before = try roster()
    return try Roster.sign(
      by: person.vault().signingKey,
      Roster.Facts(
        under: charter ?? chain().last!, epoch: epoch ?? before.facts.epoch + 1,
        name: name ?? before.facts.name, members: members ?? before.facts.members, issued: now,
        notAfter: now + notAfter))
  }
}
