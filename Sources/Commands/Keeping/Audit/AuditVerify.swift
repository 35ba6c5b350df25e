internal import ArgumentParser
internal import Files
internal import MessageVault

struct AuditVerify: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "verify", abstract: "Check that no line of the audit log is missing or altered.",
    discussion: """
      tacita audit verify
      tacita audit verify --head 5f0c…

      Prints the code of the last line. If you keep it elsewhere, it proves later that the log was \
      not cut or written again before it. Status 1 when the log is not whole.
      """)

  @Option(
    help: ArgumentHelp(
      "The code of a line that was printed earlier: it must be there.", valueName: "hex"))
  var head: String?

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let wanted = try head.map { text in
      guard let code = [UInt8](hex: text.lowercased()), code.count == 32 else {
        throw Failure.usage(
          "“\(text.escapedForTerminal())” is not the code of a line",
          hint: "it has 64 hexadecimal digits, as tacita audit verify prints them")
      }
      return code
    }
    let vault = try home.openVault(context, printer)
    let state = try vault.auditState()
    let found = try wanted.map { try vault.auditLine(withCode: $0) }
    let isWhole = state.isWhole && (wanted == nil || found != .some(nil))
    try printer.result(
      text: text(state, found),
      json: JSONObject([
        "gaps": .array(state.gaps.map { .number($0) }),
        "firstBreak": state.firstBreak.map { .number($0) }, "head": .string(state.head.hex),
        "headFound": found.map { .bool($0 != nil) }, "lines": .number(state.lines),
        "schema": "tacita/audit-verify/1", "whole": .bool(isWhole),
      ]))
    return isWhole ? .done : .no
  }

  private func text(_ state: OpenVault.AuditState, _ found: Int??) -> String {
    if let line = state.firstBreak { return "not whole: line \(line) is missing or altered" }
    if case .some(nil) = found { return "not whole: no line has that code; lines were cut off" }
    if let line = state.gaps.first {
      return "not whole: line \(line) tells of lines that were missing before it"
    }
    let since = found?.map { "; the code is that of line \($0)" } ?? ""
    return "whole: \(state.lines) lines\(since)\nhead \(state.head.hex)"
  }
}
