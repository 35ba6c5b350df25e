internal import ArgumentParser
internal import Messaging

/// Whom a message goes to: contacts, a team, or whoever has a role.
struct AddresseeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A contact's alias or identity; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var to: [String] = []

  @Option(
    help: ArgumentHelp("A team, instead of single recipients.", valueName: "team"),
    completion: .teams)
  var toTeam: String?

  @Option(
    help: ArgumentHelp("Whoever has a role now, instead of single recipients.", valueName: "role"),
    completion: .roles)
  var toRole: String?

  @Flag(help: "With --to-team: send to nobody unless all members can be reached.")
  var allOrNone = false

  /// Refuses addressees of two kinds, and none at all unless `mayBeMissing`.
  func check(mayBeMissing: Bool = false) throws {
    let kinds = [!to.isEmpty, toTeam != nil, toRole != nil].count { $0 }
    guard kinds < 2 else {
      throw Failure.usage(
        "--to, --to-team and --to-role exclude each other", hint: "give one of them")
    }
    if allOrNone, toTeam == nil { throw Failure.usage("--all-or-none is for --to-team") }
    guard kinds == 1 || mayBeMissing else {
      throw Failure.usage(
        "name a recipient with --to, --to-team or --to-role",
        hint: "tacita contact list shows who is known")
    }
  }

  func address(_ message: inout OutgoingMessage) {
    message.to = to
    message.team = toTeam
    message.role = toRole
    message.allOrNone = allOrNone
  }
}
