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
  func json(_ object: JSONObject) throws { try json(object, on: output) }

  /// One JSON object on a line of `target`. On a terminal, what could drive it is escaped.
  func json(_ object: JSONObject, on target: Descriptor) throws {
    let bytes = CanonicalJSON.encode(object)
    let line = target.isTerminal ? Array(Self.harmless(bytes).utf8) : bytes
    try target.write(line + [0x0a])
  }

  /// The same JSON without a control character, even one that JSON would let stand.
  private static func harmless(_ json: [UInt8]) -> String {
    String(decoding: json, as: UTF8.self).unicodeScalars.reduce(into: "") { text, scalar in
      if String(scalar).escapedForTerminal() == String(scalar) {
        text.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
  }

  /// A result, in the form that was asked for.
  func result(text: @autoclosure () throws -> String, json: @autoclosure () throws -> JSONObject)
    throws
  {
    if isJSON { try self.json(json()) } else { try line(text()) }
  }

  /// A remark to a person; none with `-q`, nor beside JSON, which programs read.
  func remark(_ text: String) {
    guard !isQuiet, !isJSON else { return }
    say("tacita: \(text.escapedForTerminal())")
  }

  /// What surrounds a result, for a person to see beside it; none with `-q`.
  func remarkPlain(_ text: String) {
    guard !isQuiet, !isJSON else { return }
    say(text)
  }

  /// A warning about what is as it was asked for, or done all the same; none with `-q`.
  func caution(_ text: String) { if !isQuiet { warn(text) } }

  /// A warning that `-q` does not silence: something went wrong, or will.
  func warn(_ text: String) {
    guard !isJSON else {
      let warning = JSONObject(["message": .string(text), "schema": "tacita/warning/1"])
      try? json(warning, on: errors)
      return
    }
    say("tacita: \(style("warning", .yellow, on: errors)): \(text.escapedForTerminal())")
  }

  private func say(_ text: String) { try? errors.write(Array((text + "\n").utf8)) }

  /// Tells an error, as JSON when results are JSON.
  func fail(_ failure: Failure) {
    if isJSON {
      let object = JSONObject([
        "error": .string(failure.name), "hint": failure.hint.map { .string($0) },
        "message": .string(failure.message), "schema": "tacita/error/1",
        "status": .number(Int(failure.status.rawValue)),
      ])
      try? json(object, on: errors)
    } else {
      let message = failure.message.escapedForTerminal()
      say("tacita: \(style("error", .red, on: errors)): \(message)")
      guard let hint = failure.hint?.escapedForTerminal() else { return }
      say("tacita: \(style("hint", .bold, on: errors)): \(hint)")
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

  /// Whether long work shows on standard error how far it has come.
  var showsProgress: Bool { colourAllowed && errors.isTerminal && !isQuiet && !isJSON }

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
