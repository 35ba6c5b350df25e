internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct ContactVerify: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "verify",
    abstract: "Compare a contact's fingerprint and note that it agrees.",
    discussion: """
      tacita contact verify jansen
      tacita contact verify jansen --fingerprint '12345 67890 …'

      Call the person, and have them read the six groups of tacita card --fingerprint.
      """)

  @OptionGroup var who: ContactArgument

  @Option(help: ArgumentHelp("The six groups as the person read them.", valueName: "digits"))
  var fingerprint: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    var book = try ContactBook(try home.openVault(context, printer))
    let identity = try book.find(who.contact).identity
    let found = try book.verify(try compared(identity, context))
    let standing = book.standing(of: found)
    try printer.result(
      text: "verified \(ContactText.line(found, standing, printer))",
      json: ContactText.json(found, standing))
    return .done
  }

  private func compared(
    _ identity: Identity, _ context: Context
  ) throws -> FingerprintComparison {
    if let fingerprint {
      return try FingerprintComparison.typed(fingerprint, for: identity, called: who.contact)
    }
    guard !home.noInput, let prompt = Prompt(context) else {
      throw Failure(
        "no-terminal", .usage, "there is no terminal to compare the fingerprint at",
        hint: "give what the person read to you with --fingerprint")
    }
    let proof = try FingerprintComparison.confirmed(for: identity) { groups in
      try prompt.confirms(
        """
        call \(who.contact.escapedForTerminal()) and have them read their fingerprint:

            \(groups)

        Are all six groups the same? (yes/no) 
        """)
    }
    guard let proof else {
      throw Failure(
        "fingerprint-differs", .no, "not verified",
        hint: "if the groups differ, do not write to this key: ask for the card by another way")
    }
    return proof
  }
}
