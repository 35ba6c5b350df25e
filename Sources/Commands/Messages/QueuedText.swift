internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

/// An envelope that is held or was refused, as `list` shows it.
struct QueuedText {
  let description: QueuedMail.Description
  let book: ContactBook

  private var entry: EnvelopeQueue.Entry { description.item.entry }

  var line: String {
    var cells = [
      String(entry.name.prefix(12)), Columns.padded(description.refusal?.name ?? "ready", 20),
    ]
    if let facts = description.facts {
      let sender = book[facts.from]?.alias.description ?? String(facts.from.description.prefix(19))
      cells += [Columns.padded(sender, 19), facts.sent.short]
    } else {
      cells += [Columns.padded("unknown sender", 19), entry.day.description]
    }
    return cells.joined(separator: "  ")
  }

  var json: JSONObject {
    JSONObject([
      "alias": description.facts.flatMap { book[$0.from] }
        .map { .string($0.alias.description) },
      "day": .string(entry.day.description),
      "error": description.refusal.map { .string($0.name) },
      "from": description.facts.map { .string($0.from.description) },
      "held": .string(entry.name), "id": description.facts.map { .string($0.id.hex) },
      "kind": .string(description.item.kind.rawValue),
      "message": description.refusal.map { .string(Failure.text($0)) },
      "schema": "tacita/queued/1", "sent": description.facts.map { .string($0.sent.description) },
      "size": .number(entry.size),
    ])
  }
}
