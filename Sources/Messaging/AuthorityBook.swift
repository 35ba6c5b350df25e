internal import Files
package import Identities
package import MessageVault
package import Teams

/// The teams and roles of a home (docs/protocol.md, section 8), and how they are found.
package struct AuthorityBook {
  let vault: OpenVault
  /// By their local names.
  package private(set) var records: [AuthorityRecord] = []
  /// Identities that are known to have ended: by them it is judged which documents count.
  package let revoked: Set<Identity>

  package init(_ vault: OpenVault, trust: Trust) throws {
    self.vault = vault
    revoked = trust.revoked
    try show(AuthorityRecords(try vault.authorities()))
  }

  package init(_ vault: OpenVault) throws { try self.init(vault, trust: ContactBook(vault).trust) }

  package var teams: [AuthorityRecord] { records.filter(\.isTeam) }
  package var roles: [AuthorityRecord] { records.filter { !$0.isTeam } }

  package subscript(id: [UInt8]) -> AuthorityRecord? { records.first { $0.id == id } }

  /// The team or role called `text` here, or by its owners, or whose id begins so. Throws
  /// ``AuthorityBookError/unknown(_:_:suggestions:)``.
  package func find(_ text: String, _ subject: Charter.Subject) throws -> AuthorityRecord {
    let candidates = records.filter { $0.authority.subject == subject }
    if let alias = Alias(text), let found = candidates.first(where: { $0.alias == alias }) {
      return found
    }
    let folded = UnicodeText.folded(text)
    let named = candidates.filter { UnicodeText.folded($0.name(revoked: revoked)) == folded }
    let byID = candidates.filter { text.utf8.count >= 4 && $0.id.hex.hasPrefix(text.lowercased()) }
    if let found = named.first ?? byID.first, max(named.count, byID.count) == 1 { return found }
    let names = named.isEmpty ? candidates : named
    throw AuthorityBookError.unknown(
      text, subject,
      suggestions: named.isEmpty
        ? NameSuggestions.closest(to: text, among: names.map(\.alias.description))
        : names.map(\.alias.description))
  }

  /// Changes what is on file in one transaction, from what is there by then; the audit log has
  /// `lines` of what `change` returns.
  @discardableResult
  mutating func change<Result>(
    _ change: (inout AuthorityRecords) throws -> (result: Result, lines: [AuditLine])
  ) throws -> Result {
    let day = vault.today + (try Policy(vault).retention)
    var kept = AuthorityRecords([])
    let (result, lines) = try vault.changeAuthorities(keepingUntil: day) { rows in
      kept = try AuthorityRecords(rows)
      let changed = try change(&kept)
      for record in kept.all {
        let (bytes, superseded) = record.encoded(revoked: revoked)
        rows[record.id] = AuthorityRow(
          record: bytes, teamKey: record.teamKey?.bytes, superseded: superseded)
      }
      return changed
    }
    if !lines.isEmpty { try vault.note(lines) }
    try show(kept)
    return result
  }

  private mutating func show(_ kept: AuthorityRecords) throws {
    records = kept.all.sorted { $0.alias < $1.alias }
  }
}

/// Teams and roles while they are changed.
struct AuthorityRecords {
  private var byID: [[UInt8]: AuthorityRecord]

  init(_ records: [AuthorityRecord]) {
    byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  init(_ rows: OpenVault.AuthorityRows) throws {
    do {
      self.init(
        try rows.values.map {
          try AuthorityRecord(
            record: $0.record, superseded: $0.superseded.values, teamKey: $0.teamKey)
        })
    } catch {
      throw VaultError.damaged("authorities.record")
    }
  }

  var all: [AuthorityRecord] { Array(byID.values) }

  subscript(id: [UInt8]) -> AuthorityRecord? {
    get { byID[id] }
    set { byID[id] = newValue }
  }

  /// Who invited to each team that is neither joined nor left.
  var invitations: Invitations {
    Invitations(open: byID.compactMapValues(\.inviter))
  }

  /// A name for what is called `name`, that nothing here has: its words, joined by hyphens, with a
  /// number when need be.
  func alias(for name: String) -> Alias? {
    let taken = Set(byID.values.map(\.alias))
    var words = UnicodeText.folded(name).split { Alias("a\($0)") == nil }.map(String.init)
    while words.joined(separator: "-").utf8.count > 48, words.count > 1 { words.removeLast() }
    let joined = words.joined(separator: "-")
    let base = Alias(joined) == nil || joined.utf8.count > 48 ? "unnamed" : joined
    let candidates = [base] + (2...taken.count + 2).map { "\(base)-\($0)" }
    return candidates.lazy.compactMap(Alias.init).first { !taken.contains($0) }
  }
}

/// Why a team or role is not found, or not changed.
package enum AuthorityBookError: Error {
  /// Nothing here is called so; the closest names.
  case unknown(String, Charter.Subject, suggestions: [String])
  case aliasTaken(String)
  case aliasInvalid(String)
  /// The user has not joined the team, or is not in it any more.
  case notJoined(String)
  /// The user is not an owner.
  case notAnOwner(String, Charter.Subject)
  /// The user is the only owner left.
  case lastOwner(String)
  /// Members or holders who were never verified, and for whom no reason was given.
  case notVerified([String], name: String)
  /// None of a role's owners was verified; how they are called.
  case ownersUnknown([String])
  /// The user does not have the role now.
  case notOnDuty(String)
  /// The shifts of a plan do not go together.
  case badPlan(String)
  /// A document that does not go with what is on file.
  case rejected(AuthorityError)
  /// Nothing is sent to it; the people it would go to, where that is why.
  case closed(AddressingError, name: String, people: [String])
  /// What is asked for changes nothing, or somebody who is named is not there.
  case nothingToDo(String)
  /// A limit of the format.
  case tooMany(String)
  /// The team's key never came.
  case noTeamKey(String)
}
