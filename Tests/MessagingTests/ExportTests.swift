import Files
import Identities
import MessageVault
import TestSupport
import Testing

@testable import Messaging

/// Messages that leave for a record.
struct ExportTests {
  struct Stopped: Error {}

  @Test("an audit line is there before content is, the mark when all of it arrived")
  func auditFirst() throws {
    let (vries, jansen) = try Ward().pair()
    try vries.send("Rash.", to: ["jansen"]) {
      $0.patient = PatientToken("p14NN4355J1KKFFSCY3CM5KGDQWC")
    }
    _ = try jansen.receive()
    let exporter = try MessageExporter(jansen.vault(), as: "json")
    let messages = try exporter.find(["@last"])
    #expect(!messages[0].isExported)
    var released = 0
    try exporter.export(messages) { exports in
      released = exports.count
      let lines = try jansen.auditEvents("export")
      #expect(try lines.map { try $0.string("outcome") } == ["begun"])
      #expect(try lines[0].string("patient") == "p14NN4355J1KKFFSCY3CM5KGDQWC")
      #expect(try lines[0].string("object") == messages[0].rowKey.hex)
      #expect(try !jansen.vault().messages()[0].isExported)
      #expect(try uses(of: messages[0], in: jansen).contains(.exported))
    }
    #expect(released == 1)
    #expect(
      try jansen.auditEvents("export").map { try $0.string("outcome") } == ["begun", "done"])
    #expect(try jansen.vault().messages()[0].isExported)
  }

  /// What a recall is told of it.
  private func uses(
    of message: StoredMessage, in person: Person
  ) throws -> ReceiptRecord.Uses {
    try #require(try person.vault().receipt(message.rowKey)).uses
  }

  @Test("only what a system acknowledged counts as exported")
  func delivered() throws {
    for (delivery, counts) in [
      (RecordDelivery.acknowledged("AA"), true), (.refused("AE"), false), (.unsent("x"), false),
      (.unknown("x"), false),
    ] {
      let (vries, jansen) = try Ward().pair()
      try vries.send("Rash.", to: ["jansen"])
      _ = try jansen.receive()
      let exporter = try MessageExporter(jansen.vault(), as: "json")
      let messages = try exporter.find(["@last"])
      // The report comes last: what it cannot tell is noted all the same.
      var wasMarked = true
      #expect(throws: Stopped.self) {
        try exporter.deliver(messages, again: false) { _ -> RecordDelivery in
          wasMarked = try jansen.vault().messages()[0].isExported
          return delivery
        } telling: { _, _ in
          throw Stopped()
        }
      }
      #expect(!wasMarked)
      #expect(try jansen.vault().messages()[0].isExported == counts, "\(delivery)")
      #expect(
        try jansen.auditEvents("export").map { try $0.string("outcome") }
          == ["sending", delivery.word])
      #expect(try uses(of: messages[0], in: jansen).contains(.exported))
    }
  }

  @Test("a message that was deleted while it left has no mark, and the log says that it left")
  func deletedMeanwhile() throws {
    let (vries, jansen) = try Ward().pair()
    try vries.send("Rash.", to: ["jansen"])
    _ = try jansen.receive()
    let exporter = try MessageExporter(jansen.vault(), as: "json")
    let messages = try exporter.find(["@last"])
    try exporter.export(messages) { _ in
      try StoredMessages(jansen.vault()).delete(messages[0])
    }
    #expect(try jansen.vault().messages().isEmpty)
    #expect(
      try jansen.auditEvents("export").map { try $0.string("outcome") } == ["begun", "done"])
    #expect(throws: VaultError.self) {
      try exporter.export(messages) { _ in Issue.record("released") }
    }
  }

  /// The record has the author as they were known when the message came.
  @Test func authorAsOfReceipt() throws {
    let ward = try Ward()
    let number = Registration(register: "big", number: "89012345601")
    let vries = try ward.person("B. de Vries", registrations: [number])
    let jansen = try ward.person("C. Jansen")
    try vries.meets(jansen)
    try jansen.meets(vries)
    let verifier = SigningKey.generate()
    var book = try jansen.book()
    let card = try strangersCard("V. Keur", key: verifier, day: ward.clock.now.day)
    let attestation = try Attestation.sign(
      by: verifier, subject: vries.identity, name: "B. de Vries", registration: number,
      profession: "01", method: .inPerson, source: "x", sourceDate: ward.clock.now,
      issued: ward.clock.now, validUntil: ward.clock.now + 86400)
    _ = try book.add(
      try SignedDocument.parse(stream: card.bytes + attestation.bytes), alias: nil,
      fingerprint: verifier.identity.fingerprint.description)
    _ = try book.setVerifier(try book.find("keur"), true)
    try vries.send("Rash.", to: ["jansen"])
    _ = try jansen.receive()

    let own = try vries.vault()
    let other = Registration(register: "big", number: "99012345630")
    let renamed = try Card.sign(
      by: own.signingKey, name: "X. Other", mailbox: vries.home.made.card.mailbox,
      registrations: [other], firstDay: vries.home.made.card.firstDay,
      prekeys: vries.home.made.card.prekeys, issued: ward.clock.now,
      after: vries.home.made.card.seq)
    _ = try book.add(try SignedDocument.parse(stream: renamed.bytes), alias: nil, fingerprint: nil)
    let exporter = try MessageExporter(jansen.vault(), as: "json")
    try exporter.export(exporter.find(["@last"])) { exports in
      let author = exports[0].author
      #expect(author.name == "B. de Vries" && author.registrations == [number])
      #expect(author.attestation?.digest == attestation.digest)
      #expect(author.attestation?.issuer == verifier.identity)
      #expect(author.attestation?.validUntil == attestation.validUntil)
      #expect(author.present?.name == "X. Other" && author.present?.registrations == [other])
      #expect(exports[0].colour == "green")
    }
  }

  @Test("what could not be written is noted too") func failed() throws {
    let (vries, jansen) = try Ward().pair()
    try vries.send("Rash.", to: ["jansen"])
    _ = try jansen.receive()
    let exporter = try MessageExporter(jansen.vault(), as: "json")
    #expect(throws: Stopped.self) {
      try exporter.export(exporter.find(["@last"])) { _ in throw Stopped() }
    }
    #expect(
      try jansen.auditEvents("export").map { try $0.string("outcome") } == ["begun", "failed"])
    #expect(try !jansen.vault().messages()[0].isExported)
  }

  @Test("one message that is not to be exported keeps all of them") func noExport() throws {
    let (vries, jansen) = try Ward().pair()
    try vries.send("For the record.", to: ["jansen"])
    try vries.send("For you.", to: ["jansen"]) { $0.noExport = true }
    _ = try jansen.receive()
    let messages = try jansen.vault().messages()
    #expect(throws: ReadingError.self) {
      try MessageExporter(jansen.vault(), as: "json").export(messages) { _ in
        Issue.record("released")
      }
    }
    #expect(try jansen.vault().messages().allSatisfy { !$0.isExported })
    #expect(try jansen.auditEvents("export").map { try $0.string("outcome") } == ["no-export"])
  }

  @Test(
    "a name becomes no header",
    arguments: ["a\r\nBcc: x@y.nl", "=?utf-8?q?x?=", "\"; a=b", "é", ""])
  func headers(_ name: String) {
    for line in (MailHeader.text(name) + MailHeader.parameter("filename", name))
      .replacing("\r\n ", with: "").components
    {
      #expect(!line.hasPrefix("Bcc"))
    }
    #expect(!MailHeader.parameter("filename", name).contains("; a=b"))
  }

  @Test("types that hold parts are bytes") func types() {
    #expect(MailHeader.mediaType("image/jpeg") == "image/jpeg")
    for type in [
      "message/rfc822", "multipart/mixed; boundary=x", "text", "a/b/c", "text/\"x", "/", "",
    ] {
      #expect(MailHeader.mediaType(type) == "application/octet-stream", "\(type)")
    }
    #expect(
      InternetMessage.date(Timestamp(unix: 1_795_314_007)) == "Sun, 22 Nov 2026 02:20:07 +0000")
    #expect(InternetMessage.date(Timestamp(unix: 0)) == "Thu, 01 Jan 1970 00:00:00 +0000")
  }
}

extension String {
  fileprivate var components: [Substring] { split(whereSeparator: \.isNewline) }
}
