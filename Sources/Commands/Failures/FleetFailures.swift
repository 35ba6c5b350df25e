internal import Files
internal import Fleet
internal import Registers

/// What the errors of many homes are told as.
extension Failure {
  init(_ error: FleetError) {
    switch error {
    case .badList(let faults):
      let lines = faults.map { $0.line > 0 ? "line \($0.line): \($0.reason)" : $0.reason }
      self.init(
        "bad-list", .badData, "the list cannot be used: \(lines.joined(separator: "; "))",
        hint: "nothing was done; the columns are home, name, registrations, route, teams, status, "
          + "successor, card and fingerprint")
    case .unsafe(let path, let reason):
      self.init(
        "unsafe-folder", .locked, "\(SystemText.shown(path)) cannot be used: \(reason)",
        hint: "see who changed it: ls -ld \(SystemText.shown(path))")
    case .busy(let path):
      self.init(
        "fleet-busy", .busy, "another run works in \(SystemText.shown(path))",
        hint: "try again when it is done")
    case .noFolder(let path):
      self.init(
        "no-such-file", .noInput, "there is no folder \(SystemText.shown(path))",
        hint: "tacita fleet prepare makes it")
    case .otherHome(let path):
      self.init(
        "other-home", .cannotCreate,
        "\(SystemText.shown(path)) is not a home that was made for this list",
        hint: "give the person another home in the list; nothing was changed there")
    case .homeMissing(let path):
      self.init(
        "no-home", .noInput, "the home that was made at \(SystemText.shown(path)) is gone",
        hint: "restore it from its backup: tacita restore DIR --home \(SystemText.shown(path))")
    case .noSuccessor(let roles):
      self.init(
        "no-successor", .usage,
        "nobody takes over the roles \(roles.joined(separator: ", ")); nothing else was done",
        hint: "name the home of who does in the column successor")
    case .badSuccessor(let name):
      self.init(
        "no-successor", .usage, "the successor \(name) has no home here",
        hint: "run tacita fleet prepare for them first")
    case .noRights(let reason):
      self.init(
        "no-rights", .configuration, "the rights on the relay are not known: \(reason)",
        hint: "install tacita-transport-nats, and run this again")
    }
  }
}
