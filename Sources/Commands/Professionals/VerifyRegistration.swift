internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Registers
internal import Attesting

struct VerifyRegistration: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "verify-registration",
    abstract: "Check a professional's registration: a number, a card, or a contact.",
    discussion: """
      tacita verify-registration big:89012345601 --name 'A. de Vries'
      tacita verify-registration devries.card
      tacita verify-registration --contact devries
      cut -f1,2 staff.tsv | tacita verify-registration -

      Four facts: format, check digit, the register's status with its source and date, and \
      possession. A hit proves that a number exists, not that a key is that person's.
      """)

  @Option(help: ArgumentHelp("Check a contact's card.", valueName: "alias"), completion: .contacts)
  var contact: String?

  @Option(help: "Whose the number should be.")
  var name: String?

  @Argument(
    help: ArgumentHelp(
      "REGISTER:NUMBER, a card's file, or - for standard input: a card, or a line "
        + "REGISTER:NUMBER[<TAB>NAME] each.", valueName: "card-or-number"))
  var subjects: [String] = []

  @OptionGroup(title: "Looking up")
  var lookUp: LookUpOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    try lookUp.check()
    if contact != nil, !subjects.isEmpty {
      throw Failure.usage("--contact cannot be used with another card or number")
    }
    if contact == nil, subjects.isEmpty {
      throw Failure.usage("give REGISTER:NUMBER, a card's file, --contact NAME, or - for a list")
    }
    if subjects.contains("-"), subjects.count > 1 { throw Failure.usage("- is used alone") }
    if name != nil, subjects.count != 1 || !Self.isNumber(subjects[0]) {
      throw Failure.usage("--name is for one REGISTER:NUMBER")
    }
  }

  /// Whether `text` is meant as REGISTER:NUMBER, not as a file.
  static func isNumber(_ text: String) -> Bool {
    guard let question = RegistrationQuestion(text) else { return false }
    return question.registerName.utf8.allSatisfy {
      (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let desk = try lookUp.desk(context)
    var worst = Status.done
    if let contact {
      let book = try ContactBook(try home.openVault(context, printer))
      let found = try book.find(contact)
      let check = try CardCheck(
        found.card, at: desk, trust: book.trust, now: context.clock.now())
      worst = try report(check, book, printer)
    }
    for subject in subjects {
      if subject == "-" {
        worst = worst.worse(try readInput(desk, context, printer))
      } else if Self.isNumber(subject), let question = RegistrationQuestion(subject, name: name) {
        worst = worst.worse(try report(try desk.findings(question), printer))
      } else {
        if subject.allSatisfy(\.isNumber), try Directories.facts(subject) == nil {
          throw Failure.usage(
            "“\(subject)” does not say of which register it is",
            hint: "put the register before it, like big:\(subject)")
        }
        let documents = try DocumentInput.read(subject, context)
        worst = worst.worse(try check(documents, desk, context, printer))
      }
    }
    return worst
  }

  private func report(_ findings: Findings, _ printer: Printer) throws -> Status {
    try printer.result(
      text: RegistrationText.text(findings, nil, { _ in nil }, printer),
      json: RegistrationText.json(findings, nil))
    if findings.entryOutcome == .yes, findings.outcome == .unknown {
      printer.warn("the register gives no name: it could not be found out whose number it is")
    }
    if findings.outcome == .yes, let caution = findings.question.register?.caution {
      printer.remark(caution)
    }
    return RegistrationText.status(findings.outcome)
  }

  private func report(_ check: CardCheck, _ book: ContactBook?, _ printer: Printer) throws -> Status
  {
    if let revocation = check.revocation {
      printer.warn("this key is revoked: \(revocation.reason.rawValue), \(revocation.issued.short)")
    }
    if check.claims.isEmpty { printer.remark("the card claims no registration") }
    for claim in check.claims {
      var json = RegistrationText.json(claim.findings, claim.possession)
      json["identity"] = .string(check.card.identity.description)
      json["cardName"] = .string(check.card.name)
      if check.revocation != nil { json["revoked"] = .bool(true) }
      try printer.result(
        text: RegistrationText.text(
          claim.findings, claim.possession, { book?[$0]?.alias.description }, printer),
        json: json)
    }
    return RegistrationText.status(check.outcome)
  }

  /// A card's possession is judged by what the home believes, when there is one.
  private func check(
    _ documents: [SignedDocument], _ desk: RegisterDesk, _ context: Context, _ printer: Printer
  ) throws -> Status {
    let cards = try documents.filter { $0.kind == .card }.map { try Card($0) }
    guard !cards.isEmpty else { throw ContactError.nothingToAdd }
    let hasHome = try home.located(context).exists
    let book = hasHome ? try ContactBook(try home.openVault(context, printer)) : nil
    let trust = try book?.trust(with: documents)
    var worst = Status.done
    for card in cards {
      let check = try CardCheck(card.facts, at: desk, trust: trust, now: context.clock.now())
      worst = worst.worse(try report(check, book, printer))
    }
    return worst
  }
}

/// Many numbers from standard input.
extension VerifyRegistration {
  /// The longest line.
  private static let longestLine = 4096

  private func readInput(
    _ desk: RegisterDesk, _ context: Context, _ printer: Printer
  ) throws -> Status {
    var lines = LineReader(context.input, limit: Self.longestLine)
    if try lines.peek().drop(while: { [0x09, 0x0a, 0x0d, 0x20].contains($0) }).starts(
      with: DocumentKind.card.line)
    {
      guard let bytes = try lines.readAll(limit: 16 << 20) else { throw DocumentError.tooLarge }
      return try check(try SignedDocument.parse(handedOver: bytes), desk, context, printer)
    }
    var worst = Status.done
    var isFirst = true
    while let batch = try lines.next() {
      var answers: [UInt8] = []
      for line in batch {
        // Spreadsheets begin a file with a mark.
        let isMarked = isFirst && line.starts(with: [0xef, 0xbb, 0xbf])
        isFirst = false
        let line = isMarked ? Array(line.dropFirst(3)) : line
        let findings = try findings(line, desk)
        worst = worst.worse(RegistrationText.status(findings.outcome))
        answers += CanonicalJSON.encode(RegistrationText.json(findings, nil))
        answers.append(0x0a)
      }
      try printer.output.write(answers)
    }
    return worst
  }

  private func findings(_ line: [UInt8], _ desk: RegisterDesk) throws -> Findings {
    var text = String(decoding: line, as: UTF8.self)
    if text.hasSuffix("\r") { text.removeLast() }
    let fields = text.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
    let name = fields.count == 2 ? fields[1].trimmed : ""
    let subject = fields.first.map(String.init) ?? ""
    guard let question = RegistrationQuestion(subject, name: name.isEmpty ? nil : name) else {
      return Findings(RegistrationQuestion(register: "", number: subject), answer: .notAsked)
    }
    return try desk.findings(question)
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmed: String {
    var text = self
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
