package import Envelopes
package import Identities
package import Secrets

/// The documents of one part or file about a team or role: charters from 0 on, then one roster, or
/// one duty and its handovers (section 8). Each is verified; whether they belong together is judged
/// where they are taken in.
package struct AuthorityPart: Sendable {
  package let charters: [Charter]
  package let roster: Roster?
  package let duty: Duty?
  package let handovers: [Handover]

  package static let rosterType = "application/vnd.tacita.roster"
  package static let dutyType = "application/vnd.tacita.duty"
  /// Bytes of one part or file.
  package static let sizeLimit = 4 << 20
  /// Parts of a message that are looked at; those after them are ignored.
  package static let mostParts = 64
  static let types: Set<String> = [
    "application/vnd.tacita.charter", rosterType, dutyType, "application/vnd.tacita.handover",
  ]

  /// Whether parts of this type go with a message for its readers' tacita: nobody reads or exports
  /// them.
  package static func isCarried(_ type: String) -> Bool {
    types.contains(type) || type == TeamKey.type
  }

  /// Reads `bytes` from first to last. Throws ``DocumentError`` or ``AuthorityError``.
  package init(_ bytes: [UInt8]) throws {
    guard bytes.count <= Self.sizeLimit else { throw DocumentError.tooLarge }
    let documents = try SignedDocument.parse(stream: bytes, kinds: SignedDocument.authority)
    charters = try documents.prefix { $0.kind == .charter }.map(Charter.init)
    let rest = documents.dropFirst(charters.count)
    roster = try rest.first.flatMap { try $0.kind == .roster ? Roster($0) : nil }
    duty = try rest.first.flatMap { try $0.kind == .duty ? Duty($0) : nil }
    handovers =
      try duty == nil
      ? []
      : rest.dropFirst().prefix { $0.kind == .handover }
        .map(Handover.init)
    let read = charters.count + (roster == nil ? 0 : 1) + (duty == nil ? 0 : 1) + handovers.count
    guard read == documents.count, charters.first?.n == 0 else {
      throw AuthorityError.brokenChain("not charters from 0 on and what stands under them")
    }
  }

  /// The part that every message of a team carries.
  package static func bytes(_ chain: [Charter], _ roster: Roster) -> [UInt8] {
    chain.flatMap(\.bytes) + roster.bytes
  }

  /// What is published of a role.
  package static func bytes(_ chain: [Charter], _ duty: Duty, _ handovers: [Handover]) -> [UInt8] {
    chain.flatMap(\.bytes) + duty.bytes + handovers.flatMap(\.bytes)
  }

  /// The parts of a message that are to be looked at, and how many more are ignored.
  package static func parts(of head: MessageHead) -> (looked: [Int], ignored: Int) {
    let all = head.parts.indices.filter { types.contains(head.parts[$0].type) }
    return (Array(all.prefix(mostParts)), max(0, all.count - mostParts))
  }
}

extension Authority {
  /// What became of a whole part.
  package struct Taken: Sendable {
    package let authority: Authority
    /// Of each document in its order.
    package let filings: [Filing]

    /// What the user is told of the part: of its last document, or that a charter forked.
    package var outcome: Filing {
      let last = filings[filings.count - 1]
      return last == .accepted && filings.contains(.fork) ? .fork : last
    }
  }

  /// What is on file once `part` is taken in over `existing`, which is of the same id or nil: whole
  /// or not at all. Throws ``AuthorityError``.
  package static func taking(
    _ part: AuthorityPart, over existing: Authority?, revoked: some Collection<Identity>
  ) throws -> Taken {
    let first = part.charters[0]
    guard existing.map({ $0.id == first.id }) ?? true else {
      throw AuthorityError.brokenChain("a charter of another team or role")
    }
    var authority = try existing ?? Authority(founding: first)
    var filings: [Filing] = []
    for charter in part.charters { filings.append(try authority.take(charter, revoked: revoked)) }
    if let roster = part.roster { filings.append(try authority.take(roster, revoked: revoked)) }
    if let duty = part.duty { filings.append(try authority.take(duty, revoked: revoked)) }
    for handover in part.handovers {
      filings.append(try authority.take(handover, revoked: revoked))
    }
    return Taken(authority: authority, filings: filings)
  }

  /// The documents of the counting chain with the roster or duty that counts, as a part; nil when
  /// none does.
  package func part(revoked: some Collection<Identity>) -> [UInt8]? {
    let chain = chain(revoked: revoked)
    switch subject {
    case .team: return roster(revoked: revoked).map { AuthorityPart.bytes(chain, $0) }
    case .role:
      return duty(revoked: revoked).map { duty in
        AuthorityPart.bytes(chain, duty, handovers.filter { $0.duty == duty.digest })
      }
    }
  }
}

/// The 32 bytes under which a team writes its patient tokens. Made with the team, never changed.
package struct TeamKey: Sendable {
  package let bytes: SecretBytes

  package static let size = 32
  /// The type of the part that carries it, to members alone.
  package static let type = MessageHead.teamKeyType

  package static func generate() -> TeamKey { TeamKey(bytes: .random(count: size)) }

  private init(bytes: SecretBytes) { self.bytes = bytes }

  /// The key as a home keeps it, which was checked when it came.
  init(stored bytes: SecretBytes) { self.init(bytes: bytes) }

  /// The key in a part, which is wiped; nil when it does not hash to what charter 0 says, and is
  /// ignored.
  package init?(moving part: inout [UInt8], of authority: Authority) {
    let bytes = SecretBytes(moving: &part)
    guard bytes.count == Self.size else { return nil }
    self.init(bytes: bytes)
    guard hash == authority.patientKey else { return nil }
  }

  /// `patientKey` of charter 0.
  package var hash: [UInt8] {
    var text = Array("tacita/v1/team-key\n".utf8) + bytes.copy()
    defer { wipe(&text) }
    return SHA256.hash(text)
  }
}
