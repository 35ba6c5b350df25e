internal import ArgumentParser
internal import Files
internal import Identities
internal import MessageVault
internal import Messaging
internal import Transports
internal import Attesting

struct Revoke: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "revoke",
    abstract: "End an identity, or an attestation that you signed. Final.",
    discussion: """
      tacita revoke devries --reason left
      tacita revoke 5f3a9c0d12ab --reason error
      tacita revoke --own --reason compromised
      tacita revoke --own --from revocation.txt     # the one that keygen made

      The revocation goes to standard output, and onto the route, where everybody reads it at \
      their next send or receive.
      """)

  @Argument(
    help: "A contact or identity that you attested, or the first digits of an attestation.")
  var target: String?

  @Flag(help: "End your own identity: nobody will accept a message under it again.")
  var own = false

  @Option(
    help: ArgumentHelp("compromised, superseded, left or error.", valueName: "reason"))
  var reason: Revocation.Reason?

  @Option(
    help: ArgumentHelp("With --own: publish the revocation that was kept.", valueName: "file"),
    completion: .file())
  var from: String?

  @Flag(help: "Do not ask whether you are sure.")
  var yes = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if own == (target != nil) {
      throw Failure.usage("name what to revoke: a contact, an attestation, or --own")
    }
    if from != nil, !own { throw Failure.usage("--from is for --own") }
    if (from == nil) == (reason == nil) {
      throw Failure.usage(
        "give either --reason REASON, or --own --from FILE: that file has its "
          + "reason")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let kept = try from.map { try keptRevocation($0, context) }
    let vault = try home.openVault(context, printer)
    let book = try ContactBook(vault)
    let target = try resolve(vault, book)
    try confirm(target, book, context)
    let signed =
      try kept.map { try Revoker(vault).revokeOwn(with: $0) }
      ?? Revoker(vault).revoke(target, reason: reason ?? .error)
    if let spool = try home.reachableRoute(context, printer) {
      try SpoolNotices(spool).publish(signed.revocation, about: signed.subject)
      printer.remark("it is on the route: everybody reads it at their next send or receive")
    } else {
      printer.remark("give it to others: they add it with tacita contact add")
    }
    if printer.isJSON {
      try printer.json(json(signed))
    } else {
      try printer.output.write(signed.revocation.bytes)
    }
    return .done
  }

  /// The documents in the file of `--from`, among which is a revocation.
  private func keptRevocation(_ path: String, _ context: Context) throws -> [SignedDocument] {
    let documents = try DocumentInput.read(path, context)
    guard documents.contains(where: { $0.kind == .revocation }) else {
      throw Failure(
        DocumentError.wrongKind.name, .badData, "\(path.escapedForTerminal()) holds no revocation",
        hint: "tacita keygen wrote it, as revocation.txt")
    }
    return documents
  }

  private func resolve(_ vault: OpenVault, _ book: ContactBook) throws -> Revoker.Target {
    guard let target else { return .own }
    if let identity = Identity(target) {
      return identity == vault.identity ? .own : .identity(identity)
    }
    let attestation = try? Revoker(vault).attestation(target)
    if let contact = try? book.find(target) {
      guard attestation == nil else {
        throw Failure.usage(
          "“\(target)” is a contact and the beginning of an attestation",
          hint: "give the identity in full, or more digits of the attestation")
      }
      return .identity(contact.identity)
    }
    return .attestation(try Revoker(vault).attestation(target))
  }

  private func confirm(
    _ target: Revoker.Target, _ book: ContactBook, _ context: Context
  ) throws {
    guard !yes else { return }
    let what: String
    switch target {
    case .own: what = "your own identity: nobody will accept a message of yours again"
    case .identity(let identity):
      what = "the key of \(book[identity]?.alias.description ?? identity.description)"
    case .attestation(let attestation):
      what = "the attestation of \(attestation.registration) for \(attestation.name)"
    }
    guard !home.noInput, let prompt = Prompt(context) else {
      throw Failure.usage("there is no terminal to ask whether you are sure", hint: "add --yes")
    }
    guard
      try prompt.confirms(
        "this ends \(what.escapedForTerminal()). It cannot be undone. Are you sure? (yes/no) ")
    else { throw Failure("not-revoked", .no, "nothing was revoked") }
  }

  private func json(_ signed: Revoker.Signed) -> JSONObject {
    let revocation = signed.revocation
    var json = JSONObject([
      "document": .string(String(decoding: revocation.bytes, as: UTF8.self)),
      "issued": .string(revocation.issued.description),
      "issuer": .string(revocation.issuer.description),
      "reason": .string(revocation.reason.rawValue), "schema": "tacita/revocation/1",
      "subject": .string(signed.subject.description),
    ])
    if case .attestation(let digest) = revocation.target {
      json["attestation"] = .string(digest.hex)
    }
    return json
  }
}
