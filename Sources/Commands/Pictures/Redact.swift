internal import ArgumentParser
internal import Files
internal import Redaction

struct Redact: TacitaCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Mask what identifies a patient in a text.",
    discussion: """
      tacita redact < note.txt
      tacita show @last | tacita redact | tacita send --to jansen
      tacita redact --check < note.txt && mail -s note jansen < note.txt

      Reads standard input, writes standard output. Numbers with check digits, dates of birth, ages \
      over 89, telephone numbers, addresses on the net, postal codes, registration numbers, lines of \
      passports: each becomes its kind between brackets, like [BSN]; everything else passes as it \
      is. Names, places and rare diagnoses are not looked for. Opens no home.
      """)

  @Flag(
    name: .customLong("check"),
    help: "Write no text: end with status 1 if anything is found.")
  var findsOnly = false

  @Option(
    help: ArgumentHelp("Look for these kinds alone, separated by commas.", valueName: "kinds"))
  var only: String?

  @Option(
    help: ArgumentHelp(
      "Number the marks, and write what each stands for to a new file.", valueName: "file"),
    completion: .file())
  var map: String?

  @OptionGroup var speech: OutputOptions

  func check() throws {
    if map != nil, findsOnly || speech.json {
      throw Failure.usage(
        "--map is for a text that is written", hint: "leave out --check and --json")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = speech.printer(context)
    let kinds = try RedactionKinds.parsed(only)
    // Made first: without it nothing is to leave.
    let legend = try map.map(RedactionMap.init)
    if context.input.isTerminal { printer.remark("type the text; end with Ctrl-D") }
    var pending: [Finding] = []
    let redactor = TextRedactor(
      kinds: kinds, numbered: map != nil, report: speech.json ? { pending.append($0) } : nil)
    var utf8 = UTF8Check()
    var isUTF8 = true
    func release(_ bytes: UnsafeRawBufferPointer) throws {
      if !findsOnly, !speech.json { try context.output.write(bytes) }
      guard !pending.isEmpty else { return }
      let lines = pending.reduce(into: [UInt8]()) { $0 += CanonicalJSON.encode($1.json) + [0x0a] }
      pending.removeAll(keepingCapacity: true)
      try context.output.write(lines)
    }
    let size = 65536
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try context.input.readSome(into: buffer)
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      isUTF8 = isUTF8 && utf8.accepts(piece)
      try redactor.add(piece, to: release)
    }
    try redactor.finish(to: release)
    try release(UnsafeRawBufferPointer(start: nil, count: 0))
    try legend?.write(redactor.legend)
    isUTF8 = isUTF8 && utf8.isComplete
    if !isUTF8 { printer.warn("the text is not all UTF-8; what is not went through untouched") }
    if speech.json {
      try printer.json(RedactionSummary.json(redactor.counts, isUTF8: isUTF8))
    } else {
      printer.remark(RedactionSummary.text(redactor.counts, masked: !findsOnly))
    }
    return findsOnly && !redactor.counts.isEmpty ? .no : .done
  }
}
