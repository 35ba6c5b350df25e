internal import Envelopes
internal import Files
internal import Identities
internal import Messaging
internal import Secrets
internal import Teams

/// A message that was exported as mail, as this program wrote it: other mail is of no use here, so
/// nothing else is read.
enum ExportedMail {
  static func read(_ bytes: [UInt8]) throws -> [ExportProof] {
    let text = bytes.filter { $0 != 0x0d }
    var lines = text.split(separator: 0x0a, omittingEmptySubsequences: false)[...]
    let outer = Headers(&lines)
    guard outer["Content-Type"]?.hasPrefix("multipart/digest") == true else {
      return [try message(outer, &lines)]
    }
    var proofs: [ExportProof] = []
    let (letters, isWrapped) = try parts(of: outer, &lines)
    let around = around(isWrapped) + outer.beyond(ofDigest, "the mail around them")
    for part in letters {
      var rest = part
      let facts = Headers(&rest)
      let headers = Headers(&rest)
      let extra = around + facts.beyond(["Content-Type"], "the part around it")
      proofs.append(try message(headers, &rest, extra))
    }
    return proofs
  }

  /// Headers that an export has.
  private static let ofDigest: Set<String> = [
    "Content-Type", "Date", "From", "MIME-Version", "Subject",
  ]
  private static let ofMessage: Set<String> = ofDigest.union([
    "In-Reply-To", "Message-ID", "To", "X-Tacita-Attestation", "X-Tacita-Author",
    "X-Tacita-Colour", "X-Tacita-Conversation", "X-Tacita-Digest", "X-Tacita-Expires",
    "X-Tacita-Id", "X-Tacita-Label-Remark", "X-Tacita-Patient", "X-Tacita-Present-Name",
    "X-Tacita-Present-Registration", "X-Tacita-Priority", "X-Tacita-Recalled",
    "X-Tacita-Received", "X-Tacita-Registration", "X-Tacita-Role", "X-Tacita-Sent",
    "X-Tacita-Team",
  ])
  private static let ofPart: Set<String> = [
    "Content-Disposition", "Content-Transfer-Encoding", "Content-Type", "X-Tacita-Digest",
    "X-Tacita-SHA256",
  ]

  private static func around(_ isWrapped: Bool) -> [String] {
    isWrapped ? ["lines before or after the parts of the mail"] : []
  }

  private static func message(
    _ headers: Headers, _ lines: inout ArraySlice<ArraySlice<UInt8>>, _ around: [String] = []
  ) throws -> ExportProof {
    var (evidence, contents): (String?, [[UInt8]?]) = (nil, [])
    var of: [Headers] = []
    let (parts, isWrapped) = try parts(of: headers, &lines)
    var extra = around + Self.around(isWrapped) + headers.beyond(ofMessage, "the mail")
    for part in parts {
      var rest = part
      let facts = Headers(&rest)
      extra += facts.beyond(ofPart, "a part")
      let text = String(decoding: Array(rest.joined()), as: UTF8.self)
      if facts["Content-Type"] == MessageEvidence.type {
        evidence = text
      } else {
        guard let content = Base64.decode(text.utf8, padded: true) else {
          throw BadEvidence(reason: "a part is damaged: its base 64 cannot be read")
        }
        contents.append(content)
        of.append(facts)
      }
    }
    guard headers["X-Tacita-Id"] != nil else { throw UnknownExport() }
    var facts = try SignedFacts(evidence)
    try compare(facts, headers)
    try facts.agree(contents)
    try compare(facts, of, contents)
    return facts.proof(
      unproven: Unproven.of(author: true, received: headers["X-Tacita-Received"] != nil) + extra)
  }

  /// Names, types and plain digests of the attachments.
  private static func compare(
    _ facts: SignedFacts, _ headers: [Headers], _ contents: [[UInt8]?]
  ) throws {
    let parts = facts.evidence.head.parts.filter { !AuthorityPart.isCarried($0.type) }
    for (index, part) in parts.enumerated().dropFirst() {
      let name = MailHeader.parameter("filename", part.name)
      try facts.agree(
        headers[index]["Content-Disposition"], Headers.unfolded("attachment" + name),
        "the name of part \(index)")
      try facts.agree(
        headers[index]["Content-Type"], MailHeader.mediaType(part.type),
        "the type of part \(index)")
      if let said = headers[index]["X-Tacita-SHA256"], let content = contents[index] {
        try facts.agree(said, SHA256.hash(content).hex, "the SHA-256 of part \(index)")
      }
    }
  }

  private static func compare(_ facts: SignedFacts, _ headers: Headers) throws {
    let head = facts.evidence.head
    try facts.agree(headers["X-Tacita-Id"], head.id.hex, "the id")
    try facts.agree(headers["Message-ID"], MailHeader.messageID(head.id), "the id")
    try facts.agree(headers["X-Tacita-Digest"], facts.evidence.digest.hex, "the digest")
    try facts.agree(headers["X-Tacita-Author"], head.from.description, "the author")
    try facts.agree(
      headers["From"].map(addresses), addresses([head.from.description]), "the author")
    try facts.agree(
      headers["To"].map(addresses), addresses(head.to.map(\.description)),
      "the list of recipients")
    try facts.agree(headers["X-Tacita-Sent"], head.sent.description, "the date")
    try facts.agree(headers["Date"], InternetMessage.date(head.sent), "the date")
    try facts.agree(headers["X-Tacita-Priority"], head.priority.rawValue, "the priority")
    try facts.agree(
      headers["Subject"], head.subject.map { Headers.unfolded(MailHeader.text($0)) },
      "the subject")
    try facts.agree(headers["X-Tacita-Patient"], head.patient?.description, "the patient")
    try facts.agree(
      headers["X-Tacita-Conversation"], head.conversation.hex, "the conversation")
    try facts.agree(
      headers["In-Reply-To"], head.inReplyTo.map(MailHeader.messageID), "what it answers")
  }

  /// The keys in the addresses of a header, in order.
  private static func addresses(_ header: String) -> String {
    header.split(separator: "<").dropFirst().map { $0.prefix { $0 != "@" } }
      .joined(separator: " ")
  }

  private static func addresses(_ identities: [String]) -> String {
    identities.map { $0.dropFirst("tacita1".count) }.joined(separator: " ")
  }

  /// The parts between the boundaries that `headers` name, with their headers; and whether
  /// something stands before or after them.
  private static func parts(
    of headers: Headers, _ lines: inout ArraySlice<ArraySlice<UInt8>>
  ) throws -> (parts: [ArraySlice<ArraySlice<UInt8>>], isWrapped: Bool) {
    guard let type = headers["Content-Type"], type.hasPrefix("multipart/"),
      let start = type.firstRange(of: "boundary=\"")?.upperBound
    else { throw UnknownExport() }
    let boundary = Array("--\(type[start...].prefix { $0 != "\"" })".utf8)
    var parts: [ArraySlice<ArraySlice<UInt8>>] = []
    var begin: Int?
    var end = lines.endIndex
    for index in lines.indices where lines[index].starts(with: boundary) {
      if let begin { parts.append(lines[begin..<index]) }
      begin = index + 1
      if lines[index].count > boundary.count {
        end = index + 1
        break
      }
    }
    let first = parts.first?.startIndex ?? lines.startIndex
    let outside = lines[..<max(lines.startIndex, first - 1)] + lines[min(end, lines.endIndex)...]
    return (parts, outside.contains { !$0.isEmpty })
  }
}

/// The headers of a mail or of a part of one; each name counts once.
private struct Headers {
  private var values: [String: String] = [:]

  /// Takes the headers, and the empty line after them, from `lines`.
  init(_ lines: inout ArraySlice<ArraySlice<UInt8>>) {
    var name: String?
    while let line = lines.popFirst(), !line.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      if text.first == " ", let name {
        values[name]?.append(text)
      } else if let colon = text.firstRange(of: ": ") {
        let key = String(text[..<colon.lowerBound])
        // A second header of that name would be shown by some readers.
        let value = String(text[colon.upperBound...])
        values[key] = values[key].map { "\($0)\n\(value)" } ?? value
        name = key
      } else {
        name = nil
      }
    }
  }

  subscript(name: String) -> String? { values[name] }

  /// The headers that an export does not have.
  func beyond(_ known: Set<String>, _ place: String) -> [String] {
    let others = values.keys.filter { !known.contains($0) }.sorted()
    return others.isEmpty ? [] : ["headers of \(place): \(Unproven.shown(others))"]
  }

  static func unfolded(_ text: String) -> String {
    text.split(separator: "\r\n", omittingEmptySubsequences: false).joined()
  }
}
