internal import ArgumentParser
internal import Files
internal import Registers

struct RegisterImport: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a snapshot of a register from its published file.",
    discussion: """
      tacita register import rpps PS_LibreAcces_Personne_activite_202611200300.txt
      unzip -p NPPES.zip 'npidata*.csv' | tacita register import npi -
      tacita register import big staff.csv --columns number=BIG,name=Naam,until=Einddatum

      rpps and npi are known by their headers; for other files, say which column is what. The \
      snapshot that is there answers until the new one is whole.
      """)

  @Argument(
    help: "big, rpps, npi, lanr, efn, riziv, gmc, nmc, gphc, hcpc or agb.",
    completion: .list(Register.allCases.map(\.rawValue)))
  var register: String

  @Argument(help: "The file, - for standard input.", completion: .file())
  var file: String

  @Option(
    help: ArgumentHelp(
      "Which column is what: number=, name=, family=, given=, other=, status=, profession=, "
        + "until=.",
      valueName: "columns"))
  var columns: String?

  @Option(
    help: ArgumentHelp(
      "A word of the status column that means active; may be repeated.", valueName: "word"))
  var active: [String] = []

  @Option(help: ArgumentHelp("What the source is called, else the file's name.", valueName: "name"))
  var source: String?

  @Option(
    help: ArgumentHelp(
      "Of what moment the data is; else from the file's name, else its time.", valueName: "time"))
  var date: String?

  @Flag(help: "Take the file even when it has far fewer people than the snapshot that is there.")
  var allowFewer = false

  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let register = try RegisterNames.register(register)
    let input = file == "-" ? context.input : try Descriptor.reading(file)
    let now = context.clock.now()
    if let date, try Self.time(date) > now {
      throw Failure.usage("--date: \(date) is in the future", hint: "give the day of the data")
    }
    let name =
      source ?? (file == "-" ? "standard input" : SystemText.readable(Paths.name(of: file)))
    var work = SnapshotImport(
      register, into: try LookUpOptions.folder(context), source: name,
      date: min(now, try moment(input, name, now: now)), now: now)
    work.columns = try namedColumns()
    work.activeWords = active
    work.acceptsFewer = allowFewer
    let progress = ProgressLine(printer, total: try input.size())
    work.progress = progress.update
    let report = try work.run(input)
    progress.finish()
    tell(report, printer)
    try printer.result(
      text: RegisterList.line(report.facts), json: RegisterList.json(report.facts))
    return .done
  }

  private func tell(_ report: SnapshotImport.Report, _ printer: Printer) {
    for row in report.badRows { printer.warn("line \(row.line): \(row.reason)") }
    let facts = report.facts
    if facts.bad > 0 {
      printer.warn("\(facts.bad) of \(facts.rows) rows could not be read and were left out")
    }
    for status in report.statuses {
      let word = status.word.isEmpty ? "no status" : "“\(status.word.escapedForTerminal())”"
      let rows = status.rows == 1 ? "1 row" : "\(status.rows) rows"
      let line = "\(word) in \(rows) counts as "
      if status.meaning == "unknown" {
        printer.warn(line + "inactive: the word is not known here")
      } else {
        printer.remark(line + status.meaning)
      }
    }
    if report.contradictions > 0 {
      let rows =
        report.contradictions == 1
        ? "1 row contradicts an earlier row of its number"
        : "\(report.contradictions) rows contradict an earlier row of their number"
      printer.warn(
        "\(rows); the more serious one counts, and two people under one number are not told apart")
    }
    if facts.skipped > 0 {
      printer.remark("\(facts.skipped) rows of other identifiers were skipped")
    }
    if file == "-", date == nil {
      printer.remark("the date of the data is not known, so now is used; give it with --date")
    }
  }

  private func namedColumns() throws -> [String: String] {
    guard let columns else { return [:] }
    var named: [String: String] = [:]
    for pair in columns.split(separator: ",") {
      let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, named[parts[0]] == nil else {
        throw Failure.usage(
          "--columns: “\(pair)” is no NAME=COLUMN", hint: "like number=BIG,name=Naam")
      }
      named[parts[0]] = parts[1]
    }
    return named
  }

  /// `--date`, the twelve or eight digits in a file's name, the file's own time, or now.
  private func moment(_ input: Descriptor, _ name: String, now: Timestamp) throws -> Timestamp {
    if let date { return try Self.time(date) }
    if let moment = Self.moment(inName: name) { return moment }
    let facts = try input.facts()
    return facts.isRegularFile ? facts.modified : now
  }

  private static func time(_ text: String) throws -> Timestamp {
    guard let moment = Timestamp(text) ?? Timestamp("\(text)T00:00:00Z") else {
      throw Failure.usage(
        "--date: “\(text)” is not a time",
        hint: "write it like 2026-11-20 or 2026-11-20T03:00:00Z")
    }
    return moment
  }

  /// `yyyyMMddHHmm` or `yyyyMMdd` among the words of a file's name; the last that is a time.
  static func moment(inName name: String) -> Timestamp? {
    let words = name.split { !$0.isASCII || !$0.isNumber }
    return words.reversed().lazy.compactMap { word -> Timestamp? in
      guard word.count == 12 || word.count == 8 else { return nil }
      let digits = Array(word).map(String.init)
      func piece(_ range: Range<Int>) -> String { digits[range].joined() }
      let time = digits.count == 12 ? "\(piece(8..<10)):\(piece(10..<12))" : "00:00"
      return Timestamp("\(piece(0..<4))-\(piece(4..<6))-\(piece(6..<8))T\(time):00Z")
    }.first
  }
}
