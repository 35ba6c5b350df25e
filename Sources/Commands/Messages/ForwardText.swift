internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

/// Messages that travel in others, as people and scripts see them: who forwarded and who wrote
/// them.
struct ForwardText {
  let book: ContactBook
  let own: Identity
  /// The word for who sent the message that they are in.
  let forwarder: String

  /// What is known of each, for the lines above the text.
  func rows(_ forwards: [ForwardedPart]) -> [[String]] {
    forwards.flatMap { forward -> [[String]] in
      let part = "part \(forward.part)"
      switch forward.message {
      case .failure(let error):
        return [
          ["bad-forward", "\(part) is not a message as its author signed it: \(error.reason)"]
        ]
      case .success(let message):
        return [
          [
            "forwarded",
            "\(part), by \(forwarder); written by \(author(message.head.from))",
          ],
          ["written", "\(message.head.sent.short), to \(recipients(message.head))"],
        ]
      }
    }
  }

  func json(_ forwards: [ForwardedPart]) -> JSONValue {
    .array(
      forwards.map { forward in
        switch forward.message {
        case .failure(let error):
          .object(
            JSONObject([
              "error": .string(error.name), "message": .string(error.reason),
              "part": .number(forward.part),
            ]))
        case .success(let message): .object(json(message, forward))
        }
      })
  }

  private func json(_ message: ForwardedMessage, _ forward: ForwardedPart) -> JSONObject {
    let head = message.head
    let author = book[head.from]
    return JSONObject([
      "addressedToYou": .bool(head.to.contains(own)),
      "alias": (author?.alias.description).map { .string($0) },
      "colour": .string(colour(head.from)), "digest": .string(message.digest.hex),
      "from": .string(head.from.description), "id": .string(head.id.hex),
      "name": (author?.card.name).map { .string($0) },
      "part": .number(forward.part),
      "parts": .array(
        zip(head.parts, message.tail.parts).map { part, read in
          .object(
            JSONObject([
              "digest": .string(read.digest.hex), "name": .string(part.name),
              "size": .number(read.size), "type": .string(part.type),
            ]))
        }),
      "sent": .string(head.sent.description), "subject": head.subject.map { .string($0) },
      "text": forward.text.map { .string(String(decoding: $0, as: UTF8.self)) },
      "to": .array(head.to.map { .string($0.description) }),
    ])
  }

  /// A name is one that the reader gave or checked: nobody else's word counts for it.
  private func author(_ identity: Identity) -> String {
    guard identity != own else { return "you" }
    guard let contact = book[identity] else { return "\(identity), who is not a contact" }
    return "\(contact.alias) (\(contact.card.name.escapedForTerminal())), \(colour(identity))"
  }

  private func colour(_ identity: Identity) -> String {
    if identity == own { return "own" }
    if let contact = book[identity] { return book.standing(of: contact).colour.rawValue }
    return book.trust.revocation(of: identity) == nil ? "red" : "revoked"
  }

  private func recipients(_ head: MessageHead) -> String {
    let names = head.to.map { identity in
      identity == own
        ? "you" : book[identity]?.alias.description ?? String(identity.description.prefix(12))
    }
    return names.joined(separator: ", ")
      + (head.to.contains(own) || head.from == own ? "" : "; not addressed to you")
  }

  /// The author's words, each line of which begins so that it is not taken for the forwarder's.
  static func quoted(_ text: [UInt8]) -> String {
    let lines = String(decoding: text, as: UTF8.self).escapedForTerminal(lines: true)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let body = lines.last == "" ? lines.dropLast() : lines[...]
    return body.map { $0.isEmpty ? ">\n" : "> \($0)\n" }.joined()
  }
}
