internal import ArgumentParser
internal import Files
internal import Identities
internal import Messaging
internal import Teams

struct RolePlan: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "plan", abstract: "Sign who has a role, shift by shift.",
    discussion: """
      tacita role plan cardiology-on-call shifts.csv --vacant devries --stat 10

      The file has the columns from, until, holder and backup: times in your zone or in UTC, and \
      aliases, or you. A plan replaces the one before, and ends after 35 days. Others know of it \
      once it is published.
      """)

  @OptionGroup var which: RoleArgument

  @Argument(help: "The shifts, as CSV; - for standard input.", completion: .file())
  var shifts: String

  @Option(
    help: ArgumentHelp(
      "Minutes around a change of shift in which both sides are written to.", valueName: "minutes"))
  var overlap = 30

  @Option(
    help: ArgumentHelp(
      "Who is written to while nobody has the role; may be repeated.", valueName: "alias"),
    completion: .contacts)
  var vacant: [String] = []

  @Option(
    help: ArgumentHelp("Minutes within which a stat message is answered.", valueName: "minutes"))
  var stat: Int?

  @Option(
    help: ArgumentHelp("Minutes within which an urgent message is answered.", valueName: "minutes"))
  var urgent: Int?

  @Option(
    help: ArgumentHelp("Minutes within which a routine message is answered.", valueName: "minutes"))
  var routine: Int?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    guard Duty.overlapRange.contains(overlap) else {
      throw Failure.usage("--overlap is 0 to \(Duty.overlapRange.upperBound) minutes")
    }
    for minutes in [stat, urgent, routine].compactMap(\.self) where minutes < 1 {
      throw Failure.usage("an answer takes at least one minute")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let file = shifts == "-" ? context.input : try Descriptor.reading(shifts)
    var desk = try RoleDesk(try home.openVault(context, printer), route: nil)
    let record = try desk.authorities.find(which.role, .role)
    var plan = RoleDesk.Plan(
      shifts: try ShiftTable.read(file, now: context.clock.now()) { try desk.person($0) })
    plan.overlap = overlap
    plan.vacant = try vacant.map { try desk.person($0) }
    plan.within = Duty.Within(routine: routine, urgent: urgent, stat: stat)
    let planned = try desk.plan(record, plan)
    try RoleText.tell(planned, desk, "planned", printer)
    printer.remark("others know of it after tacita role publish \(planned.alias)")
    return .done
  }
}

/// Shifts as a table: the columns `from`, `until`, `holder` and, where there is one, `backup`.
enum ShiftTable {
  private static let largest = 1 << 20

  static func read(
    _ file: Descriptor, now: Timestamp, person: (String) throws -> Identity
  ) throws -> [Duty.Shift] {
    guard let bytes = try file.readAll(limit: largest) else {
      throw Failure("bad-plan", .badData, "the plan is longer than 1 MB")
    }
    // Spreadsheets put a mark before the first line, and in many countries semicolons between
    // cells.
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    let lines = String(decoding: text, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, !first.isEmpty else { throw bad(1, "it is empty") }
    let separator: Character = first.contains(";") ? ";" : ","
    let columns = cells(first, separator).map { $0.lowercased() }
    guard columns.starts(with: ["from", "until", "holder"]), columns.count <= 4 else {
      throw bad(1, "the first line is not from,until,holder,backup")
    }
    var shifts: [Duty.Shift] = []
    for (number, line) in lines.enumerated().dropFirst()
    where line.contains(where: { !$0.isWhitespace }) {
      let row = cells(line, separator)
      guard (3...4).contains(row.count) else { throw bad(number + 1, "it has not 3 or 4 columns") }
      func time(_ text: String) throws -> Timestamp {
        guard let time = Moments.moment(text, .past, now: now), text.count >= 10 else {
          throw bad(number + 1, "“\(text.escapedForTerminal())” is not a date and time")
        }
        return time
      }
      guard !row[2].isEmpty else { throw bad(number + 1, "it names nobody") }
      let backup = row.count == 4 && !row[3].isEmpty ? try person(row[3]) : nil
      shifts.append(
        Duty.Shift(
          from: try time(row[0]), until: try time(row[1]), holder: try person(row[2]),
          backup: backup))
    }
    return shifts.sorted { $0.from < $1.from }
  }

  private static func cells(_ line: Substring, _ separator: Character) -> [String] {
    line.split(separator: separator, omittingEmptySubsequences: false).map { cell in
      let start = cell.drop { $0.isWhitespace }
      return String(start.reversed().drop { $0.isWhitespace }.reversed())
    }
  }

  private static func bad(_ line: Int, _ reason: String) -> Failure {
    Failure(
      "bad-plan", .badData, "line \(line) of the plan: \(reason)",
      hint: "write it like 2026-11-25 18:00,2026-11-26 08:00,jansen,bakker")
  }
}
