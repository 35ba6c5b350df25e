internal import ArgumentParser
internal import Files
internal import Imaging

struct VerifyBlur: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-blur",
    abstract: "Prove that nothing of the hidden parts is left in a picture.",
    discussion: """
      tacita verify-blur rash.jpg shared.jpg
      tacita verify-blur --region 300x120+40+900 rash.jpg shared.jpg

      The file says nothing beside the picture, everything outside the parts is as it was, and what \
      is inside follows from the outside alone. Without --region, the parts are found by comparing.
      """)

  @Argument(help: "The picture as it was.", completion: .file())
  var original: String

  @Argument(help: "The picture as it is to be shared.", completion: .file())
  var redacted: String

  @OptionGroup var what: PictureOptions
  @OptionGroup var speech: OutputOptions

  func check() throws {
    if [original, redacted, what.regionsFrom].count(where: { $0 == "-" }) > 1 {
      throw Failure.usage("only one of the inputs can be standard input")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = speech.printer(context)
    let verifier = Verifier(try what.redaction(context))
    let report = try verifier.compare(
      original: try PictureInput.read(original, context),
      redacted: try PictureInput.read(redacted, context))
    if speech.json {
      try printer.json(report.json)
    } else if report.isProven {
      for hidden in report.hidden {
        try printer.line("hidden \(hidden.place.text)  \(hidden.mode.rawValue)")
      }
      printer.remark(
        report.bits == 0
          ? "proven: nothing of the hidden parts is left"
          : "proven: at most \(report.bits) bits of the hidden parts are left")
    }
    guard !report.isProven else { return .done }
    if !speech.json {
      for finding in report.findings {
        printer.fail(Failure(finding.code, .no, finding.message.escapedForTerminal()))
      }
    }
    return .no
  }
}
