internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

/// What the sender is told of a message that was sent.
enum SentText {
  static let queued = "queued: the next send or receive delivers it, when the route is back"

  /// `onErrors` when standard output carries the envelope, so that the id goes where words go.
  static func tell(
    _ sent: MessageSender.Sent, _ vault: OpenVault, _ printer: Printer, onErrors: Bool = false,
    forwarded: [UInt8]? = nil
  ) throws {
    for refused in sent.refused {
      printer.warn(
        "\(refused.contact.alias): what the route has of them was refused: \(refused.error.name)")
    }
    for person in sent.unreachable {
      printer.warn("not sent to \(person.name): \(person.reason.rawValue)")
    }
    let names = sent.earlier.isEmpty ? nil : try PeopleNames(of: vault)
    if !printer.isJSON {
      for trouble in sent.earlier { printer.warn(trouble.words(names)) }
    }
    if let group = sent.group { tell(group, today: sent.head.day, printer) }
    if sent.isQueued { printer.remark(queued) }
    if sent.recipients.isEmpty {
      printer.remark(
        "it is kept here, where tacita list shows it; nothing is delivered to yourself")
    }
    let json = json(sent, names, forwarded: forwarded)
    if sent.group != nil, !sent.recipients.isEmpty {
      printer.remark("sent to \(sent.recipients.map(\.name).joined(separator: ", "))")
    }
    if !onErrors {
      try printer.result(text: sent.head.id.hex, json: json)
    } else if printer.isJSON {
      try printer.json(json, on: printer.errors)
    } else {
      printer.remark("sent \(sent.head.id.hex)")
    }
    try Deliveries(vault).settle(sent.earlier)
  }

  private static func json(
    _ sent: MessageSender.Sent, _ names: PeopleNames?, forwarded: [UInt8]?
  ) -> JSONObject {
    let name: JSONValue? = sent.group.map { .string($0.alias.description) }
    return JSONObject([
      "conversation": .string(sent.head.conversation.hex),
      "earlier": sent.earlier.isEmpty
        ? nil : .array(sent.earlier.map { .object(DeliveryText.json($0, names)) }),
      "expires": .string(sent.head.expires.description),
      "forwarded": forwarded.map { .string($0.hex) }, "id": .string(sent.head.id.hex),
      "queued": sent.isQueued ? .bool(true) : nil, "schema": "tacita/sent/1",
      "sent": .string(sent.head.sent.description),
      "patient": sent.head.patient.map { .string($0.description) },
      "role": sent.group?.isTeam == false ? name : nil,
      "team": sent.group?.isTeam == true ? name : nil,
      "to": .array(
        sent.recipients.map { .string($0.alias?.description ?? $0.identity.description) }),
      "unreachable": sent.unreachable.isEmpty
        ? nil
        : .array(
          sent.unreachable.map {
            .object(
              JSONObject(["name": .string($0.name), "reason": .string($0.reason.rawValue)]))
          }),
    ])
  }

  /// What the sender should know of the team.
  private static func tell(_ group: GroupNotes, today: Day, _ printer: Printer) {
    guard group.isTeam else { return tell(role: group, today: today, printer) }
    guard group.ends.day - today <= 30 else { return }
    printer.warn(
      "the list of members of \(group.alias) ends on \(group.ends.day): an owner "
        + "signs it again with "
        + "tacita team renew \(group.alias)")
  }

  /// What the sender should know of the role: how old the plan is, and who may not get it.
  private static func tell(role: GroupNotes, today: Day, _ printer: Printer) {
    if let issued = role.issued {
      printer.remark("\(role.alias): by the plan of \(issued.short)")
    }
    if role.isStale { printer.warn(RoleText.stale(role.alias, role.read)) }
    if role.isVacant {
      printer.warn("nobody has \(role.alias) now: it went to those who are named for that time")
    }
    if !role.mayBeHeld.isEmpty {
      printer.warn(
        "may be held, because you are not attested: "
          + "\(role.mayBeHeld.joined(separator: ", ")): telephone"
      )
    }
  }
}
