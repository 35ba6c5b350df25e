internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Registers
internal import Transports
internal import Attesting

struct Attest: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "attest",
    abstract: "Sign that a key is that of a registered professional.",
    discussion: """
      tacita attest devries.card --registration big:89012345601 --method in-person
      tacita attest --list

      Looks the number up first and refuses what is not active. The attestation goes to standard \
      output, and beside the card on the route.
      """)

  @Argument(help: "A card's file, - for standard input, or a contact.", completion: .file())
  var card: String?

  @Option(
    help: ArgumentHelp("Which of the card's registrations.", valueName: "register:number"))
  var registration: [String] = []

  @Option(help: ArgumentHelp("How you met the person: in-person or video.", valueName: "method"))
  var method: Attestation.Method?

  @Option(
    help: ArgumentHelp(
      "The six groups, as the person showed them to you.", valueName: "digits"))
  var fingerprint: String?

  @Option(
    help: ArgumentHelp("How long it lasts, at most 400d; else 365d.", valueName: "duration"))
  var valid: String?

  @Option(
    help: ArgumentHelp(
      "Attest an entry that is in force with a restriction, and why.", valueName: "reason"))
  var despiteRestriction: String?

  @Option(
    help: ArgumentHelp(
      "Attest the card's name although the register gives none, and how you know it.",
      valueName: "reason"))
  var unconfirmedName: String?

  @Flag(help: "List the attestations that this home signed.")
  var list = false

  @OptionGroup(title: "Looking up")
  var lookUp: LookUpOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    try lookUp.check()
    if list {
      if card != nil { throw Failure.usage("--list is used alone") }
      return
    }
    guard card != nil, registration.count == 1, method != nil else {
      throw Failure.usage("give a card, --registration REGISTER:NUMBER and --method")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let given = try documents(context)
    let vault = try home.openVault(context, printer)
    var book = try ContactBook(vault)
    if list {
      try show(vault, book, printer)
      return .done
    }
    let spool = try home.reachableRoute(context, printer)
    let card = try subject(given, &book, spool)
    let comparison = try compared(card, book, context)
    let claim = try Attester.claim(registration[0], on: card)
    let findings = try lookUp.desk(context).findings(
      RegistrationQuestion(register: claim.register, number: claim.number, name: card.name))
    var request = Attester.Request(
      card: card, registration: claim, method: method ?? .inPerson,
      validity: try LookUpOptions.seconds(valid, "--valid") ?? 365 * 86400)
    request.restrictionReason = despiteRestriction
    request.nameReason = unconfirmedName
    let attestation = try Attester(vault).attest(request, findings, comparison)
    let isPublished = try spool.map { try SpoolNotices($0).publish(attestation) } ?? false
    try tell(attestation, findings, isPublished, printer)
    return .done
  }

  /// The documents of a card that is given as a file; nil for a contact.
  private func documents(_ context: Context) throws -> [SignedDocument]? {
    guard let card, Identity(card) == nil else { return nil }
    guard try card == "-" || Directories.facts(card)?.isDirectory == false else { return nil }
    return try DocumentInput.read(card, context)
  }

  private func subject(
    _ documents: [SignedDocument]?, _ book: inout ContactBook, _ spool: (any Route)?
  ) throws -> Card.Facts {
    if let documents {
      let cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
      guard cards.count == 1 else { throw ContactError.nothingToAdd }
      return cards[0].facts
    }
    let contact = try book.find(card ?? "")
    if let spool { _ = try book.refresh([contact], from: spool) }
    return try book.find(contact.identity.description).card
  }

  /// The key is the person's only if somebody compared it with theirs.
  private func compared(
    _ card: Card.Facts, _ book: ContactBook, _ context: Context
  ) throws -> FingerprintComparison {
    if let fingerprint {
      return try FingerprintComparison.typed(
        fingerprint, for: card.identity, called: card.name)
    }
    if let proof = book[card.identity].flatMap(FingerprintComparison.recorded) { return proof }
    guard !home.noInput, let prompt = Prompt(context) else { throw AttestingError.notCompared }
    let proof = try FingerprintComparison.confirmed(for: card.identity) { fingerprint in
      try prompt.confirms(
        """
        have \(card.name.escapedForTerminal()) show you their fingerprint:

            \(fingerprint)

        Are all six groups the same? (yes/no) 
        """)
    }
    guard let proof else { throw AttestingError.notCompared }
    return proof
  }

  private func tell(
    _ attestation: Attestation, _ findings: Findings, _ isPublished: Bool, _ printer: Printer
  ) throws {
    if printer.isJSON {
      try printer.json(AttestationText.json(attestation))
    } else {
      try printer.output.write(attestation.bytes)
    }
    printer.remark(
      "attested \(attestation.registration) of \(attestation.name) until "
        + "\(attestation.validUntil.short); revoke it with tacita revoke "
        + "\(attestation.digest.hex.prefix(12))")
    if let caution = findings.question.register?.caution { printer.remark(caution) }
    printer.remark(
      isPublished
        ? "it is beside their card on the route"
        : "give it to them: they add it with tacita contact add")
  }

  private func show(_ vault: OpenVault, _ book: ContactBook, _ printer: Printer) throws {
    let trust = book.trust
    let revoked = Set(
      try vault.issuedDocuments().filter { $0.kind == .revocation }.map {
        try Revocation($0).target
      })
    for attestation in try Attester(vault).issued() {
      let isRevoked =
        revoked.contains(.attestation(attestation.digest))
        || revoked.contains(.identity(attestation.subject))
        || trust.revocation(of: attestation.subject) != nil
      let state =
        isRevoked ? "revoked" : attestation.validUntil <= vault.clock.now() ? "ended" : "valid"
      var json = AttestationText.json(attestation)
      json["state"] = .string(state)
      try printer.result(
        text: [
          String(attestation.digest.hex.prefix(12)), Columns.padded(state, 7),
          attestation.validUntil.short, attestation.registration.description,
          attestation.name.escapedForTerminal(),
        ].joined(separator: "  "), json: json)
    }
  }
}
