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

/// Messages that are taken back: before they come, after, and when somebody has seen them.
struct RecallTests {
  private let ward: Ward
  private let vries: Person
  private let jansen: Person

  init() throws {
    ward = try Ward()
    (vries, jansen) = try ward.pair()
  }

  @discardableResult
  private func recall(reason: String? = "wrong-patient") throws -> Recaller.Recalled {
    var recaller = try Recaller(vries.vault(), by: WayOut(ward.route))
    let message = try #require(try vries.vault().messages().last { $0.summary.isOutgoing })
    return try recaller.recall(message.summary.id.hex, reason: reason)
  }

  /// The recall of the message that de Vries sent last, sealed by `sender`.
  private func forged(by sender: Person, digest: [UInt8]? = nil, day: Day? = nil) throws -> [UInt8]
  {
    let message = try #require(try vries.vault().messages().last { $0.summary.isOutgoing })
    let reader = try StoredMessages(vries.vault()).open(message)
    return try sender.forged(
      .recall(
        RecallRequest(
          id: reader.head.id, digest: digest ?? reader.digest, day: day ?? reader.head.day)),
      to: jansen)
  }

  private func read(_ person: Person) throws {
    let messages = StoredMessages(try person.vault())
    let message = try messages.find("@last")
    try messages.markRead(message, head: messages.head(of: message), part: 0)
  }

  @Test func notFetched() throws {
    try vries.send("oops", to: ["jansen"])
    let recalled = try recall()
    #expect(recalled.takenBack == [jansen.identity] && recalled.asked.count == 1)
    #expect(try jansen.waiting == 1, "the recall alone")
    #expect(try jansen.receive().compactMap(\.recall).map(\.result) == [.recalled])
    #expect(try jansen.texts.isEmpty)
    #expect(try vries.vault().messages()[0].summary.isRecalled)
    #expect(try vries.standing().record.recall?.asked == [jansen.identity])
  }

  @Test func unseen() throws {
    try vries.send("oops", to: ["jansen"], attachments: [.init("f", pattern(70_000))])
    _ = try jansen.receive()
    try recall()
    let news = try jansen.receive().compactMap(\.recall)
    #expect(news.map(\.result) == [.recalled] && news[0].request.reason == "wrong-patient")
    #expect(try jansen.texts.isEmpty)
    #expect(try FileTree.files(jansen.home.path("objects")).isEmpty)
    let record = try #require(
      try jansen.vault().receipt(from: vries.identity, id: news[0].request.id))
    #expect(record.recall?.reason == "wrong-patient" && record.signature != nil)
    // What became of it is told, once.
    _ = try vries.receive()
    let cells = try #require(try vries.standing().cells[jansen.identity])
    #expect(cells.recall == .init(at: ward.clock.now, isKept: false, uses: []))
    _ = try jansen.receive()
    #expect(try vries.waiting == 0)
    #expect(
      try jansen.auditEvents("recall").map { try $0.string("outcome") } == ["recalled"])
    try jansen.expectWhole()
  }

  /// Somebody may have acted on what was seen: it stays, marked.
  @Test(arguments: [false, true]) func seen(forgets: Bool) throws {
    try jansen.setPolicy { $0.forgetsRecalled = forgets }
    try vries.send("oops", to: ["jansen"])
    _ = try jansen.receive()
    try read(jansen)
    try recall()
    #expect(
      try jansen.receive().compactMap(\.recall).map(\.result) == [forgets ? .recalled : .kept])
    #expect(try jansen.texts == (forgets ? [] : ["oops"]))
    #expect(try jansen.vault().messages().allSatisfy(\.summary.isRecalled))
    _ = try vries.receive()
    let answer = try #require(try vries.standing().cells[jansen.identity]?.recall)
    #expect(answer.isKept == !forgets && answer.uses == .seen)
  }

  /// Nobody has to read what its sender took back: it is not missed when it expires.
  @Test func notMissed() throws {
    try vries.send("oops", to: ["jansen"])
    _ = try jansen.receive()
    let messages = StoredMessages(try jansen.vault())
    let message = try messages.find("@last")
    try messages.markRead(message, head: messages.head(of: message), part: 0, peek: true)
    try recall()
    #expect(try jansen.receive().compactMap(\.recall).map(\.result) == [.kept])
    #expect(try jansen.vault().messages().map(\.summary.isRead) == [false])
    ward.clock.move(days: 31)
    #expect(try jansen.vault().expiredUnread().isEmpty)
  }

  /// A peek shows it too, and so does an export.
  @Test func peekedAndExported() throws {
    for use in ["peek", "export"] {
      try vries.send(use, to: ["jansen"])
      _ = try jansen.receive()
      let messages = StoredMessages(try jansen.vault())
      let message = try messages.find("@last")
      if use == "peek" {
        try messages.markRead(message, head: messages.head(of: message), part: 0, peek: true)
      } else {
        try MessageExporter(jansen.vault(), as: "json").export([message]) { _ in }
      }
      try recall()
      let news = try jansen.receive().compactMap(\.recall)
      #expect(news.map(\.uses) == [use == "peek" ? .seen : .exported])
      #expect(news.map(\.result) == [.kept])
    }
  }

  /// The recall overtakes its message; also when both come in one batch, or the message waits in
  /// the queue or is held.
  @Test(arguments: ["file", "batch", "queue", "held"]) func overtakes(_ way: String) throws {
    let envelope = try vries.seal("oops", to: ["jansen"])
    let recall = try forged(by: vries)
    let queue = try jansen.home.vault()
    switch way {
    case "file":
      #expect(try jansen.receive(recall).recall?.result == .recalled)
      #expect(try jansen.receive(envelope).name == "recalled")
      #expect(try jansen.receive(envelope).name == "recalled", "however often it comes")
    case "batch":
      for bytes in [recall, envelope] {
        try MailFetcher(queue) { _ in }.fetch(file: Pipe.carrying(bytes))
      }
      #expect(Set(try jansen.receive().map(\.name)) == ["recall", "recalled"])
    case "queue":
      try MailFetcher(queue) { _ in }.fetch(file: Pipe.carrying(envelope))
      let outcome = try FileTree.files(jansen.home.path("queue"))
      #expect(outcome.count == 1)
      try MailFetcher(queue) { _ in }.fetch(file: Pipe.carrying(recall))
      #expect(Set(try jansen.receive().map(\.name)) == ["recall", "recalled"])
    default:
      let other = try ward.person("E. Later")
      try vries.meets(other)
      let held = try vries.seal("held", to: ["later"])
      #expect(try other.receive(held).name == "held")
      try other.meets(vries)
      let message = try #require(try vries.vault().messages().last { $0.summary.isOutgoing })
      let reader = try StoredMessages(vries.vault()).open(message)
      let request = RecallRequest(
        id: reader.head.id, digest: reader.digest, day: reader.head.day)
      #expect(try other.receive(vries.forged(.recall(request), to: other)).recall != nil)
      #expect(try other.receive().map(\.name) == ["recalled"])
      #expect(try other.texts.isEmpty)
    }
    #expect(try jansen.texts.isEmpty)
    try jansen.expectWhole()
  }

  /// One id with two contents: the recall is of one of them.
  @Test func otherDigest() throws {
    try vries.send("stays", to: ["jansen"])
    _ = try jansen.receive()
    let outcome = try jansen.receive(forged(by: vries, digest: RandomBytes.make(32)))
    #expect(outcome.recall?.result == .otherDigest)
    #expect(try jansen.texts == ["stays"])
    // And the other way round: what was taken back unseen lets nothing else in under its id.
    let envelope = try vries.seal("other", to: ["jansen"])
    _ = try jansen.receive(forged(by: vries, digest: RandomBytes.make(32)))
    #expect(try jansen.receive(envelope).refusal == .alreadyReceived)
    #expect(try jansen.texts == ["stays"])
  }

  /// A recall concerns only messages of its own sender.
  @Test func byAnother() throws {
    let bakker = try ward.person("D. Bakker")
    try bakker.meets(jansen)
    try jansen.meets(bakker)
    try vries.send("stays", to: ["jansen"])
    _ = try jansen.receive()
    _ = try jansen.receive(forged(by: bakker))
    #expect(try jansen.texts == ["stays"])
    #expect(try !jansen.vault().messages()[0].summary.isRecalled)
    #expect(throws: SendingError.self) {
      var recaller = try Recaller(jansen.vault(), by: WayOut(ward.route))
      _ = try recaller.recall("@last", reason: nil)
    }
  }

  /// No row is made for a day whose prekey is gone.
  @Test func deadDay() throws {
    _ = try vries.seal("x", to: ["jansen"])
    let outcome = try jansen.receive(forged(by: vries, day: ward.clock.now.day - 40))
    #expect(outcome.recall?.result == .ignored)
    #expect(
      try jansen.vault().receipt(from: vries.identity, id: outcome.recall?.request.id ?? []) == nil)
  }

  /// Nobody hears of a recall by itself whom the user does not let hear.
  @Test func silent() throws {
    try jansen.setPolicy { $0.deliveredReceipts = .off }
    try vries.send("x", to: ["jansen"])
    _ = try jansen.receive()
    try recall()
    _ = try jansen.receive()
    #expect(try vries.waiting == 0)
  }

  /// Messages and recalls in any order leave the same behind.
  @Test func anyOrder() throws {
    var envelopes: [[UInt8]] = []
    for number in 0..<6 {
      envelopes.append(try vries.seal("\(number)", to: ["jansen"]))
      if number.isMultiple(of: 2) { envelopes.append(try forged(by: vries)) }
    }
    var generator = SeededGenerator(seed: 11)
    let saved = ward.folder.path("saved")
    try FileTree.copy(jansen.home.home.path, to: saved)
    for _ in 0..<20 {
      let copy = Home(ward.folder.path("copy"))
      if FileTree.exists(copy.path) { try FileTree.remove(copy.path) }
      try FileTree.copy(saved, to: copy.path)
      let vault = try jansen.home.open(copy: copy, clock: ward.clock.clock, clockIsRight: false)
      for envelope in envelopes.shuffled(using: &generator) {
        try FileTree.write(envelope, to: ward.folder.path("envelope"))
        try MessageReceiver(vault, route: nil, .init(report: { _ in }))
          .receive(file: Descriptor.reading(ward.folder.path("envelope")))
      }
      let messages = StoredMessages(vault)
      let texts = try vault.messages().map {
        String(decoding: try messages.open($0).bytes(of: 0, limit: 10) ?? [], as: UTF8.self)
      }
      #expect(texts.sorted() == ["1", "3", "5"])
    }
  }

  /// A correction is one of the same sender in the same conversation, in whatever order they come;
  /// both stay.
  @Test func replaced() throws {
    let wrong = try vries.seal("5 mg", to: ["jansen"])
    let id = try vries.vault().messages()[0].summary.id
    let right = try vries.seal("0.5 mg", to: ["jansen"]) { $0.replaces = id.hex }
    for envelope in [right, wrong] { _ = try jansen.receive(envelope) }
    let messages = StoredMessages(try jansen.vault())
    let found = try messages.find(id.hex)
    let corrections = try messages.corrections(of: found, messages.head(of: found))
    #expect(try corrections.by.map { try jansen.text(of: $0) } == ["0.5 mg"])
    let later = try #require(corrections.by.first)
    #expect(try messages.corrections(of: later, messages.head(of: later)).of?.summary.id == id)
    #expect(try jansen.texts.count == 2)
  }

  /// What says that it corrects a message of somebody else, or of another conversation, corrects
  /// none.
  @Test func replacesAnothers() throws {
    let bakker = try ward.person("D. Bakker")
    for (one, other) in [(bakker, jansen), (jansen, bakker), (bakker, vries), (vries, bakker)] {
      try one.meets(other)
    }
    try vries.send("5 mg", to: ["jansen"])
    let id = try vries.vault().messages()[0].summary.id
    _ = try jansen.receive()
    for (sender, to) in [(bakker, ["jansen"]), (vries, ["jansen", "bakker"])] {
      _ = try jansen.receive(sender.forgedCorrection(of: id, to: to))
    }
    let messages = StoredMessages(try jansen.vault())
    let found = try messages.find(id.hex)
    #expect(try messages.corrections(of: found, messages.head(of: found)).by.isEmpty)
    #expect(try jansen.texts.count == 3, "they are shown as what they are")
    #expect(throws: SendingError.self) {
      try vries.send("x", to: ["jansen", "bakker"]) { $0.replaces = id.hex }
    }
  }
}
