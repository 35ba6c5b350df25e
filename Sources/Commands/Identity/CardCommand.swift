internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging

struct CardCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "card",
    abstract: "Print your card, which others need to write to you.",
    discussion: """
      tacita card > devries.card
      tacita card --link
      tacita card --show jansen.card

      The card carries a key for each day of the horizon and is extended when it runs short.
      """)

  @Flag(help: "Read somebody's card, from FILE or standard input, without adding it.")
  var show = false

  @Flag(help: "Print only your fingerprint, to be read to others.")
  var fingerprint = false

  @Flag(help: "Print only identity and fingerprint: others find the card on the route by them.")
  var link = false

  @Flag(help: "Make new keys for all days, as after a restore.")
  var renew = false

  @Argument(help: "With --show: the card, - for standard input.", completion: .file())
  var file: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    if !show, let file {
      throw Failure.usage(
        "a file is read with --show", hint: "tacita card --show \(file.escapedForTerminal())")
    }
    if show, fingerprint || link {
      throw Failure.usage("--fingerprint and --link are of your own card")
    }
    if fingerprint, link {
      throw Failure.usage("--link prints the fingerprint too", hint: "leave --fingerprint out")
    }
    if show, renew { throw Failure.usage("--renew cannot be used with --show") }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    show ? try describe(context, printer) : try own(context, printer)
    return .done
  }

  private func own(_ context: Context, _ printer: Printer) throws {
    let vault = try home.openVault(context, printer)
    let keeper = CardKeeper(vault)
    let card: Card
    if renew {
      card = try keeper.renew(in: try home.reachableRoute(context, printer))
    } else {
      card = try keeper.current()
    }
    // A fingerprint needs no route.
    if !fingerprint || renew {
      let isPublished = CardPublication.publish(card, vault, home, context, printer)
      if link, !isPublished {
        printer.caution(
          "your card is not on a route, so nobody finds it by this: send the card itself")
      }
    }
    if fingerprint, !output.json {
      try printer.line(card.identity.fingerprint.description)
    } else if link, !output.json {
      try printer.line("\(card.identity)\n\(card.identity.fingerprint)")
    } else if output.json {
      var json = CardText.json(card)
      let attestations = try OwnAttestations(vault).current(for: card)
      if !attestations.isEmpty {
        json["attestations"] = .array(attestations.map { .object(AttestationText.json($0)) })
      }
      try printer.json(json)
    } else {
      try printer.output.write(try keeper.documents(card))
    }
  }

  private func describe(_ context: Context, _ printer: Printer) throws {
    let documents = try DocumentInput.read(file ?? "-", context)
    // A home that opens without asking tells what the card is worth here.
    let book = try home.openedWithoutAsking(context, printer).map { try ContactBook($0) }
    let view = CardView(
      book: book, trust: try book?.trust(with: documents),
      attestations: try documents.filter { $0.kind == .attestation }.map { try Attestation($0) },
      now: context.clock.now())
    for document in documents where document.kind == .card {
      let card = try Card(document)
      try printer.result(text: view.text(card, printer), json: view.json(card))
    }
  }
}

/// A card as people and scripts see it.
enum CardText {
  static func text(_ card: Card) -> String {
    Columns.aligned(rows(card))
  }

  static func rows(_ card: Card) -> [[String]] {
    [
      ["name", card.name.escapedForTerminal()],
      ["identity", card.identity.description],
      ["fingerprint", card.identity.fingerprint.description],
      ["registrations", registrations(card.facts)],
      ["issued", card.issued.short],
      ["keys", "\(card.firstDay) to \(card.lastDay)"],
      ["ends", card.notAfter.short],
    ]
  }

  static func registrations(_ card: Card.Facts) -> String {
    card.registrations.isEmpty
      ? "none claimed"
      : card.registrations.map(\.description).joined(separator: ", ").escapedForTerminal()
        + " (claimed)"
  }

  static func json(_ card: Card) -> JSONObject {
    JSONObject([
      "card": .string(String(decoding: card.bytes, as: UTF8.self)),
      "fingerprint": .string(card.identity.fingerprint.description),
      "firstDay": .string(card.firstDay.description),
      "identity": .string(card.identity.description), "issued": .string(card.issued.description),
      "lastDay": .string(card.lastDay.description), "mailbox": .string(card.mailbox),
      "name": .string(card.name), "notAfter": .string(card.notAfter.description),
      "registrations": .array(card.registrations.map { .string($0.description) }),
      "schema": "tacita/card/1", "seq": .number(card.seq),
    ])
  }
}
