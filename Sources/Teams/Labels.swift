package import Envelopes
package import Identities

/// Why a message that names a team or role is shown as a personal one (section 8).
package enum LabelRemark: String, Sendable, CaseIterable {
  case unknownRoster = "unknown-roster"
  case notJoined = "not-joined"
  case senderNotAMember = "sender-not-a-member"
  case recipientNotAMember = "recipient-not-a-member"
  case rosterEnded = "roster-ended"
  case unknownDuty = "unknown-duty"
  case notOnDuty = "not-on-duty"

  /// The stable name.
  package var name: String { rawValue }
}

/// What a message that names a team bears, evaluated anew at each display.
package enum TeamLabel: Equatable, Sendable {
  /// The team's name; members whom the message left out, and of them those who have left since.
  case team(name: String, without: [Identity], left: [Identity])
  case personal(LabelRemark)

  /// `authority` is what is on file under the team's id; `boreLabel` is whether the message bore
  /// its label when it was received. The first that fails gives the remark.
  package static func of(
    _ head: MessageHead, team id: [UInt8], roster digest: [UInt8], authority: Authority?,
    isJoined: Bool, boreLabel: Bool = false, revoked: some Collection<Identity>
  ) -> TeamLabel {
    guard let authority, authority.id == id, let roster = authority.roster(digest),
      !authority.isVoid(under: roster.facts.charter, revoked: revoked)
    else { return .personal(.unknownRoster) }
    guard isJoined else { return .personal(.notJoined) }
    let newest = authority.roster(revoked: revoked)
    let isMember = newest.map { $0.contains(head.from) } ?? true
    guard roster.contains(head.from), isMember || boreLabel else {
      return .personal(.senderNotAMember)
    }
    guard head.to.allSatisfy(roster.contains) else { return .personal(.recipientNotAMember) }
    guard let newest, head.sent <= roster.facts.notAfter else { return .personal(.rosterEnded) }
    let people = Set(head.to).union([head.from])
    let omitted = roster.facts.members.filter { !people.contains($0) }
    return .team(
      name: newest.facts.name, without: omitted.filter(newest.contains),
      left: omitted.filter { !newest.contains($0) })
  }
}

/// What a message that names a role bears, evaluated anew at each display.
package struct RoleLabel: Equatable, Sendable {
  /// The role's name, by the duty named; nil when that is not on file.
  package let name: String?
  /// "for cardiology on call": the reader had the role around `sent`, or is backup or vacant
  /// address.
  package let isForReader: Bool
  /// "cardiology on call writes": a reply whose sender had the role at `sent`.
  package let isByRole: Bool

  /// Why it is shown as personal; nil when it is for the reader or by the role.
  package var remark: LabelRemark? {
    if name == nil { return .unknownDuty }
    return isForReader || isByRole ? nil : .notOnDuty
  }

  /// `authority` is what is on file under the role's id. It goes by the duty named and its
  /// handovers, also when a newer one counts.
  package static func of(
    _ head: MessageHead, role id: [UInt8], duty digest: [UInt8], authority: Authority?,
    reader: Identity, revoked: some Collection<Identity>
  ) -> RoleLabel {
    guard let authority, authority.id == id, let duty = authority.duty(digest),
      !authority.isVoid(under: duty.facts.charter, revoked: revoked)
    else { return RoleLabel(name: nil, isForReader: false, isByRole: false) }
    let around = authority.turns(
      in: duty, around: head.sent, within: duty.facts.overlap * 60, revoked: revoked)
    let isBackup = around.contains { $0.shift.backup == reader }
    let isForReader =
      head.to.contains(reader)
      && (isBackup || duty.facts.vacant.contains(reader)
        || around.contains { $0.turn.holder == reader })
    let isByRole =
      head.inReplyTo != nil
      && around.contains { $0.turn.holder == head.from && $0.turn.covers(head.sent) }
    return RoleLabel(name: duty.facts.name, isForReader: isForReader, isByRole: isByRole)
  }
}
