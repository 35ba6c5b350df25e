internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging

struct ProfileCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "profile",
    abstract: "Show or change what your card says of you.",
    discussion: """
      tacita profile
      tacita profile --name 'A. de Vries-Smit'
      tacita profile --add-registration big:89012345601

      A change makes a new card and puts it on the route; others take it from there, or from you. \
      Identity and fingerprint stay. An attestation about you counts only as long as your card \
      claims its registration.
      """)

  @Option(help: "Your name, as colleagues will see it.")
  var name: String?

  @Option(
    help: ArgumentHelp(
      "Claim an entry in a register, like big:89012345601; may be repeated.",
      valueName: "register:number"))
  var addRegistration: [String] = []

  @Option(
    help: ArgumentHelp(
      "Claim an entry no longer; may be repeated.", valueName: "register:number"))
  var removeRegistration: [String] = []

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let added = try addRegistration.map(RegistrationInput.read)
    let removed = try removeRegistration.map(RegistrationInput.read)
    let vault = try home.openVault(context, printer)
    var profile = try Profile(vault)
    let before = profile
    if let name { profile.name = name }
    for registration in removed {
      guard let index = profile.registrations.firstIndex(of: registration) else {
        throw Failure(
          "no-registration", .noInput, "your card does not claim \(registration)",
          hint: "tacita profile shows what it claims")
      }
      profile.registrations.remove(at: index)
    }
    profile.registrations += added.filter { !profile.registrations.contains($0) }
    let card = try profile.save(in: vault)
    let isChanged =
      before.name != profile.name || before.registrations != profile.registrations
    if isChanged { CardPublication.publish(card, vault, home, context, printer) }
    var json = CardText.json(card)
    json["changed"] = .bool(isChanged)
    json["schema"] = "tacita/profile/1"
    try printer.result(text: CardText.text(card), json: json)
    if isChanged {
      printer.remark("your card is new: colleagues without your route need tacita card again")
    }
    return .done
  }
}

/// An entry of a professional register as it is typed.
enum RegistrationInput {
  static func read(_ text: String) throws -> Registration {
    guard let registration = Registration(text) else {
      throw Failure.usage(
        "“\(text.escapedForTerminal())” is not a registration",
        hint: "write it as REGISTER:NUMBER, like big:89012345601")
    }
    return registration
  }
}

/// Putting one's own card on the route, where there is one.
enum CardPublication {
  /// What fails is reported, and no more: the card is good all the same, and may be what is needed
  /// to set things right. False when it did not get there.
  @discardableResult
  static func publish(
    _ card: Card, _ vault: OpenVault, _ home: HomeOptions, _ context: Context, _ printer: Printer
  ) -> Bool {
    do {
      guard let route = try home.route(context) else { return false }
      try CardKeeper(vault).publish(card, in: route)
      return true
    } catch {
      let reason = Failure(describing: error).message
      printer.caution("your card could not be put on the route: \(reason)")
      return false
    }
  }
}
