internal import Files

/// Where results and remarks go: results to standard output, everything said to a person to
/// standard error, each with colour only when it is a terminal that wants it.
struct Printer {
  let output: Descriptor
  let errors: Descriptor
  let isJSON: Bool
  let isQuiet: Bool
  private let colourAllowed: Bool

  init(_ context: Context, json: Bool, quiet: Bool, noColour: Bool) {
    output = context.output
    errors = context.errors
    isJSON = json
    isQuiet = quiet
    let environment = context.environment
    colourAllowed =
      !noColour && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      && environment["TERM"] != nil
  }

  /// Text on standard output, with its LF.
  func line(_ text: String) throws { try output.write(Array((text + "\n").utf8)) }

  /// One JSON object on a line of standard output.
  func json(_ object: JSONObject) throws { try output.write(CanonicalJSON.encode(object) + [0x0a]) }

  /// A result, in the form that was asked for.
  func result(text: @autoclosure () throws -> String, json: @autoclosure () throws -> JSONObject)
    throws
  {
    if isJSON { try self.json(json()) } else { try line(text()) }
  }

  /// A remark to a person; none with `-q`.
  func remark(_ text: String) {
    guard !isQuiet else { return }
    say("tacita: \(text)")
  }

  /// What surrounds a result, for a person to see beside it; none with `-q`.
  func remarkPlain(_ text: String) {
    guard !isQuiet else { return }
    say(text + "\n")
  }

  /// A remark that `-q` does not silence: something may go wrong.
  func warn(_ text: String) { say("tacita: \(style("warning", .yellow, on: errors)): \(text)") }

  private func say(_ text: String) { try? errors.write(Array((text + "\n").utf8)) }

  /// Tells an error, as JSON when results are JSON.
  func fail(_ failure: Failure) {
    guard !failure.isSaid else { return }
    if isJSON {
      let object = JSONObject([
        "error": .string(failure.name), "hint": failure.hint.map { .string($0) },
        "message": .string(failure.message), "schema": "tacita/error/1",
        "status": .number(Int(failure.status.rawValue)),
      ])
      try? errors.write(CanonicalJSON.encode(object) + [0x0a])
    } else {
      say("tacita: \(style("error", .red, on: errors)): \(failure.message)")
      if let hint = failure.hint { say("tacita: \(style("hint", .bold, on: errors)): \(hint)") }
    }
  }

  enum Style: String {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case orange = "38;5;208"
    case bold = "1"
  }

  /// `text` in a style, where `target` shows styles.
  func style(_ text: String, _ style: Style, on target: Descriptor) -> String {
    colourAllowed && target.isTerminal ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }

  /// A colour's word in its own colour, padded to the longest.
  func colour(_ word: String) -> String {
    let padded = Columns.padded(word, 7)
    let style: Style? =
      switch word {
      case "red", "revoked": .red
      case "orange": .orange
      case "green": .green
      default: nil
      }
    return style.map { self.style(padded, $0, on: output) } ?? padded
  }
}
