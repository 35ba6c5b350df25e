internal import Attesting
internal import Files
package import Identities
package import MessageVault
internal import Messaging
internal import Registers
internal import Teams
package import Transports

/// What a run tells of: one thing that was done, would be done, or could not be.
package struct FleetEvent {
  package enum Step: String, Sendable {
    /// The card of somebody with a home of their own was taken.
    case card
    /// A home was made; its card was put on the route; the desk knows the person.
    case home, publish, contact
    /// A registration was attested, for the first time or again.
    case attest, renew
    /// A team was made, or people were added to it or taken out; a roster was signed again.
    case team
    /// A relay is told of the person.
    case relay
    /// Of somebody who leaves: roles handed over, identity revoked, home kept or purged.
    case role, revoke, leave
  }

  package let step: Step
  /// Nil for a team.
  package let person: Alias?
  /// What it was done to, in words.
  package let detail: String?
  /// Why it was not done.
  package let error: (any Error)?
}

/// One run of the desk for all people on a list. Each step looks at what is there first: a run that
/// was killed is finished by the next, and nothing is done twice.
package struct FleetRun {
  let vault: OpenVault
  let folder: FleetFolder
  let list: FleetList
  let route: (any Route)?
  /// What a helper of a route finds in its environment.
  let environment: [String: String]
  /// Whether nothing is to be changed: what would be done is told.
  let isDryRun: Bool
  private let report: (FleetEvent) throws -> Void
  let progress: (Int) -> Void

  package init(
    _ vault: OpenVault, _ folder: FleetFolder, _ list: FleetList, route: (any Route)?,
    environment: [String: String], isDryRun: Bool,
    report: @escaping (FleetEvent) throws -> Void, progress: @escaping (Int) -> Void
  ) {
    self.vault = vault
    self.folder = folder
    self.list = list
    self.route = route
    self.environment = environment
    self.isDryRun = isDryRun
    self.report = report
    self.progress = progress
  }

  func tell(
    _ step: FleetEvent.Step, _ person: Alias?, _ detail: String? = nil, _ error: (any Error)? = nil
  ) throws {
    try report(FleetEvent(step: step, person: person, detail: detail, error: error))
  }

  /// Does `body` unless this run changes nothing; tells of it, or why it failed. What is wrong with
  /// one person keeps nobody else from anything. Nil when it was not done.
  @discardableResult
  func step<Result>(
    _ step: FleetEvent.Step, _ person: Alias?, _ detail: String? = nil,
    _ body: () throws -> Result
  ) throws -> Result? {
    let result: Result?
    do { result = isDryRun ? nil : try body() } catch {
      try tell(step, person, detail, error)
      return nil
    }
    try tell(step, person, detail)
    return result
  }

  /// Goes through `people`, and tells how far it came.
  func each(_ people: [FleetPerson], _ body: (FleetPerson) throws -> Void) throws {
    for (index, person) in people.enumerated() {
      try body(person)
      progress(index + 1)
    }
  }
}
