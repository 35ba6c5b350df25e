package import Files

/// Answers questions about numbers, from snapshots or online. Opens each snapshot once.
package final class RegisterDesk {
  private let folder: SnapshotFolder
  private let clock: Clock
  /// Seconds that a snapshot may be old.
  private let maximumAge: Int
  private let online: OnlineRegister?
  private var snapshots: [Register: Result<Snapshot, Missing>] = [:]

  /// How old a snapshot may be when nothing else is said.
  package static let usualAge = 31 * 86400

  private enum Missing: Error {
    case none
    case damaged(String)
  }

  /// With `online`, the registers that can be asked over the network are asked there.
  package init(
    _ folder: SnapshotFolder, clock: Clock, maximumAge: Int = usualAge,
    online: OnlineRegister? = nil
  ) {
    self.folder = folder
    self.clock = clock
    self.maximumAge = maximumAge
    self.online = online
  }

  package func findings(_ question: RegistrationQuestion) throws -> Findings {
    Findings(question, answer: try answer(question))
  }

  private func answer(_ question: RegistrationQuestion) throws -> Findings.Answer {
    guard let register = question.register else { return .unknown(.unknownRegister) }
    let number = NumberFacts(question.number, in: register)
    if number.isMalformed { return .notAsked }
    if let online {
      guard register.isOnline else { return .unknown(.notOnline) }
      return online.answer(number, in: register, now: clock.now())
    }
    return try look(up: number, in: register)
  }

  private func look(up number: NumberFacts, in register: Register) throws -> Findings.Answer {
    let now = clock.now()
    switch try snapshot(register) {
    case .failure(.none): return .unknown(.noSnapshot)
    case .failure(.damaged(let reason)): return .unknown(.damagedSnapshot(reason))
    case .success(let snapshot):
      let facts = snapshot.facts
      guard now.unix - facts.date.unix <= maximumAge else {
        return .unknown(.staleSnapshot(date: facts.date))
      }
      do {
        guard let entry = try snapshot.entry(of: number) else {
          return .notFound(source: facts.source, date: facts.date)
        }
        return .found(
          entry, standing: entry.standing(on: now.day), source: facts.source, date: facts.date)
      } catch RegisterError.damaged(_, let reason) {
        return .unknown(.damagedSnapshot(reason))
      }
    }
  }

  private func snapshot(_ register: Register) throws -> Result<Snapshot, Missing> {
    if let known = snapshots[register] { return known }
    let found: Result<Snapshot, Missing>
    do {
      found = try folder.open(register).map(Result.success) ?? .failure(.none)
    } catch RegisterError.damaged(_, let reason) {
      found = .failure(.damaged(reason))
    }
    snapshots[register] = found
    return found
  }
}
