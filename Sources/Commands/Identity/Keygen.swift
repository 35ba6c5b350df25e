internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Policies
internal import Secrets

struct Keygen: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "keygen",
    abstract: "Make a home and a new identity.",
    discussion: """
      tacita keygen --name 'A. de Vries' --route spool:/srv/ward
      tacita keygen --name 'Ward 3' --keyfile /etc/tacita.key --home /var/lib/tacita

      Asks for a passphrase, unless one is given or the home opens with a key file. Prints the \
      identity. The revocation of the new identity should be moved to a safe place.
      """)

  @Option(help: "Your name, as colleagues will see it.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "An entry in a professional register, like big:89012345601.", valueName: "register:number"))
  var registration: [String] = []

  @Option(
    help: ArgumentHelp("Where mail goes and comes from, like spool:/srv/ward.", valueName: "route"))
  var route: String?

  @Option(
    help: ArgumentHelp(
      "An age recipient (age1pq1…) that can open the home if all else is lost.",
      valueName: "recipient"))
  var recovery: [String] = []

  @Flag(help: "Allow a recovery recipient that a quantum computer could break (age1…).")
  var classicalRecovery = false

  @Option(
    help: ArgumentHelp(
      "Write the identity's revocation here instead of into the home.", valueName: "file"),
    completion: .file())
  var revocation: String?

  @OptionGroup var strength: PassphraseOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let target = try home.located(context)
    guard try Directories.facts(target.path) == nil else {
      throw VaultError.homeExists(target.path)
    }
    // What can be wrong is found before a passphrase is asked for or a key file made.
    var maker = HomeMaker(name: name, registrations: try registrations(), route: route)
    maker.environment = context.environment
    let machine = try MachinePolicy.ofThisMachine()
    maker.machine = machine
    try maker.check()
    maker.recovery = try recoveryRecipients(printer)
    if let revocation, try Directories.facts(revocation) != nil {
      throw Failure(
        "file-exists", .cannotCreate, "\(revocation) exists already", hint: "choose another name")
    }
    let keyfiles = try secrets(context, printer, &maker, machine)
    let made: HomeMaker.Made
    do {
      made = try maker.make(target, revocationPath: revocation, clock: context.clock)
    } catch let error as FileError where error.path.hasPrefix(target.path) {
      throw FileError("create", target.path, code: error.code)
    }
    keyfiles.forEach { $0.keep() }
    try announce(made, target, context, printer)
    return .done
  }

  func check() throws {
    if home.secret.secondFactor != nil, home.secret.keyfile != nil,
      home.secret.passphraseFd == nil, home.secret.passphraseFile == nil
    {
      throw Failure.usage(
        "--second-factor is for a passphrase", hint: "with --keyfile alone, leave it out")
    }
  }

  private func registrations() throws -> [Registration] {
    try registration.map(RegistrationInput.read)
  }

  private func recoveryRecipients(_ printer: Printer) throws -> [any AgeRecipient] {
    try recovery.map {
      try RecoveryRecipient.read($0, classicalAllowed: classicalRecovery, printer)
    }
  }

  /// Passphrase or key file, as the options say; a passphrase is asked for when neither is given.
  /// Key files that were made go again with what is returned, unless they are kept.
  private func secrets(
    _ context: Context, _ printer: Printer, _ maker: inout HomeMaker, _ machine: MachinePolicy
  ) throws -> [TemporaryFile] {
    maker.passphrase = try home.secret.passphrase(context)
    try maker.passphrase.map { try strength.check($0, name: name, machine) }
    if maker.passphrase == nil, home.secret.keyfile == nil {
      maker.passphrase = try asked(context, machine)
      guard maker.passphrase != nil else {
        throw Failure(
          "no-passphrase", .usage,
          home.noInput
            ? "no passphrase is given" : "there is no passphrase, nor a terminal to ask at",
          hint: "give --passphrase-file, --passphrase-fd or --keyfile")
      }
    }
    var made: [TemporaryFile] = []
    if let keyfile = home.secret.keyfile {
      maker.keyfile = try SecretOptions.keyfile(madeAt: keyfile, &made)
    }
    maker.secondFactor = try home.secret.secondFactor.map {
      try SecretOptions.keyfile(madeAt: $0, &made)
    }
    return made
  }

  private func asked(_ context: Context, _ machine: MachinePolicy) throws -> SecretBytes? {
    guard !home.noInput else { return nil }
    return try Prompt(context)?.newSecret(
      "passphrase for the new home", objection: strength.objection(name: name, machine))
  }

  private func announce(
    _ made: HomeMaker.Made, _ target: Home, _ context: Context, _ printer: Printer
  ) throws {
    let revocationPath = revocation ?? target.revocation
    try printer.result(
      text: made.identity.description,
      json: JSONObject([
        "fingerprint": .string(made.identity.fingerprint.description),
        "home": .string(target.path), "identity": .string(made.identity.description),
        "revocation": .string(SystemText.shown(revocationPath)), "schema": "tacita/keygen/1",
      ]))
    if let keyfile = home.secret.keyfile {
      printer.remark(
        "whoever can read \(keyfile) can open this home: guard it like the home itself")
    }
    if let factor = home.secret.secondFactor {
      printer.remark("the passphrase opens this home only together with \(factor): keep a copy")
    }
    printer.remark("your fingerprint is \(made.identity.fingerprint)")
    if revocation == nil {
      printer.remark("move \(revocationPath) to a safe place outside this machine:")
      printer.remark(
        "publish it only if your keys are lost or stolen: it ends this identity")
    }
    guide(printer)
  }

  /// The three commands that come next, as this user types them.
  private func guide(_ printer: Printer) {
    let place = home.home.map { " --home \(ShellWord.quoted($0))" } ?? ""
    let alias = Alias.proposed(for: name)?.description ?? "me"
    printer.remark("what comes next:")
    if home.secret.keyfile == nil {
      printer.remark(
        "  tacita unlock --for 12h\(place)    asks for the passphrase once for the day")
    }
    let opened = home.secret.keyfile.map { "\(place) --keyfile \(ShellWord.quoted($0))" } ?? place
    printer.remark(
      "  tacita card\(opened) > \(alias).card    your card: give it to your colleagues")
    printer.remark(
      "  tacita contact add\(opened) --as ALIAS FILE    takes in the card of a colleague")
  }
}
