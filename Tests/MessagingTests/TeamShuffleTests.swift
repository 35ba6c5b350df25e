import AgeFormat
import Envelopes
import Files
import Foundation
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Messages, notices, receipts and recalls of a team, in any order of arrival: the same is there at
/// the end. `TACITA_CASES=full` plays a thousand of them in two hundred orders.
@Suite struct TeamShuffleTests {
  private static let isFull = ProcessInfo.processInfo.environment["TACITA_CASES"] == "full"
  private static let (events, orders) = isFull ? (1000, 200) : (60, 5)

  private let scene: TeamScene
  private let record: AuthorityRecord
  /// Fewer than a home keeps of one owner: beyond that the oldest are let go of.
  private let rosters: [Roster]
  private var random = SeededGenerator(seed: 23)

  init() throws {
    scene = try TeamScene()
    let record = try scene.joined()
    let owner = scene.vries
    rosters = try (1...30).map {
      try record.roster(by: owner, epoch: $0, name: "Team \($0 / 10)", notAfter: 30 * 86400)
    }
    self.record = record
  }

  @Test mutating func anyOrder() throws {
    for number in 0..<4 {
      try scene.jansen.send("question \(number)", to: ["vries"]) { $0.wants = [.acknowledged] }
    }
    let envelopes = try (0..<Self.events).map { try envelope($0) }
    let saved = scene.ward.folder.path("saved")
    try FileTree.copy(scene.jansen.home.home.path, to: saved)
    var states: Set<[String]> = []
    for _ in 0..<Self.orders {
      let copy = Home(scene.ward.folder.path("copy"))
      if FileTree.exists(copy.path) { try FileTree.remove(copy.path) }
      try FileTree.copy(saved, to: copy.path)
      let vault = try scene.jansen.home.open(
        copy: copy, clock: scene.ward.clock.clock, clockIsRight: false)
      try take(envelopes.shuffled(using: &random), vault)
      states.insert(try state(vault))
    }
    #expect(states.count == 1)
    let state = try #require(states.first)
    for kind in ["text", "recalled", "team", "told"] {
      #expect(state.contains { $0.hasPrefix(kind) }, "\(kind) is among them")
    }
  }

  /// What is held because a list of members is still to come is tried again at the end.
  private func take(_ envelopes: [[UInt8]], _ vault: OpenVault) throws {
    for envelope in envelopes {
      try FileTree.write(envelope, to: scene.ward.folder.path("envelope"))
      try MessageReceiver(vault, route: scene.ward.route, .init(report: { _ in }))
        .receive(file: Descriptor.reading(scene.ward.folder.path("envelope")))
    }
    try MessageReceiver(vault, route: scene.ward.route, .init(report: { _ in })).receiveQueue()
  }

  /// All that the home knows at the end, a line each.
  private func state(_ vault: OpenVault) throws -> [String] {
    let messages = StoredMessages(vault)
    let labels = try MessageLabels(vault, ContactBook(vault))
    var lines = try vault.queue.entries().map { "queue \($0.name)" }
    for message in try messages.list() {
      let reader = try messages.open(message)
      let text = String(decoding: try reader.bytes(of: 0, limit: 100) ?? [], as: UTF8.self)
      let label = labels.label(message, reader.head).map { "\($0)" } ?? "none"
      lines.append("text \(text), \(label), \(message.summary.isRecalled)")
      guard message.summary.isOutgoing else { continue }
      for (teller, cells) in try messages.standing(of: message).cells {
        lines.append("told \(text), \(teller), \(cells)")
      }
    }
    for id in try ids {
      guard let receipt = try vault.receipt(vault.rowKey(from: scene.vries.identity, id: id)),
        let recall = receipt.recall
      else { continue }
      lines.append("recalled \(id.hex), \(recall)")
    }
    let book = try AuthorityBook(vault)
    let team = try #require(book[record.id])
    let roster = try #require(team.authority.roster(revoked: book.revoked))
    lines.append("team \(roster.digest.hex), \(team.authority.rosters.count), \(team.state)")
    return lines.sorted()
  }

  /// The ids of De Vries' messages.
  private var ids: [[UInt8]] {
    get throws {
      try scene.vries.vault().messages().filter(\.summary.isOutgoing).map(\.summary.id)
    }
  }

  private mutating func envelope(_ number: Int) throws -> [UInt8] {
    let (vries, jansen, bakker) = (scene.vries, scene.jansen, scene.bakker)
    scene.ward.clock.move(seconds: 1)
    switch number % 6 {
    case 0: return try vries.seal("personal \(number)", to: ["jansen"])
    case 1: return try notice(random.pick(rosters))
    case 2:
      let roster = random.pick(rosters)
      return try vries.forge(
        to: [jansen], label: .team(id: record.id, roster: roster.digest),
        parts: [.roster(record.chain(), roster)], seq: number, text: "team \(number)")
    case 3:
      // Of somebody who is no contact, with a list or without one.
      let roster = rosters[7]
      return try bakker.forge(
        to: [jansen], label: .team(id: record.id, roster: roster.digest),
        parts: number.isMultiple(of: 2) ? [] : [.roster(record.chain(), roster)], seq: number + 1,
        text: "stranger \(number)")
    case 4:
      let sent = try jansen.vault().messages().filter(\.summary.isOutgoing)
      let reader = try StoredMessages(jansen.vault()).open(random.pick(sent))
      let states: [ReceiptEntry.State] = [.delivered, .acknowledged, .declined]
      let entry = ReceiptEntry(
        id: reader.head.id, digest: reader.digest, state: random.pick(states),
        at: scene.ward.clock.now - Int.random(in: 0...1, using: &random))
      return try vries.forged(.receipt([entry]), to: jansen)
    default:
      let message = try #require(
        try vries.vault().messages().last { $0.summary.isOutgoing && !$0.summary.namesGroup })
      let reader = try StoredMessages(vries.vault()).open(message)
      let request = RecallRequest(
        id: reader.head.id, digest: reader.digest, day: reader.head.day, reason: "error")
      return number.isMultiple(of: 5)
        ? try vries.seal("another \(number)", to: ["jansen"])
        : try vries.forged(.recall(request), to: jansen)
    }
  }

  /// As an owner's home sends it by itself.
  private func notice(_ roster: Roster) throws -> [UInt8] {
    let vault = try scene.vries.vault()
    let part = OutgoingMessage.Part.roster(record.chain(), roster)
    let now = scene.ward.clock.now
    let head = MessageHead(
      .notice, id: RandomBytes.make(16), from: scene.vries.identity, to: [scene.jansen.identity],
      sent: now, expires: now + 86400 * 30,
      parts: AnswerParts.note + [.init(name: part.name, type: part.type)])
    let contact = try #require(try scene.vries.book()[scene.jansen.identity])
    let sealed = try AnswerPost(vault: vault, address: scene.ward.route.address)
      .seal(head, to: [Recipient(contact, .red)], contents: [MemorySource([]), part.content])
    return try sealed.shown.ageHeader + sealed.shown.payload.bytes()
  }
}
