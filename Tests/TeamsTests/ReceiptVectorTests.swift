import Envelopes
import Files
import Identities
import TestSupport
import Testing

@testable import Teams

/// The cases of receipts and recalls that an independent model has made.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct ReceiptVectorTests {
  @Test(arguments: TeamsCase.all("receipts"))
  func receipts(_ vector: TeamsCase) throws {
    let file = vector.filed()
    let message = try SentMessage(vector: vector.members("message"))
    let receipts = vector.list("receipts").map(\.members)
    let expect = vector.members("expect")
    for order in vector.list("orders").map({ $0.list.map(\.number) }) {
      var standing = MessageStanding(of: message)
      for receipt in order.map({ receipts[$0] }) {
        let (from, sent) = (
          try #require(Identity(receipt["from"]?.text ?? "")),
          try #require(Timestamp(receipt["sent"]?.text ?? ""))
        )
        for entry in receipt["about"]?.list ?? [] {
          let entry = try ReceiptEntry(vector: entry.members)
          standing.take(
            entry, from: from, sent: sent, about: entry.id == message.head.id ? message : nil
          ) { role, identity, moment in
            file.authorities[role]?.answers(identity, at: moment, revoked: file.revoked) ?? false
          }
        }
      }
      let ignored = Dictionary(
        uniqueKeysWithValues: standing.ignored.map { ($0.key.name, $0.value) })
      #expect(ignored == expect["ignored"]?.members.mapValues(\.number), "\(order)")
      try expectCells(standing.cells, expect["cells"]?.members ?? [:])
      if let overdue = expect["overdue"] {
        let status = AnswerStatus.of(
          message.head, standing, due: try #require(vector.time("due")),
          now: try #require(vector.time("now")))
        #expect((status == .overdue) == overdue.flag)
      }
    }
  }

  private func expectCells(
    _ cells: [Identity: RecipientCells], _ expect: [String: VectorValue]
  ) throws {
    #expect(Set(cells.keys.map(\.description)) == Set(expect.keys))
    for (identity, cells) in cells {
      let wanted = try #require(expect[identity.description]?.members)
      #expect(cells.delivered == Timestamp(wanted["delivered"]?.text ?? ""))
      let answer = wanted["answer"]?.members ?? [:]
      #expect(cells.answer?.at == Timestamp(answer["at"]?.text ?? ""))
      #expect(
        cells.answer.map { $0.isDeclined ? "declined" : "acknowledged" } == answer["state"]?.text)
      let recall = wanted["recall"]?.members ?? [:]
      #expect(cells.recall?.at == Timestamp(recall["at"]?.text ?? ""))
      #expect(cells.recall.map { $0.isKept ? "kept" : "recalled" } == recall["state"]?.text)
      #expect(cells.recall?.uses == (recall.isEmpty ? nil : ReceiptEntry.Uses(vector: recall)))
    }
  }

  @Test(arguments: TeamsCase.all("recalls"))
  func recalls(_ vector: TeamsCase) throws {
    var rows: [String: RecallState] = [:]
    func key(_ sender: String, _ id: String) -> String { sender + id }
    var outcomes: [String] = []
    for event in vector.list("events").map(\.members) {
      let row = key(event["from"]?.text ?? "", event["id"]?.text ?? "")
      let digest = VectorValue.bytes(hex: event["digest"]?.text ?? "")
      var state = rows[row] ?? RecallState()
      switch event["event"]?.text {
      case "message": outcomes.append(state.arrive(digest).rawValue)
      case "recall":
        outcomes.append(
          state.recall(
            digest, forgets: vector.flag("forget"), dayIsLive: event["live"]?.flag ?? true
          ).rawValue)
      case "show": outcomes.append(state.use(.seen).rawValue)
      case "export": outcomes.append(state.use(.exported).rawValue)
      case "forward": outcomes.append(state.use(.forwarded).rawValue)
      default: Issue.record("an event of no known name")
      }
      rows[row] = state
    }
    let expect = vector.members("expect")
    #expect(outcomes == expect["outcomes"]?.list.map(\.text))
    let state = rows[key(vector.text("sender"), vector.text("id"))] ?? RecallState()
    let wanted = expect["state"]?.members ?? [:]
    #expect((state.digest?.hex ?? "") == (wanted["digest"]?.text ?? ""))
    #expect(state.hasContent == wanted["content"]?.flag)
    #expect(state.isRecalled == wanted["recalled"]?.flag)
    #expect(state.uses == ReceiptEntry.Uses(vector: wanted))
  }
}

extension ReceiptEntry.Uses {
  fileprivate init(vector: [String: VectorValue]) {
    self = []
    if vector["seen"]?.flag ?? false { insert(.seen) }
    if vector["exported"]?.flag ?? false { insert(.exported) }
    if vector["forwarded"]?.flag ?? false { insert(.forwarded) }
  }
}

extension ReceiptEntry {
  /// As a receipt's line would say it.
  fileprivate init(vector: [String: VectorValue]) throws {
    let head = [
      "about": VectorValue.array([.object(vector)]), "kind": .string("receipt"),
      "seq": .integer(0),
      "to": .array([.string(Sample.jansen.identity.description)]),
    ]
    let line = try MessageHead.sample().editing(head)
    guard case .receipt(let entries) = try MessageHead(line: line).kind else {
      throw DocumentError.wrongKind
    }
    self = entries[0]
  }
}

extension SentMessage {
  fileprivate init(vector: [String: VectorValue]) throws {
    var head = MessageHead.sample()
    head.from = try #require(Identity(vector["from"]?.text ?? ""))
    head.to = (vector["to"]?.list ?? []).compactMap { Identity($0.text) }
    head.id = VectorValue.bytes(hex: vector["id"]?.text ?? "")
    head.sent = try #require(Timestamp(vector["sent"]?.text ?? ""))
    func hex(_ label: [String: VectorValue], _ key: String) -> [UInt8] {
      VectorValue.bytes(hex: label[key]?.text ?? "")
    }
    if let team = vector["team"]?.members {
      head.label = .team(id: hex(team, "id"), roster: hex(team, "roster"))
    }
    if let role = vector["role"]?.members {
      head.label = .role(id: hex(role, "id"), duty: hex(role, "duty"))
    }
    if vector["kind"]?.text != "text" { head.kind = .notice }
    self.init(
      head: head, digest: VectorValue.bytes(hex: vector["digest"]?.text ?? ""),
      isRecalled: vector["recalled"]?.flag ?? false)
  }
}
