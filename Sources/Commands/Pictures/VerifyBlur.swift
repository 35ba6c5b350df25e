internal import ArgumentParser
internal import Files
internal import Imaging

struct VerifyBlur: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "verify-blur",
    abstract: "Prove that nothing of the hidden parts is left in a picture.",
    discussion: """
      tacita verify-blur rash.jpg shared.jpg
      tacita verify-blur --region 300x120+40+900 rash.jpg shared.jpg

      The file says nothing beside the picture, everything outside the parts is as it was, and \
      what is inside follows from the outside alone. Without --region, the parts are found by \
      comparing.
      """)

  @Argument(help: "The picture as it was.", completion: .file())
  var original: String

  @Argument(help: "The picture as it is to be shared.", completion: .file())
  var redacted: String

  @OptionGroup var what: PictureOptions

  @Flag(help: "Compare with a picture that was only cleaned: nothing may differ.")
  var metadataOnly = false
  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    if [original, redacted, what.regionsFrom].count(where: { $0 == "-" }) > 1 {
      throw Failure.usage("only one of the inputs can be standard input")
    }
    if what.margin != nil, what.regionsFrom == nil {
      throw Failure.usage("--margin is for parts that --regions-from names")
    }
    if metadataOnly, !what.region.isEmpty || what.regionsFrom != nil {
      throw Failure.usage("--metadata-only hides nothing, but regions are given")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    var options = try what.redaction()
    options.metadataOnly = metadataOnly
    options.regions += try what.detectedRegions(context)?.regions(for: [original])[0] ?? []
    let before = try PictureInput.read(original, context)
    let kinds = [ConvertibleFormat(of: before)].compactMap(\.self)
    let decoder = PictureInput.decoder(for: kinds, context)
    PictureOutputs(inputs: [original, redacted], context).confine(writing: [])
    let report = try Verifier(options, decoder: decoder).compare(
      original: before, redacted: try PictureInput.read(redacted, context))
    if outputOptions.json {
      try printer.json(report.json)
    } else if report.isProven {
      for hidden in report.hidden {
        try printer.line("hidden \(hidden.place.text)  \(hidden.mode.rawValue)")
      }
      if let format = report.converted {
        printer.remark(
          "the picture was converted from \(format.title): it is compared with such a conversion")
      }
      printer.remark(
        metadataOnly
          ? "proven: the picture is the same, and the file says nothing else"
          : report.bits == 0
            ? "proven: nothing of the hidden parts is left"
            : "proven: at most \(report.bits) bits of the hidden parts are left")
    }
    guard !report.isProven else { return .done }
    func hint(for finding: ProofReport.Finding) -> String? {
      guard case .changedOutside = finding, what.arrow.isEmpty else { return nil }
      return "if an arrow was drawn, name it with --arrow as it was drawn"
    }
    if !outputOptions.json {
      for finding in report.findings {
        printer.fail(
          Failure(finding.code, .no, finding.message.escapedForTerminal(), hint: hint(for: finding))
        )
      }
    }
    return .no
  }
}
