internal import Envelopes
package import Files
internal import Identities
internal import MessageVault
internal import Teams

/// An exported message as mail readers open it (RFC 5322, MIME), written as it is read.
///
/// Every name, subject and file name is encoded before it becomes part of a header (RFC 2047, RFC
/// 2231), so that none can begin a header of its own. Text and attachments travel in base 64, byte
/// for byte.
package struct InternetMessage {
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  private let boundary: String
  private let sink: Sink

  private init(_ sink: @escaping Sink) {
    let random = (0..<2).map { _ in UInt64.random(in: .min ... .max) }
    // No line of base 64 can be it.
    boundary = "=_tacita_" + random.map { String($0, radix: 16) }.joined(separator: "_")
    self.sink = sink
  }

  /// Writes one message as itself, several as the parts of one that holds them in order.
  package static func write(_ exports: [MessageExporter.Export], to sink: @escaping Sink) throws {
    let letter = InternetMessage(sink)
    if exports.count == 1, let export = exports.first { return try letter.write(export) }
    try letter.lines([
      "MIME-Version: 1.0", "Subject: tacita: \(exports.count) messages",
      "From: <export@tacita.invalid>",
    ])
    if let last = exports.last { try letter.lines(["Date: \(date(last.head.sent))"]) }
    try letter.lines(["Content-Type: multipart/digest; boundary=\"\(letter.boundary)\"", ""])
    for export in exports {
      try letter.lines(["--\(letter.boundary)", "Content-Type: message/rfc822", ""])
      try InternetMessage(sink).write(export)
      try letter.lines([""])
    }
    try letter.lines(["--\(letter.boundary)--"])
  }

  private func write(_ export: MessageExporter.Export) throws {
    try lines(headers(export))
    try lines(["Content-Type: multipart/mixed; boundary=\"\(boundary)\"", ""])
    for (index, part) in export.head.parts.enumerated() where !AuthorityPart.isCarried(part.type) {
      try lines(["--\(boundary)"])
      if index == 0 {
        try lines(["Content-Type: text/plain; charset=utf-8", "Content-Disposition: inline"])
      } else {
        let name = MailHeader.parameter("filename", part.name)
        try lines([
          "Content-Type: \(MailHeader.mediaType(part.type))",
          "Content-Disposition: attachment\(name)",
        ])
      }
      try lines([
        "Content-Transfer-Encoding: base64",
        "X-Tacita-Digest: \(export.tail.parts[index].digest.hex)",
        "X-Tacita-SHA256: \(try export.content.sha256(of: index).hex)", "",
      ])
      let encoder = Base64Lines(sink)
      try export.content.read(index) { try encoder.add($0) }
      try encoder.finish()
    }
    try lines([
      "--\(boundary)", "Content-Type: \(MessageEvidence.type)",
      "Content-Disposition: attachment; filename=\"tacita.evidence\"",
      "Content-Transfer-Encoding: base64", "",
    ])
    let encoder = Base64Lines(sink)
    try export.content.evidence().bytes.withUnsafeBytes { try encoder.add($0) }
    try encoder.finish()
    try lines(["--\(boundary)--"])
  }

  private func headers(_ export: MessageExporter.Export) -> [String] {
    let head = export.head
    var lines = [
      "MIME-Version: 1.0", "From: \(MailHeader.address(export.author))",
      "To: " + export.recipients.map(MailHeader.address).joined(separator: ",\r\n "),
      "Date: \(Self.date(head.sent))", "Message-ID: \(MailHeader.messageID(head.id))",
    ]
    if let answered = head.inReplyTo {
      lines.append("In-Reply-To: \(MailHeader.messageID(answered))")
    }
    if let subject = head.subject { lines.append("Subject: \(MailHeader.text(subject))") }
    if let recall = export.recall {
      let reason = recall.reason.map { "; " + MailHeader.text($0) } ?? ""
      lines.append("X-Tacita-Recalled: \(recall.sent)\(reason)")
    }
    lines += [
      "X-Tacita-Author: \(head.from)", "X-Tacita-Colour: \(export.colour)",
      "X-Tacita-Conversation: \(head.conversation.hex)",
      "X-Tacita-Digest: \(export.content.digest.hex)",
      "X-Tacita-Expires: \(head.expires)", "X-Tacita-Id: \(head.id.hex)",
      "X-Tacita-Priority: \(head.priority.rawValue)", "X-Tacita-Sent: \(head.sent)",
    ]
    if let received = export.received { lines.append("X-Tacita-Received: \(received)") }
    for registration in export.author.registrations {
      lines.append("X-Tacita-Registration: \(MailHeader.text(registration.description))")
    }
    if let attestation = export.author.attestation {
      lines.append(
        "X-Tacita-Attestation: \(attestation.digest.hex) \(attestation.issuer) "
          + "\(attestation.validUntil)")
    }
    if let present = export.author.present {
      lines.append("X-Tacita-Present-Name: \(MailHeader.text(present.name))")
      for registration in present.registrations {
        lines.append(
          "X-Tacita-Present-Registration: \(MailHeader.text(registration.description))")
      }
    }
    if let patient = head.patient { lines.append("X-Tacita-Patient: \(patient)") }
    switch export.label {
    case .team(let group, _, _): lines.append("X-Tacita-Team: \(MailHeader.text(group.name))")
    case .role(let group, _): lines.append("X-Tacita-Role: \(MailHeader.text(group.name))")
    case .personal(let remark): lines.append("X-Tacita-Label-Remark: \(remark.name)")
    case nil: break
    }
    return lines
  }

  private func lines(_ lines: [String]) throws {
    try Array(lines.map { $0 + "\r\n" }.joined().utf8).withUnsafeBytes(sink)
  }

  /// `Sun, 22 Nov 2026 02:40:07 +0000`.
  package static func date(_ time: Timestamp) -> String {
    let text = Array(time.description)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let month = Int(String(text[5..<7])) ?? 1
    let weekday = (time.day.number % 7 + 7) % 7
    return "\(days[weekday]), \(String(text[8..<10])) \(months[month - 1]) \(String(text[0..<4])) "
      + "\(String(text[11..<19])) +0000"
  }
}

/// Base 64 in lines of 76 characters (RFC 2045, section 6.8), of bytes that come in pieces.
final class Base64Lines {
  private let sink: InternetMessage.Sink
  private var held: [UInt8] = []
  private static let line = 57

  init(_ sink: @escaping InternetMessage.Sink) { self.sink = sink }

  func add(_ bytes: UnsafeRawBufferPointer) throws {
    held.append(contentsOf: bytes)
    let whole = held.count / Self.line * Self.line
    guard whole > 0 else { return }
    try write(held[..<whole])
    held.removeFirst(whole)
  }

  func finish() throws {
    if !held.isEmpty { try write(held[...]) }
    held = []
  }

  private func write(_ bytes: ArraySlice<UInt8>) throws {
    let text = Base64.encode(bytes, padded: true)
    let lines = [UInt8](unsafeUninitializedCapacity: text.count + (text.count + 75) / 76 * 2) {
      buffer, filled in
      for start in stride(from: 0, to: text.count, by: 76) {
        for place in start..<min(start + 76, text.count) {
          buffer[filled] = text[place]
          filled += 1
        }
        buffer[filled] = 0x0d
        buffer[filled + 1] = 0x0a
        filled += 2
      }
    }
    try lines.withUnsafeBytes(sink)
  }
}
