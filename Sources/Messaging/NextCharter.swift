internal import Files
internal import Identities
internal import Teams

extension Authority {
  /// The charter under which the next roster or duty is signed: `last`, or a new one after it when
  /// `owners` are others or no number is left under it.
  mutating func charter(
    after last: Charter, owners: [Identity], by key: SigningKey, now: Timestamp,
    revoked: Set<Identity>
  ) throws -> Charter {
    guard owners != last.owners || nextNumber(revoked: revoked).needsCharter else { return last }
    guard last.n < Charter.lastNumber else {
      throw AuthorityBookError.tooMany(
        "its owners changed \(Charter.lastNumber) times, which is the most: make a new one")
    }
    let next = try last.next(by: key, owners: owners, issued: now)
    do { _ = try take(next, revoked: revoked) } catch let error as AuthorityError {
      throw AuthorityBookError.rejected(error)
    }
    return next
  }
}
