internal import AgeFormat
package import Envelopes
internal import Files
internal import Identities
package import MessageVault

/// A part of a message that claims to be a message of somebody else, and what it is worth
/// (docs/protocol.md, section 11).
package struct ForwardedPart: Sendable {
  /// The part's number.
  package let part: Int
  /// The message, whose author's signature was verified just now; else why it is none.
  package let message: Result<ForwardedMessage, BadForward>
  /// Its text; nil when it is over 1 MiB, or there is no such message.
  package let text: [UInt8]?
}

extension StoredMessages {
  private static let longestText = 1 << 20

  /// The forwarded messages among the parts of a message.
  package func forwards(in reader: ContentReader) throws -> [ForwardedPart] {
    try reader.head.parts.indices
      .filter { $0 > 0 && reader.head.parts[$0].type == ForwardedMessage.type }
      .map { try forward($0, in: reader) }
  }

  /// The message that is passed on in another one, the first of them; nil for one that passes none
  /// on.
  func passedOn(in reader: ContentReader) throws -> ForwardedMessage? {
    let part = reader.head.parts.indices.first {
      $0 > 0 && reader.head.parts[$0].type == ForwardedMessage.type
    }
    return try part.flatMap { part in
      do { return try ForwardedMessage.read(PartSource(reader, part: part)) } catch is BadForward {
        return nil
      }
    }
  }

  private func forward(_ part: Int, in reader: ContentReader) throws -> ForwardedPart {
    do {
      let message = try ForwardedMessage.read(PartSource(reader, part: part))
      guard message.tail.parts[0].size <= Self.longestText else {
        return ForwardedPart(part: part, message: .success(message), text: nil)
      }
      var text: [UInt8] = []
      _ = try ForwardedMessage.read(PartSource(reader, part: part)) { inner, bytes in
        if inner == 0 { text.append(contentsOf: bytes) }
      }
      return ForwardedPart(part: part, message: .success(message), text: text)
    } catch let error as BadForward {
      return ForwardedPart(part: part, message: .failure(error), text: nil)
    }
  }

  /// Writes part `inner` of the message that is forwarded in `part`, once all of it was verified.
  /// Throws ``BadForward``, or ``ReadingError/noSuchPart(_:count:)``.
  package func readForward(
    _ inner: Int, of part: Int, in reader: ContentReader,
    to sink: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let message = try ForwardedMessage.read(PartSource(reader, part: part))
    guard message.head.parts.indices.contains(inner) else {
      throw ReadingError.noSuchPart(inner, count: message.head.parts.count)
    }
    _ = try ForwardedMessage.read(PartSource(reader, part: part)) { index, bytes in
      if index == inner { try sink(bytes) }
    }
  }
}

extension OutgoingMessage {
  /// Makes this a forward of the message meant by `text`, which is attached with its author's
  /// signature. It has the patient of that message, expires not after it, and is urgent as it was
  /// unless `priority` says otherwise. Whom it goes to and a number of the patient are set before:
  /// what its author asks not to export is passed on to a role alone, and the number of another
  /// patient is refused.
  package mutating func forward(
    _ text: String, priority: MessageHead.Priority?, in vault: OpenVault
  ) throws {
    let messages = StoredMessages(vault)
    let stored = try messages.find(text)
    let reader = try messages.open(stored)
    let id = stored.summary.id
    guard reader.head.kind == .text else { throw SendingError.notForwarded(id, .answer) }
    // Its author decides that for themselves.
    noExport = reader.head.noExport
    guard !noExport || stored.summary.isOutgoing || role != nil else {
      throw SendingError.notForwarded(id, .noExport)
    }
    guard !stored.summary.isRecalled else { throw SendingError.notForwarded(id, .recalled) }
    let content = try vault.content(of: stored)
    attachments.append(
      Part(
        name: "forwarded", type: ForwardedMessage.type,
        content: ForwardSource(
          reader, headLine: content.head, tailLine: content.tail,
          signatureLine: try reader.signatureLine())))
    mostLifetime = stored.summary.expires.unix - vault.clock.now().unix
    self.priority = priority ?? reader.head.priority
    try takePatient(of: reader.head, in: vault)
    subject = subject ?? reader.head.subject
    forwarded = stored
  }

  /// Keeps the patient's token, or sees that the given number is the same patient's. Then the token
  /// is made anew, under the key of whom this goes to.
  private mutating func takePatient(of head: MessageHead, in vault: OpenVault) throws {
    guard let number = patientNumber else {
      patient = head.patient
      return
    }
    guard let token = head.patient, !allowsOtherPatient else { return }
    guard try PatientTokens.all(of: [number], in: vault).contains(token) else {
      throw SendingError.otherPatient(.forwarded)
    }
  }
}
