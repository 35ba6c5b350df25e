package import Files
package import Identities
internal import Teams

/// What documents about a team or role changed, to be told.
package enum AuthorityNews: Sendable {
  /// A team that the user may join now.
  case invited(Group, by: Identity)
  /// An owner signed a newer roster, duty, handover or charter.
  case changed(Group)
  /// The user is not in the team any more.
  case ended(Group, by: Identity, at: Timestamp)
  /// Charters that follow the same one; who signed each, that of the one that counts first.
  case forked(Group, signers: [Identity])
  /// A part that was not taken in, by the name of what is wrong with it.
  case ignored(String, from: Identity)

  package struct Group: Sendable, Equatable {
    package let alias: Alias
    package let name: String
    package let isTeam: Bool

    init(_ record: AuthorityRecord, revoked: Set<Identity>) {
      alias = record.alias
      name = record.name(revoked: revoked)
      isTeam = record.isTeam
    }
  }
}

/// What became of taking one part in.
struct AuthorityChange {
  let record: AuthorityRecord
  let news: [AuthorityNews]
}

extension AuthorityChange {
  /// What taking `part` in made of `before`; nil when nothing is new. Throws ``AuthorityError``.
  init?(
    _ part: AuthorityPart, to before: AuthorityRecord, reader: Identity, revoked: Set<Identity>
  ) throws {
    let taken = try Authority.taking(part, over: before.authority, revoked: revoked)
    var record = before
    record.authority = taken.authority
    guard Self.documents(record) != Self.documents(before) else { return nil }
    let group = AuthorityNews.Group(record, revoked: revoked)
    var news: [AuthorityNews] = []
    if taken.authority.charters.count > before.authority.charters.count,
      let fork = taken.authority.forks(revoked: revoked).last, taken.filings.contains(.fork)
    {
      news.append(.forked(group, signers: fork.map(\.issuer)))
    }
    let roster = taken.authority.roster(revoked: revoked)
    if let roster, before.isJoined, before.isMember(reader, revoked: revoked),
      !roster.contains(reader)
    {
      news.append(.ended(group, by: roster.issuer, at: roster.facts.issued))
    } else if roster?.digest != before.authority.roster(revoked: revoked)?.digest
      || taken.authority.duty(revoked: revoked)?.digest
        != before.authority.duty(revoked: revoked)?.digest
      || taken.authority.handovers.count > before.authority.handovers.count
    {
      news.append(.changed(group))
    }
    self.record = record
    self.news = news
  }

  private static func documents(_ record: AuthorityRecord) -> Set<[UInt8]> {
    let authority = record.authority
    return Set(
      authority.charters.map(\.digest) + authority.rosters.map(\.digest)
        + authority.duties.map(\.digest) + authority.handovers.map(\.digest))
  }
}
