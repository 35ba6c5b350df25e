internal import ArgumentParser
internal import Files
internal import Redaction

struct Redact: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "redact",
    abstract: "Mask what identifies a patient in a text.",
    discussion: """
      tacita redact < note.txt
      tacita show @last | tacita redact | tacita send --to jansen
      tacita redact --check < note.txt && mail -s note jansen < note.txt
      tacita redact --patient patient.txt < note.txt

      Reads standard input, writes standard output. Numbers of patients, dates of birth, ages \
      over 89, telephone numbers, addresses, registration numbers, lines of passports, and the \
      fields of JSON, XML and HL7 that hold them: each becomes its kind between brackets, like \
      [BSN]; everything else passes as it is. Names are masked if --patient or --names gives \
      them. Other names, places and rare diagnoses are not looked for. Opens no home.
      """)

  @Flag(
    name: .customLong("check"),
    help: "Write no text: end with status 1 if anything is found.")
  var findsOnly = false

  @Option(
    help: ArgumentHelp("Look for these kinds alone, separated by commas.", valueName: "kinds"))
  var only: String?

  @Option(
    name: .customLong("except"),
    help: ArgumentHelp("Leave these kinds alone, separated by commas.", valueName: "kinds"))
  var exceptions: String?

  @OptionGroup var given: GivenOptions

  @Flag(help: "Tell on standard error why each finding was masked, and where it was.")
  var explain = false

  @Option(
    help: ArgumentHelp(
      "Number the marks, and write what each stands for to a new file.", valueName: "file"),
    completion: .file())
  var map: String?

  @OptionGroup var outputOptions: OutputOptions

  func check() throws {
    if map != nil, findsOnly || outputOptions.json {
      throw Failure.usage(
        "--map is for a text that is written", hint: "leave out --check and --json")
    }
    if only != nil, exceptions != nil {
      throw Failure.usage("--only and --except exclude each other", hint: "give one of them")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = outputOptions.printer(context)
    let kinds = try RedactionKinds.wanted(only: only, except: exceptions)
    let terms = try given.terms(printer)
    // Made first: without it nothing is to leave.
    let legend = try map.map(RedactionMap.init)
    Confinement.confine(to: .init(writes: map.map { [Paths.folder(of: $0)] } ?? []))
    if context.input.isTerminal { printer.remark("type the text; end with Ctrl-D") }
    var pending: [Finding] = []
    let redactor = TextRedactor(
      kinds: kinds, numbered: map != nil, given: terms,
      report: outputOptions.json || explain ? { pending.append($0) } : nil)
    func release(_ bytes: UnsafeRawBufferPointer) throws {
      if !findsOnly, !outputOptions.json { try context.output.write(bytes) }
      guard !pending.isEmpty else { return }
      if explain { for finding in pending { printer.remark(finding.explanation) } }
      if outputOptions.json {
        try context.output.write(
          pending.reduce(into: [UInt8]()) { $0 += CanonicalJSON.encode($1.json) + [0x0a] })
      }
      pending.removeAll(keepingCapacity: true)
    }
    let size = 65536
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try context.input.readSome(into: buffer)
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      try redactor.add(piece, to: release)
    }
    try redactor.finish(to: release)
    try release(UnsafeRawBufferPointer(start: nil, count: 0))
    try legend?.write(redactor.legend)
    if outputOptions.json {
      try printer.json(RedactionSummary.json(redactor.counts, named: terms != nil))
    } else {
      printer.remark(
        RedactionSummary.text(redactor.counts, masked: !findsOnly, named: terms != nil))
    }
    return findsOnly && !redactor.counts.isEmpty ? .no : .done
  }
}
