internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Registers
internal import Teams

struct DirectoryCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "directory", abstract: "Find people and roles on the route.",
    discussion: """
      tacita directory cardio
      tacita directory --register big jansen

      Everybody who published a card, coloured by what you believe now: green first. Red people \
      only claim what is shown. Roles are shown when you verified one of their owners.
      """)

  @Argument(help: "Words of the name or of a registration.")
  var words: [String] = []

  @Option(
    help: ArgumentHelp("Only people with a registration in this register.", valueName: "register"))
  var register: String?

  @Option(
    help: ArgumentHelp("Only people attested with this profession.", valueName: "code"))
  var profession: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let vault = try home.openVault(context, printer)
    guard let route = try home.route(context) else { throw SettingError.noRoute }
    let directory = try PeopleDirectory(vault, route: route)
    var question = PeopleDirectory.Question()
    question.words = words
    question.register = register
    question.profession = profession
    let people = try directory.people(question)
    for entry in people {
      try printer.result(text: line(entry, printer), json: json(entry))
    }
    let roles = register == nil && profession == nil ? try directory.roles(words) : []
    for role in roles {
      let name = role.authority.duties.last?.facts.name ?? ""
      try printer.result(
        text: "\(printer.colour("role"))  \(name.escapedForTerminal())  \(role.id.hex)",
        json: JSONObject([
          "id": .string(role.id.hex), "name": .string(name),
          "schema": "tacita/directory-role/1",
        ]))
    }
    if people.isEmpty, roles.isEmpty { printer.remark("nobody is found") }
    return .done
  }

  private func line(_ entry: PeopleDirectory.Entry, _ printer: Printer) -> String {
    var cells = [printer.colour(entry.colour.rawValue), entry.name]
    cells += entry.registrations.map(\.description)
    cells.append(entry.alias?.description ?? entry.identity.description)
    return cells.dropFirst().reduce(cells[0]) { "\($0)  \($1.escapedForTerminal())" }
  }

  private func json(_ entry: PeopleDirectory.Entry) -> JSONObject {
    JSONObject([
      "alias": (entry.alias?.description).map { .string($0) },
      "colour": .string(entry.colour.rawValue),
      "identity": .string(entry.identity.description), "name": .string(entry.name),
      "profession": entry.profession.map { .string($0) },
      "registrations": .array(entry.registrations.map { .string($0.description) }),
      "schema": "tacita/directory/1",
    ])
  }
}
