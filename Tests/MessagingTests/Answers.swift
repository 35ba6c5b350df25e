import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Secrets
import Teams
import TestSupport
import Transports

@testable import Messaging

private struct Failed: Error {}

/// Receipts and recalls as an honest or hostile program makes them.
extension Person {
  /// An envelope with a message about others, whatever it says.
  func forged(
    _ kind: MessageKind, to reader: Person, sent: Timestamp? = nil, note: String = "",
    id: [UInt8] = RandomBytes.make(16)
  ) throws -> [UInt8] {
    let sent = sent ?? ward.clock.now
    let head = MessageHead(
      kind, id: id, from: identity, to: [reader.identity], sent: sent,
      expires: sent + 86400 * 30, parts: AnswerParts.note)
    guard let contact = try book()[reader.identity] else { throw Failed() }
    let sealed = try AnswerPost(vault: vault(), address: ward.route.address)
      .seal(head, to: [contact], note: MemorySource(Array(note.utf8)))
    return sealed.shown.ageHeader + (try sealed.shown.payload.bytes())
  }

  /// A text that says that it corrects the message `id`, whoever sent that.
  func forgedCorrection(of id: [UInt8], to recipients: [String]) throws -> [UInt8] {
    let contacts = try recipients.map { try book().find($0) }
    let now = ward.clock.now
    var head = MessageHead(
      id: RandomBytes.make(16), from: identity, to: contacts.map(\.identity), sent: now,
      expires: now + 86400, priority: .routine, parts: AnswerParts.note, seq: 9,
      previous: RandomBytes.make(16))
    head.replaces = id
    let sealed = try AnswerPost(vault: vault(), address: ward.route.address)
      .seal(head, to: contacts, note: MemorySource(Array("50 mg".utf8)))
    return sealed.shown.ageHeader + (try sealed.shown.payload.bytes())
  }

  func answer(_ text: String = "@last", decline: Bool = false, note: String? = nil) throws {
    var acknowledger = try Acknowledger(vault(), by: WayOut(ward.route))
    _ = try acknowledger.answer(
      text, isDeclined: decline, note: note.map { MemorySource(Array($0.utf8)) })
  }

  func setPolicy(_ change: (inout Policy) -> Void) throws {
    var policy = try Policy(vault())
    change(&policy)
    try policy.save(in: vault(), change: "test")
  }

  /// What is known of the message that this home sent last.
  func standing() throws -> SentStanding {
    let messages = try vault().messages().filter { $0.summary.isOutgoing }
    guard let message = messages.last else { throw Failed() }
    return try StoredMessages(vault()).standing(of: message)
  }

  /// What an entry says of the message that `sender` sent last.
  func entry(
    _ state: ReceiptEntry.State, about sender: Person, at: Timestamp? = nil
  ) throws -> ReceiptEntry {
    let messages = try sender.vault().messages().filter { $0.summary.isOutgoing }
    guard let message = messages.last else { throw Failed() }
    let reader = try StoredMessages(sender.vault()).open(message)
    return ReceiptEntry(
      id: reader.head.id, digest: reader.digest, state: state, at: at ?? ward.clock.now)
  }

  /// Envelopes that wait for this home.
  var waiting: Int {
    get throws {
      try ward.mail.count { $0.contains("/\(home.made.card.mailbox)/") }
    }
  }
}

extension ReceiveOutcome {
  var receipt: ReceiptNews? {
    if case .receipt(let news) = self { return news }
    return nil
  }

  var recall: RecallNews? {
    if case .recall(let news) = self { return news }
    return nil
  }
}
