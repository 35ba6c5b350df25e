internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

/// What waits for the user, and what is about to be lost, as `status`, `doctor` and `receive` tell
/// it.
struct MailText {
  let counts: MailCounts
  private let names: PeopleNames

  init(_ vault: OpenVault) throws {
    counts = try MailCounts(vault)
    names = try PeopleNames(of: vault)
  }

  private func name(_ identity: Identity) -> String {
    names.name(identity)
  }
}

/// The rows and keys of `status`.
extension MailText {
  var rows: [[String]] {
    [
      ["unread", unread],
      ["missing", missing],
      ["held", heldText],
      ["to go out", Self.text(counts.toGoOut, "the oldest of")],
    ]
  }

  private var heldText: String {
    let held = Self.text(counts.held, "the oldest of")
    return counts.heldForRoles.isEmpty ? held : "\(held); \(heldForRoles)"
  }

  /// `1 for cardio, stat; 2 for cardio, routine`.
  private var heldForRoles: String {
    counts.heldForRoles
      .map { "\($0.kind.number) for \($0.role), \($0.priority.rawValue)" }
      .joined(separator: "; ")
  }

  private var missing: String {
    let people = Self.sorted(counts.missing).map { identity, kind in
      "\(kind.number) of \(name(identity))"
    }
    return people.isEmpty ? "0" : people.joined(separator: ", ")
  }

  private var unread: String {
    var parts = [Self.text(counts.unread, "the oldest came")]
    if counts.stat.number > 0 { parts.append("\(counts.stat.number) stat") }
    if counts.urgent.number > 0 { parts.append("\(counts.urgent.number) urgent") }
    return parts.joined(separator: "; ")
  }

  private static func text(_ kind: MailCounts.Kind, _ words: String) -> String {
    kind.first.map { "\(kind.number), \(words) \($0.short)" } ?? "\(kind.number)"
  }

  var json: JSONObject {
    JSONObject([
      "ending": Self.json(counts.ending),
      "expiredUnread": .array(counts.expired.map { .object(json($0)) }),
      "held": Self.json(counts.held),
      "heldForRoles": .array(
        counts.heldForRoles.map { held in
          .object(
            JSONObject([
              "first": held.kind.first.map { .string($0.description) },
              "number": .number(held.kind.number), "priority": .string(held.priority.rawValue),
              "role": .string(held.role.description),
            ]))
        }), "missing": people(counts.missing, "from"),
      "stat": Self.json(counts.stat),
      "toGoOut": Self.json(counts.toGoOut),
      "unfetched": people(counts.unfetched, "to"),
      "unread": Self.json(counts.unread), "urgent": Self.json(counts.urgent),
    ])
  }

  private static func json(_ kind: MailCounts.Kind) -> JSONValue {
    .object(
      JSONObject([
        "first": kind.first.map { .string($0.description) }, "number": .number(kind.number),
      ]))
  }

  private func people(_ counts: [Identity: MailCounts.Kind], _ key: String) -> JSONValue {
    .array(
      Self.sorted(counts).map { identity, kind in
        var json = JSONObject([
          "alias": names.alias(identity).map { .string($0.description) },
          "first": kind.first.map { .string($0.description) }, "number": .number(kind.number),
        ])
        json[key] = .string(identity.description)
        return .object(json)
      })
  }

  /// A message that expired unread, as it stands alone too.
  func json(_ reading: Reading) -> JSONObject {
    JSONObject([
      "alias": names.alias(reading.from).map { .string($0.description) },
      "from": .string(reading.from.description),
      "message": .object(
        JSONObject([
          "expires": .string(reading.expires.description), "id": .string(reading.id.hex),
          "priority": .string(reading.priority), "sent": .string(reading.sent.description),
        ])),
      "schema": "tacita/expired/1",
    ])
  }

  private static func sorted(
    _ counts: [Identity: MailCounts.Kind]
  ) -> [(Identity, MailCounts.Kind)] {
    counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

/// What is to be done.
extension MailText {
  /// A message that expired unread.
  func words(_ reading: Reading) -> String {
    let priority = reading.priority == "routine" ? "" : ", \(reading.priority)"
    return
      "the message \(reading.id.hex.prefix(12)) of \(name(reading.from))\(priority), sent "
      + "\(reading.sent.short), expired before you read it"
  }

  /// What came: whether it is read in time.
  var received: Check {
    if !counts.expired.isEmpty {
      return .todo(
        .mail, "\(counts.expired.count.counted("message")) expired unread: \(expiredBySender)",
        hint: "run tacita receive to see them; ask the senders to send them again")
    }
    if !counts.heldForRoles.isEmpty {
      return .todo(
        .mail, "held, because the sender is not known: \(heldForRoles)",
        hint: "tacita list --held names the sender: add their card and run tacita receive, or "
          + "telephone")
    }
    if let end = counts.ending.first {
      return .todo(
        .mail,
        "\(counts.ending.number.counted("unread message")) "
          + "\(counts.ending.number == 1 ? "expires" : "expire") soon, the first on \(end.short)",
        hint: "tacita list --unread")
    }
    if !counts.missing.isEmpty {
      return .note(
        .mail, "\(counts.unread.number) unread; never arrived: \(missing)",
        hint: "tacita ask-again asks the senders to send these again")
    }
    if counts.held.number > 0 {
      return .note(
        .mail, "\(counts.unread.number) unread; \(counts.held.number.counted("envelope")) held",
        hint: "tacita list --held")
    }
    return .good(.mail, "\(counts.unread.number) unread")
  }

  /// `jansen 2 (1 stat), bakker 1`.
  private var expiredBySender: String {
    Dictionary(grouping: counts.expired, by: \.from).sorted { $0.key < $1.key }
      .map { sender, readings in
        let graver = ["stat", "urgent"].compactMap { priority -> String? in
          let number = readings.count { $0.priority == priority }
          return number > 0 ? "\(number) \(priority)" : nil
        }
        let words = graver.isEmpty ? "" : " (\(graver.joined(separator: ", ")))"
        return "\(name(sender)) \(readings.count)\(words)"
      }.joined(separator: ", ")
  }

  /// What was sent: whether it is fetched in time.
  var sent: Check {
    if !counts.unfetched.isEmpty {
      let people = Self.sorted(counts.unfetched).map { identity, kind in
        "\(kind.number.counted("message")) to \(name(identity)), the first expires on "
          + "\(kind.first?.short ?? "")"
      }
      return .todo(
        .sent, "not fetched yet: \(people.joined(separator: "; "))",
        hint: "telephone; tacita list --sent shows each")
    }
    return Self.sent(toGoOut: counts.toGoOut.number)
  }

  /// All that a locked home can tell of what was sent.
  static func sent(toGoOut number: Int) -> Check {
    guard number > 0 else { return .good(.sent, "nothing waits to go out") }
    return .note(
      .sent, "\(number.counted("copy", plural: "copies")) of sent messages wait to go out",
      hint: "run tacita receive when the route is there")
  }
}
