internal import ArgumentParser
internal import Envelopes
internal import Files
internal import Identities
internal import Records

struct VerifyExport: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "verify-export",
    abstract: "Prove who wrote an exported message, and what, from its file alone.",
    discussion: """
      tacita verify-export consult.eml
      tacita verify-export bundles.ndjson --json

      Reads what tacita export wrote, in every format but text. Text, attachments, date, author \
      and recipients must be what the author signed, or the status is 1. Names what it cannot \
      prove. Opens no home.
      """)

  @Argument(help: "The exported file, - for standard input.", completion: .file())
  var file: String

  @OptionGroup var outputOptions: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let input = file == "-" ? context.input : try Descriptor.reading(file)
    Confinement.confine(to: .init())
    guard let bytes = try input.readAll(limit: ExportVerifier.largest) else {
      throw Failure(
        "too-large", .badData, "\(shown) is larger than \(ExportVerifier.largest >> 20) MiB",
        hint: "export fewer messages at a time")
    }
    do {
      for proof in try ExportVerifier.read(bytes) {
        try printer.result(text: text(proof), json: json(proof))
      }
    } catch let error as BadEvidence {
      throw Failure("not-proven", .no, "\(shown): not proven: \(error.reason)")
    } catch is UnknownExport {
      throw Failure(
        "not-an-export", .badData, "\(shown) is not an export that can be verified",
        hint: "tacita export writes such files, with every --format but text")
    }
    return .done
  }

  private var shown: String { file == "-" ? "standard input" : file.escapedForTerminal() }

  private func missing(_ proof: ExportProof) -> [String] {
    proof.missing.map { proof.evidence.head.parts[$0].name }
  }

  private func text(_ proof: ExportProof) -> String {
    let head = proof.evidence.head
    var rows = [
      ["proven", head.id.hex], ["author", head.from.description],
      ["fingerprint", head.from.fingerprint.description], ["sent", head.sent.description],
    ]
    rows += head.to.map { ["to", $0.description] }
    rows += missing(proof).map { ["not in the file", $0.escapedForTerminal()] }
    rows += proof.unproven.map { ["not proven", $0] }
    return Columns.aligned(rows)
  }

  private func json(_ proof: ExportProof) -> JSONObject {
    let head = proof.evidence.head
    return JSONObject([
      "author": .string(head.from.description), "digest": .string(proof.evidence.digest.hex),
      "fingerprint": .string(head.from.fingerprint.description), "id": .string(head.id.hex),
      "missing": .array(missing(proof).map { .string($0) }),
      "schema": "tacita/export-proof/1", "sent": .string(head.sent.description),
      "to": .array(head.to.map { .string($0.description) }),
      "unproven": .array(proof.unproven.map { .string($0) }),
    ])
  }
}
