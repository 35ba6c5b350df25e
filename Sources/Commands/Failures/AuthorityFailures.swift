internal import Files
internal import Identities
internal import Messaging
internal import Teams

/// What an error about a team or role is told as.
extension Failure {
  init(_ error: AuthorityBookError) {
    switch error {
    case .unknown(let name, let subject, let near):
      self.init(
        "unknown-\(subject.rawValue)", .noInput,
        "there is no \(subject.rawValue) “\(name.escapedForTerminal())”",
        hint: near.isEmpty
          ? "see tacita \(subject.rawValue) list"
          : "did you mean \(near.joined(separator: " or "))?")
    case .aliasTaken(let alias):
      self.init(
        "alias-taken", .cannotCreate, "a team or role is called “\(alias)” here already",
        hint: "choose another name with --as")
    case .aliasInvalid(let alias):
      self.init(
        "bad-alias", .usage, "“\(alias.escapedForTerminal())” cannot be a local name",
        hint: "a local name is letters, digits, dots, hyphens and underscores, up to 64 bytes")
    case .notJoined(let name):
      self.init(
        "not-joined", .locked, "you are not in the team \(name)",
        hint: "see tacita team show \(name); if you are invited, tacita team join \(name)")
    case .notAnOwner(let name, let subject):
      self.init(
        "owner-needed", .locked, "you are not an owner of the \(subject.rawValue) \(name)",
        hint: "tacita \(subject.rawValue) show \(name) tells who is: ask one of them")
    case .lastOwner(let name):
      self.init(
        "last-owner", .locked, "you are the only owner of \(name)",
        hint: "make another member an owner first: tacita team own \(name) ALIAS")
    case .notVerified(let people, let name):
      self.init(
        "not-verified", .locked,
        "never verified, in \(name.escapedForTerminal()): \(people.joined(separator: ", ")); "
          + "nothing was done",
        hint: "compare fingerprints with tacita contact verify, or accept them and say why with "
          + "--allow-unverified REASON")
    case .ownersUnknown(let owners):
      self.init(
        "not-verified", .locked,
        "you never verified an owner of that role: \(owners.joined(separator: ", "))",
        hint: "add the card of one of them and compare the fingerprint: tacita contact verify")
    case .notOnDuty(let name):
      self.init(
        "not-on-duty", .locked, "you do not have \(name) now",
        hint: "tacita role on-call \(name) tells who has it")
    case .badPlan(let reason):
      self.init("bad-plan", .badData, "the plan cannot be signed: \(reason)")
    case .rejected(let error):
      self.init(error.name, .badData, Self.words(error))
    case .closed(let error, let name, let people): self.init(error, name, people)
    case .nothingToDo(let reason):
      self.init("nothing-to-do", .usage, "nothing was changed: \(reason)")
    case .tooMany(let reason): self.init("too-many", .usage, "\(reason); nothing was changed")
    case .noTeamKey(let name):
      self.init(
        "no-team-key", .unavailable, "the key of the team \(name) has not come yet",
        hint: "it comes with the next message of the team that goes to members alone")
    }
  }

  private init(_ error: AddressingError, _ name: String, _ people: [String]) {
    switch error {
    case .rosterEnded:
      self.init(
        error.name, .unavailable, "the list of members of \(name) has ended",
        hint: "an owner signs it again with tacita team renew \(name)")
    case .dutyEnded:
      self.init(
        error.name, .unavailable,
        "no plan of \(name) is valid now, so nobody is known to be on call",
        hint: "telephone; an owner plans and publishes the next one")
    case .roleVacant:
      self.init(
        error.name, .unavailable,
        "nobody who has \(name) now can be reached"
          + (people.isEmpty ? "" : ": \(people.joined(separator: ", "))"), hint: "telephone")
    case .unreached:
      self.init(
        error.name, .unavailable,
        "cannot be reached in \(name): \(people.joined(separator: ", ")); "
          + "nothing was sent to anyone",
        hint:
          "they are reached again when their tacita has run receive; see tacita team show \(name)")
    }
  }

  init(_ error: DirectoryError) {
    switch error {
    case .nobody(let registration):
      self.init(
        "no-published-card", .noInput,
        "nobody on the route is attested as \(registration.description.escapedForTerminal())",
        hint: "tacita directory shows who claims it; ask for the card itself")
    case .several(let registration, let names):
      self.init(
        "ambiguous-registration", .no,
        "several people on the route are attested as "
          + "\(registration.description.escapedForTerminal()): "
          + names.joined(separator: ", ").escapedForTerminal(),
        hint: "ask the person for their identity, and add that")
    }
  }

  static func words(_ error: AuthorityError) -> String {
    switch error {
    case .notAnOwner: "it is signed by somebody who is not an owner"
    case .brokenChain(let reason): "it does not go with what is on file: \(reason)"
    }
  }
}
