import AgeFormat
import Envelopes
import Files
import Messaging
import Secrets
import TestSupport
import Testing

@testable import Records

/// Exported files prove by themselves who wrote what, and nothing that was changed passes.
struct ExportProofTests {
  /// Texts and names that would end a line, a string or a segment, or that FHIR does not take.
  private static let hostile = [
    "Rash since Tuesday.\n", "\"}]},{\"resourceType\":\"Patient\"}", "a|b^c~d\\e&f\rMSH|x",
    "<div xmlns=\"x\">&amp;</div>", "nul\u{0}bell\u{7}", " \t\n", "ẞ 🩺 \u{202e}txt.exe",
    "=?utf-8?q?x?=\r\n\r\n--=_tacita_", "tacita-part-0", String(repeating: "x", count: 1_048_577),
  ]

  private func exported(
    _ text: String, attachments: [(String, [UInt8])] = [],
    _ body: (MessageExporter.Export) throws -> Void
  ) throws {
    let (vries, jansen) = try Ward().pair()
    try vries.send(
      text, to: ["jansen"],
      attachments: attachments.map {
        .init(name: $0.0, type: "image/jpeg", content: MemorySource($0.1))
      }
    ) { $0.subject = "Rash: =?x?= \"}" }
    _ = try jansen.receive()
    let exporter = try MessageExporter(jansen.vault(), as: "json")
    try exporter.export(try exporter.find(["@last"])) { try body($0[0]) }
  }

  private func bytes(
    _ write: (@escaping InternetMessage.Sink) throws -> Void
  ) rethrows -> [UInt8] {
    var bytes: [UInt8] = []
    try write { bytes.append(contentsOf: $0) }
    return bytes
  }

  private func bundle(_ export: MessageExporter.Export) throws -> [UInt8] {
    try bytes { try FHIRBundle.write(export, patient: nil, to: $0) }
  }

  private func mail(_ export: MessageExporter.Export) throws -> [UInt8] {
    try bytes { try InternetMessage.write([export], to: $0) }
  }

  private func patient() throws -> RecordPatient {
    var line = Array("bsn:111222333".utf8)
    return try PatientFile(&line).record()
  }

  private func documents(_ export: MessageExporter.Export) throws -> [UInt8] {
    try bytes {
      _ = try DocumentReferences.write(export, patient: patient(), attachments: true, to: $0)
    }
  }

  private func hl7(_ export: MessageExporter.Export) throws -> [UInt8] {
    try bytes { try MDMMessage.write(export, patient: patient(), to: $0) }
  }

  enum Form: CaseIterable { case bundle, mail, documents, hl7 }

  private func file(_ form: Form, _ export: MessageExporter.Export) throws -> [UInt8] {
    switch form {
    case .bundle: try bundle(export)
    case .mail: try mail(export)
    case .documents: try documents(export)
    case .hl7: try hl7(export)
    }
  }

  @Test(arguments: hostile) func textStaysText(_ text: String) throws {
    let scan = Array("scan \(text.prefix(40))".utf8)
    try exported(text, attachments: [("scan.jpg", scan), ("empty", [])]) { export in
      let json = try JSONParser.foreignObject(bundle(export))
      let types = try json.objects("entry").map {
        try $0.object("resource").string("resourceType")
      }
      #expect(
        types == ["MessageHeader", "Communication", "Practitioner", "Practitioner", "Provenance"])
      let payload = try json.objects("entry")[1].object("resource").objects("payload")
      let said = try? payload[0].string("contentString")
      let data = try? payload[0].object("contentAttachment").string("data")
      let decoded = data.flatMap { Base64.decode($0.utf8, padded: true) }
      #expect(said.map { Array($0.utf8) } ?? decoded == Array(text.utf8))
      let attached = try payload[1].object("contentAttachment")
      #expect(try Base64.decode(attached.string("data").utf8, padded: true) == scan)
      #expect(
        try payload[1].objects("extension")[0].string("valueString") == SHA256.hash(scan).hex)
      for file in [try bundle(export), try mail(export)] {
        let proofs = try ExportVerifier.read(file)
        #expect(proofs.map(\.evidence.digest) == [export.content.digest])
        #expect(proofs[0].missing.isEmpty && !proofs[0].unproven.isEmpty)
      }
      let proofs = try ExportVerifier.read(hl7(export) + hl7(export))
      #expect(proofs.map(\.evidence.digest) == [export.content.digest, export.content.digest])
      #expect(proofs[0].missing.isEmpty)
      let lines = try hl7(export).map { $0 == 0x0d ? 0x0a : $0 }
      #expect(try ExportVerifier.read(lines).count == 1)
      // A part without content is no document.
      let documented = try ExportVerifier.read(documents(export))
      #expect(documented.map(\.evidence.digest) == [export.content.digest])
      #expect(documented[0].missing == [2])
    }
  }

  /// Two recipients' exports of one message have the same ids, and another message has others.
  @Test func idsFollowFromTheMessage() throws {
    let ward = try Ward()
    let (vries, jansen) = try ward.pair()
    let bakker = try ward.person("D. Bakker")
    try vries.meets(bakker)
    try bakker.meets(vries)
    try vries.send("first", to: ["jansen", "bakker"])
    try vries.send("second", to: ["jansen", "bakker"])
    var ids: [[Set<String>]] = []
    for person in [jansen, bakker] {
      _ = try person.receive()
      let exporter = try MessageExporter(person.vault(), as: "json")
      let messages = try StoredMessages(person.vault()).list()
      try exporter.export(messages) { exports in
        ids.append(
          try exports.sorted { $0.head.seq < $1.head.seq }.map { export in
            let json = try JSONParser.foreignObject(bundle(export))
            return Set(try json.objects("entry").map { try $0.string("fullUrl") })
          })
      }
    }
    #expect(ids[0] == ids[1] && ids[0][0].isDisjoint(with: ids[0][1]))
  }

  /// RFC 9562, appendix A.4, with another name space: checked against Python's uuid5.
  @Test func uuidsAreOfVersion5() {
    #expect(NamedUUID.of("tacita") == "7779f7b7-f09d-5d96-ba4e-f928beff732a")
  }

  /// Every byte counts, or says nothing that the author signed.
  @Test(arguments: Form.allCases) func aChangedByteProvesNothingElse(_ form: Form) throws {
    let scan = RandomBytes.make(300)
    try exported("Rash since Tuesday.", attachments: [("scan.jpg", scan)]) { export in
      let file = try file(form, export)
      let evidence = try export.content.evidence().bytes
      var (refused, unchanged) = (0, 0)
      for index in stride(from: 0, to: file.count, by: 3) {
        var forged = file
        forged[index] ^= 1
        guard let proofs = try? ExportVerifier.read(forged), !proofs.isEmpty else {
          refused += 1
          continue
        }
        unchanged += 1
        #expect(proofs.map(\.evidence.bytes) == [evidence], "byte \(index)")
      }
      #expect(refused > unchanged)
    }
  }

  @Test(arguments: [
    ("\"sent\":\"2", "\"sent\":\"3", "the date"),
    ("\"priority\":\"routine\"", "\"priority\":\"stat\"", "the priority"),
    ("Rash since", "Cash since", "the text"), ("Rash: ", "Cash: ", "the subject"),
  ])
  func forged(_ before: String, _ after: String, _ what: String) throws {
    try exported("Rash since Tuesday.") { export in
      let text = String(decoding: try bundle(export), as: UTF8.self)
      let forged = text.replacing(before, with: after)
      #expect(forged != text)
      #expect(throws: BadEvidence(reason: "\(what) is not what its author signed")) {
        try ExportVerifier.read(Array(forged.utf8))
      }
    }
  }

  /// What each fact of a document and of an HL7 message is held against.
  @Test(arguments: [
    (Form.documents, "\"date\":\"2", "\"date\":\"3", "the date"),
    (.documents, "\"creation\":\"2", "\"creation\":\"3", "the date"),
    (.documents, "\"description\":\"Rash: ", "\"description\":\"Cash: ", "the subject"),
    (
      .documents, "\"description\":\"Rash: =?x?= \\\"}",
      "\"description\":\"Rash: =?x?= \\\"}; taken back by its sender at 2026-01-01; really",
      "the subject"
    ),
    (.documents, "UmFzaCBz", "Q2FzaCBz", "the text"),
    (.documents, "\"appends\"", "\"replaces\"", "what it corrects"),
    (.documents, "urn:tacita:identity", "urn:tacita:other", "the author"),
    (
      .documents, "urn:tacita:message\"", "urn:tacita:other\"",
      "the message, its conversation or what it answers"
    ),
    (.documents, "\"title\":\"scan.jpg\"", "\"title\":\"scan.gif\"", "the name of part 1"),
    (.documents, "\"hash\":\"", "\"hash\":\"A", "the hash of part 0"),
    (.hl7, "Rash since", "Cash since", "the text"), (.hl7, "||Rash: ", "||Cash: ", "the subject"),
    (.hl7, "||routine|", "||stat|", "the priority"),
    (.hl7, "|TEXT|2", "|TEXT|3", "the date"),
    (.hl7, "^tacita|||||AU", "^tacita|x||||AU", "what it corrects"),
    (.hl7, "urn:tacita:identity", "urn:tacita:other", "the list of recipients"),
    (.hl7, "|1|scan.jpg", "|1|scan.gif", "the name of part 1"),
    (.hl7, "|1|image/jpeg", "|1|image/gif", "the type of part 1"),
  ])
  func forged(_ form: Form, _ before: String, _ after: String, _ what: String) throws {
    try exported("Rash since Tuesday.", attachments: [("scan.jpg", [1, 2, 3])]) { export in
      let text = String(decoding: try file(form, export), as: UTF8.self)
      let forged = text.replacing(before, with: after)
      #expect(forged != text)
      #expect(throws: BadEvidence(reason: "\(what) is not what its author signed")) {
        try ExportVerifier.read(Array(forged.utf8))
      }
    }
  }

  /// Documents and segments that are left out, added, or doubled.
  @Test func documentsAndSegments() throws {
    try exported("Rash since Tuesday.", attachments: [("scan.jpg", [1, 2, 3])]) { export in
      let lines = String(decoding: try documents(export), as: UTF8.self).split(separator: "\n")
      #expect(try ExportVerifier.read(Array(lines[0].utf8))[0].missing == [1])
      #expect(try ExportVerifier.read(Array(lines[1].utf8))[0].missing == [0])
      let message = String(decoding: try hl7(export), as: UTF8.self)
      for (after, named) in [
        ("NTE|1||give twice\r", "segments that were added: NTE"),
        ("PID|1||7\r", "segments that were added: PID"),
        ("OBX|99|TX|dose^^L||10 mg||||||F\r", "OBX that were added: dose"),
      ] {
        let unproven = try ExportVerifier.read(Array((message + after).utf8))[0].unproven
        #expect(unproven.contains(named), "\(unproven)")
      }
      let noted = message.replacing("||||||F", with: "||||||F|||note")
      #expect(
        try ExportVerifier.read(Array(noted.utf8))[0].unproven
          .contains { $0.hasPrefix("fields that were added: OBX-14") })
      let segments = message.split(separator: "\r").map { $0 + "\r" }
      for (index, segment) in segments.enumerated() where segment.hasPrefix("OBX") {
        var fewer = segments
        fewer.remove(at: index)
        let isTold = segment.contains("|received^") || segment.contains("|colour^")
        let proofs = try? ExportVerifier.read(Array(fewer.joined().utf8))
        #expect((proofs != nil) == isTold, "\(segment)")
        let twice = try? ExportVerifier.read(Array((segments + [segment]).joined().utf8))
        #expect((twice != nil) == isTold, "\(segment)")
      }
      for bad in ["MSH|^~\\&|x\r", "MSH|x", "MSH|^~\\&|x\rTXA|1\r"] {
        #expect(throws: (any Error).self) { try ExportVerifier.read(Array(bad.utf8)) }
      }
    }
  }

  /// The evidence of another message, of the same author too.
  @Test func anothersEvidence() throws {
    var files: [(text: String, evidence: String)] = []
    for text in ["first", "second"] {
      try exported(text) { export in
        files.append(
          (
            String(decoding: try bundle(export), as: UTF8.self),
            Base64.text(try export.content.evidence().bytes, padded: true)
          ))
      }
    }
    let forged = files[0].text.replacing(files[0].evidence, with: files[1].evidence)
    #expect(throws: BadEvidence.self) { try ExportVerifier.read(Array(forged.utf8)) }
    let without = files[0].text.replacing(files[0].evidence, with: "")
    #expect(throws: BadEvidence.self) { try ExportVerifier.read(Array(without.utf8)) }
  }

  /// What another reader would show, and nothing proves.
  @Test func secondMessagesAndKeys() throws {
    try exported("Rash since Tuesday.") { export in
      let text = String(decoding: try bundle(export), as: UTF8.self)
      let extra = #"{"entry":[{"fullUrl":"urn:x","resource":{"resourceType":"Communication"}},"#
      let twice = text.replacing("{\"entry\":[", with: extra)
      #expect(twice != text)
      #expect(throws: BadEvidence.self) { try ExportVerifier.read(Array(twice.utf8)) }
      let keys = text.replacing("\"status\":", with: "\"priority\":\"stat\",\"status\":")
      #expect(keys != text)
      #expect(throws: UnknownExport.self) { try ExportVerifier.read(Array(keys.utf8)) }
    }
  }

  /// What was added is named, whoever added it.
  @Test func additionsAreNamed() throws {
    try exported("Rash since Tuesday.", attachments: [("scan.jpg", [1, 2, 3])]) { export in
      let text = String(decoding: try bundle(export), as: UTF8.self)
      let letter = String(decoding: try mail(export), as: UTF8.self)
      for (file, before, after, named) in [
        (
          text, "{\"entry\":[", #"{"entry":[{"resource":{"resourceType":"Observation"}},"#,
          "Observation"
        ),
        (text, "\"status\":", #""text":{"div":"x"},"status":"#, "of Communication: text"),
        (
          text, "\"resourceType\":\"Bundle\"", #""link":[],"resourceType":"Bundle""#,
          "the Bundle: link"
        ),
        (text, "\"size\":3", #""size":3,"url":"http://x""#, "of part 1: url"),
        (
          letter, "MIME-Version", "X-Remark: take two\r\nMIME-Version",
          "headers of the mail: X-Remark"
        ),
        (letter, "\"\r\n\r\n--=", "\"\r\n\r\ntake two\r\n--=", "lines before or after"),
        (letter + "take two\r\n", "", "", "lines before or after"),
        (letter, "X-Tacita-Digest: ", "X-Other: y\r\nX-Tacita-Digest: ", "X-Other"),
      ] {
        let changed = before.isEmpty ? file : file.replacing(before, with: after)
        #expect(before.isEmpty || changed != file)
        let unproven = try ExportVerifier.read(Array(changed.utf8))[0].unproven
        #expect(unproven.contains { $0.contains(named) }, "\(named): \(unproven)")
        let plain = try ExportVerifier.read(Array(before.isEmpty ? text.utf8 : file.utf8))[0]
        #expect(plain.unproven.count == 2)
      }
    }
  }

  @Test(arguments: [
    ("scan.jpg", "scan.gif"), ("image/jpeg", "image/gif"),
    (SHA256.hash([1, 2, 3]).hex, SHA256.hash([1]).hex),
  ])
  func whatIsSaidOfAttachments(_ before: String, _ after: String) throws {
    try exported("Rash since Tuesday.", attachments: [("scan.jpg", [1, 2, 3])]) { export in
      for form in Form.allCases {
        let text = String(decoding: try file(form, export), as: UTF8.self)
        let forged = text.replacing(before, with: after)
        #expect(forged != text)
        #expect(throws: BadEvidence.self) { try ExportVerifier.read(Array(forged.utf8)) }
      }
    }
  }

  @Test(arguments: ["", "{", "{}", "Subject: x\n\n", "From: a\nContent-Type: multipart/mixed\n\n"])
  func otherFiles(_ text: String) {
    #expect(throws: UnknownExport.self) { try ExportVerifier.read(Array(text.utf8)) }
  }
}
