internal import Files
internal import Messaging

/// What an error of reading or exporting is told as.
extension Failure {
  init(_ error: ReadingError) {
    switch error {
    case .unknownMessage("@last"):
      self.init(
        "unknown-message", .noInput, "no received message is here",
        hint: "tacita receive fetches mail; tacita list shows what you sent")
    case .unknownMessage(let text):
      self.init(
        "unknown-message", .noInput, "there is no message “\(text.escapedForTerminal())” here",
        hint: ["last", "latest", "newest"].contains(text.lowercased())
          ? "the message last received is @last" : "see tacita list; it may have expired")
    case .ambiguousMessage(let text, let count):
      self.init(
        "ambiguous-message", .noInput, "\(count) messages have an id that begins with \(text)",
        hint: "give more of the id; tacita list --json shows all of it")
    case .noSuchPart(let part, let count):
      self.init(
        "no-such-part", .noInput,
        count == 1
          ? "there is no part \(part): this message has no attachments"
          : "there is no part \(part): the parts are 0 to \(count - 1)")
    case .changedMeanwhile:
      self.init(
        "changed-meanwhile", .busy, "a message was taken back or deleted meanwhile",
        hint: "nothing was exported; look at tacita list and try again")
    case .noExport(let ids):
      let list = ids.map { String($0.hex.prefix(12)) }.joined(separator: ", ")
      self.init(
        "no-export", .locked,
        ids.count == 1
          ? "the sender of \(list) asks not to export it"
          : "the senders of \(list) ask not to export them",
        hint: "nothing was exported; ask the sender to send it again without --no-export")
    case .sentBefore(let messages):
      let list = messages.map { message in
        "\(message.id.hex.prefix(12)) \(message.at)"
          + (message.isAcknowledged ? ", acknowledged" : ", no answer noted")
      }
      self.init(
        "sent-before", .cannotCreate,
        "sent to a system of the record before: \(list.joined(separator: "; "))",
        hint: "nothing was sent; look there, and add --force to send it again")
    case .noSuchPatient:
      self.init(
        "no-such-patient", .noInput, "no message here is about that patient",
        hint:
          "a message of a team has the team's own token; tacita team show tells whether its key "
          + "is here")
    case .unknownConversation(let text):
      self.init(
        "unknown-conversation", .noInput, "no message here is of a conversation “\(text)”",
        hint: "tacita show ID --json tells a message's conversation")
    case .ambiguousConversation(let text, let count):
      self.init(
        "ambiguous-conversation", .noInput,
        "\(count) conversations have an id that begins with \(text)",
        hint: "give more of the id")
    }
  }
}
