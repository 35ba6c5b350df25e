internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Registers
internal import Transports
internal import Attesting

struct ContactCheck: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "check",
    abstract:
      "Check whether contacts are still what they were: registers, attestations, revocations.",
    discussion: """
      tacita contact check devries
      tacita contact check --all -q       # from cron: a line for each problem, nothing else

      Takes cards, attestations and revocations from the route first. Status 1 when something \
      ended, 69 when a register could not be asked.
      """)

  @Argument(help: "An alias or an identity.", completion: .contacts)
  var contact: String?

  @Flag(help: "Check all contacts.")
  var all = false

  @OptionGroup(title: "Looking up")
  var lookUp: LookUpOptions

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    try lookUp.check()
    if all == (contact != nil) { throw Failure.usage("name a contact, or --all") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let desk = try lookUp.desk(context)
    let vault = try home.openVault(context, printer)
    var checking = try ContactsCheck(vault, at: desk)
    let wanted = try contact.map { [try checking.book.find($0)] } ?? checking.book.contacts
    if let spool = try home.reachableRoute(context, printer) {
      for refused in try checking.refresh(wanted, from: spool) {
        printer.warn(
          "\(refused.contact.alias): what the route has of them was refused: \(refused.error.name)")
      }
    }
    var worst = Status.done
    try checking.run(wanted) { contact, check in
      let status = RegistrationText.status(check.holds)
      worst = worst.worse(status)
      try report(check, contact, checking.book, status, printer)
      return worst == .done ? nil : "\(worst.rawValue)"
    }
    return worst
  }

  private func report(
    _ check: CardCheck, _ contact: Contact, _ book: ContactBook, _ status: Status,
    _ printer: Printer
  ) throws {
    if printer.isQuiet, status == .done { return }
    let standing = book.standing(of: contact)
    if printer.isJSON {
      var json = ContactText.json(contact, standing)
      json["schema"] = "tacita/contact-check/1"
      json["status"] = .number(Int(status.rawValue))
      json["registrations"] = .array(
        check.claims.map { .object(RegistrationText.json($0.findings, $0.possession)) })
      return try printer.json(json)
    }
    try printer.line(
      "\(ContactText.line(contact, standing, printer)): \(Self.text(check, status))")
    for claim in check.claims where RegistrationText.status(claim.outcome) != .done {
      try printer.line("  \(RegistrationText.title(claim.findings)): \(Self.text(claim))")
    }
  }

  private static func text(_ check: CardCheck, _ status: Status) -> String {
    if let revocation = check.revocation {
      return "revoked \(revocation.issued.short), \(revocation.reason.rawValue)"
    }
    switch status {
    case .done: return check.claims.isEmpty ? "claims no registration" : "nothing changed"
    case .unavailable: return "could not find out everything"
    default: return "something ended"
    }
  }

  private static func text(_ claim: CardCheck.Claim) -> String {
    var words = [claim.findings.verdict.rawValue]
    if case .unknown(let ignorance) = claim.findings.answer {
      words.append(RegistrationText.text(ignorance))
    }
    if let note = claim.findings.entry?.note, !note.isEmpty { words.append(note) }
    if claim.findings.name == .differs, let entry = claim.findings.entry {
      words.append("registered to “\(entry.name)”")
    }
    if case .notAttested(let rejected) = claim.possession {
      words.append(rejected.last.map { "not attested: \($0.reason)" } ?? "never attested")
    }
    return words.joined(separator: "; ").escapedForTerminal()
  }
}
