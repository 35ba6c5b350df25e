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
    let writes = !findsOnly && !outputOptions.json
    // Remarks stand beside the text that they are about.
    let sink = TextSink(
      from: context.input, to: context.output, overlaps: writes && !explain)
    func release(_ bytes: UnsafeRawBufferPointer) throws {
      if writes { try sink.write(bytes) }
      guard !pending.isEmpty else { return }
      if explain { for finding in pending { printer.remark(finding.explanation) } }
      if outputOptions.json {
        try context.output.write(
          pending.reduce(into: [UInt8]()) { $0 += CanonicalJSON.encode($1.json) + [0x0a] })
      }
      pending.removeAll(keepingCapacity: true)
    }
    do { try Self.read(context.input, by: redactor, to: release) } catch {
      // What came before is masked, and leaves.
      try? sink.finish()
      throw error
    }
    try sink.finish()
    try legend?.write(redactor.legend)
    if outputOptions.json {
      try printer.json(RedactionSummary.json(redactor.counts, named: terms != nil))
    } else {
      printer.remark(
        RedactionSummary.text(redactor.counts, masked: !findsOnly, named: terms != nil))
    }
    return findsOnly && !redactor.counts.isEmpty ? .no : .done
  }

  private static func read(
    _ input: Descriptor, by redactor: TextRedactor, to sink: TextRedactor.Sink
  ) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try input.readSome(into: buffer)
      if count == 0 { break }
      try redactor.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: sink)
    }
    try redactor.finish(to: sink)
    try sink(UnsafeRawBufferPointer(start: nil, count: 0))
  }
}

/// Where masked text goes. From file to file, it is written while the next is masked; else somebody
/// may wait for each piece.
private struct TextSink {
  private let output: Descriptor
  private let overlapped: OverlappedWriter?

  init(from input: Descriptor, to output: Descriptor, overlaps: Bool) {
    self.output = output
    let areFiles = [input, output].allSatisfy { (try? $0.size()) != nil }
    overlapped = overlaps && areFiles ? OverlappedWriter(output) : nil
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    if let overlapped { try overlapped.write(bytes) } else { try output.write(bytes) }
  }

  func finish() throws { try overlapped?.finish() }
}
