internal import Files
package import Identities

/// Which of the documents on file count (section 8), given who is known to be revoked.
extension Authority {
  /// The charters that count, from 0 on. Where chains part, the branch counts whose issuer is not
  /// revoked, then whose issuer is the more senior in the charter before, then the one on file
  /// first: who left, or stole a key, could else sign an early sibling.
  package func chain(revoked: some Collection<Identity>) -> [Charter] {
    var chain = [charters[0]]
    while let next = successors(of: chain[chain.count - 1], revoked).first { chain.append(next) }
    return chain
  }

  /// The charters that follow `charter`, the one that counts first.
  private func successors(
    of charter: Charter, _ revoked: some Collection<Identity>
  ) -> [Charter] {
    charters.indices.filter { charters[$0].prev == charter.digest }
      .sorted { left, right in
        // Of equals, the one on file first.
        func weight(_ index: Int) -> (Int, Int, Int) {
          let issuer = charters[index].issuer
          return (revoked.contains(issuer) ? 1 : 0, charter.rank(of: issuer) ?? .max, index)
        }
        return weight(left) < weight(right)
      }
      .map { charters[$0] }
  }

  /// The charters that follow one another's rival, the one that counts first; one list for each
  /// place where chains part. Who signed what is what the user is told.
  package func forks(revoked: some Collection<Identity>) -> [[Charter]] {
    charters.map { successors(of: $0, revoked) }.filter { $0.count > 1 }
  }

  /// Who may sign the next charter, roster or duty; the most senior first.
  package func owners(revoked: some Collection<Identity>) -> [Identity] {
    let chain = chain(revoked: revoked)
    return chain[chain.count - 1].owners
  }

  /// The roster that counts: the last by charter, epoch, seniority of the issuer, time and digest,
  /// of those under a charter that counts whose issuer is not revoked.
  package func roster(revoked: some Collection<Identity>) -> Roster? {
    newest(
      rosters, revoked, charter: \.facts.charter, number: \.facts.epoch, issuer: \.issuer,
      rest: { ($0.facts.issued.unix, $0.digest) })
  }

  /// The duty that counts, in the same order.
  package func duty(revoked: some Collection<Identity>) -> Duty? {
    newest(
      duties, revoked, charter: \.facts.charter, number: \.facts.seq, issuer: \.issuer,
      rest: { ($0.facts.issued.unix, $0.digest) })
  }

  /// Whether what stands under this charter is void: it is not, or no longer, in the chain.
  package func isVoid(under charter: [UInt8], revoked: some Collection<Identity>) -> Bool {
    !chain(revoked: revoked).contains { $0.digest == charter }
  }

  private func newest<Document>(
    _ documents: [Document], _ revoked: some Collection<Identity>,
    charter: (Document) -> [UInt8], number: (Document) -> Int, issuer: (Document) -> Identity,
    rest: (Document) -> (Int, [UInt8])
  ) -> Document? {
    let chain = chain(revoked: revoked)
    func order(_ document: Document) -> (Int, Int, Int, Int)? {
      guard !revoked.contains(issuer(document)),
        let charter = chain.first(where: { $0.digest == charter(document) }),
        let rank = charter.rank(of: issuer(document))
      else { return nil }
      return (charter.n, number(document), -rank, rest(document).0)
    }
    return documents.compactMap { document in order(document).map { (document, $0) } }
      .max { left, right in
        left.1 == right.1
          ? rest(left.0).1.lexicographicallyPrecedes(rest(right.0).1) : left.1 < right.1
      }?.0
  }
}

extension Authority {
  /// The epoch or seq of the next roster or duty under the charter that counts, and whether a
  /// charter must be signed first because there is none left under this one.
  package func nextNumber(revoked: some Collection<Identity>) -> (number: Int, needsCharter: Bool) {
    let chain = chain(revoked: revoked)
    let charter = chain[chain.count - 1].digest
    let numbers =
      rosters.filter { $0.facts.charter == charter }.map(\.facts.epoch)
      + duties.filter { $0.facts.charter == charter }.map(\.facts.seq)
    guard let last = numbers.max() else { return (0, false) }
    return last < JSONValue.greatestNumber ? (last + 1, false) : (0, true)
  }
}
