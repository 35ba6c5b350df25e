/// What the parser of arguments says, in tacita's words.
enum ParseErrorWords {
  /// The failure for the parser's `text` about `arguments`.
  static func failure(_ text: String, _ arguments: [String]) -> Failure {
    let verb = ArgumentChecks.verb(arguments)
    let line = String(text.split(separator: "\n").first ?? "wrong usage")
    // What is missing may be there, behind an option that is misspelt.
    if line.hasPrefix("Missing expected"), let unknown = ArgumentChecks.unknownOption(arguments) {
      return unknownOption(unknown.given, of: verb, near: unknown.near)
    }
    let quoted = quotations(in: line)
    let help = "\(verb) --help lists the options"
    guard let first = quoted.first else { return .usage(plain(line), hint: help) }
    let second = quoted.dropFirst().first
    if line.hasPrefix("Unknown option") {
      return unknownOption(first, of: verb, near: second)
    }
    if line.hasPrefix("Missing value") {
      return .usage(
        "a value is missing after \(first)",
        hint: "a value that begins with a hyphen is written \(name(first))=VALUE")
    }
    if line.hasPrefix("Missing expected argument") {
      return missing(first, verb)
    }
    if line.hasPrefix("The value"), let second {
      let choices = quoted.dropFirst(2) + listed(in: text)
      return .usage(
        "“\(first)” is not a value for \(second)",
        hint: choices.isEmpty
          ? MissingArgument(verb, second)?.hint ?? help
          : "it is one of \(choices.joined(separator: ", "))")
    }
    if line.hasPrefix("The option") { return .usage("\(first) takes no value", hint: help) }
    if line.lowercased().contains("unexpected argument") {
      return .usage(
        "unexpected argument “\(first)”",
        hint: instead(verb, of: first) ?? "\(verb) --help shows the usage")
    }
    return .usage(plain(line), hint: help)
  }

  /// What to do about the argument or option called `name` that `verb` needs.
  private static func missing(_ name: String, _ verb: String) -> Failure {
    if let known = MissingArgument(verb, name) { return .usage(known.message, hint: known.hint) }
    let kind = name.hasPrefix("-") ? "option" : "argument"
    return .usage(
      "the \(kind) \(name) is missing", hint: "\(verb) --help describes it")
  }

  /// The option that takes what was given as an argument.
  private static func instead(_ verb: String, of argument: String) -> String? {
    let looksLikeFile = argument.contains { $0 == "." || $0 == "/" }
    let word = ShellWord.quoted(argument)
    switch verb {
    case "tacita send":
      return looksLikeFile
        ? "for the text, --body \(word); for an attachment, --attach \(word)"
        : "did you mean --to \(word)?"
    case "tacita list": return "did you mean --from \(word)?"
    case "tacita contact add":
      return "an alias is given with --as: tacita contact add --as ALIAS FILE"
    default: return nil
    }
  }

  private static func unknownOption(_ given: String, of verb: String, near: String?) -> Failure {
    let help =
      ["-o", "--output"].contains(given)
      ? "it writes to standard output: \(verb) … > FILE" : "\(verb) --help lists the options"
    return .usage(
      "\(verb) has no option “\(given)”", hint: near.map { "did you mean \($0)?" } ?? help)
  }

  /// `--to` of `--to ALIAS`.
  private static func name(_ option: String) -> String {
    String(option.prefix { $0 != " " })
  }

  /// The choices that the parser lists when there are many, a line each.
  private static func listed(in text: String) -> [String] {
    text.split(separator: "\n").filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
  }

  /// What stands between single quotes that begin or end a word.
  private static func quotations(in line: String) -> [String] {
    var found: [String] = []
    var rest = Substring(line)
    while let start = rest.firstRange(of: " '") {
      rest = rest[start.upperBound...]
      let ends = ["' ", "'.", "',", "'?"].compactMap { rest.firstRange(of: $0)?.lowerBound }
      let end = ends.min() ?? (rest.hasSuffix("'") ? rest.index(before: rest.endIndex) : nil)
      guard let end else { break }
      found.append(inCapitals(rest[..<end]))
      rest = rest[rest.index(after: end)...]
    }
    return found
  }

  /// `--to ALIAS` for `--to <alias>`, and `IDS` for `<ids> ...`, as the manual writes it.
  private static func inCapitals(_ quoted: Substring) -> String {
    let text = quoted.hasSuffix(" ...") ? quoted.dropLast(4) : quoted
    guard let open = text.lastIndex(of: "<"), text.hasSuffix(">") else { return String(text) }
    return text[..<open] + text[text.index(after: open)...].dropLast().uppercased()
  }

  /// The parser's own sentence, as tacita's begin and end.
  private static func plain(_ line: String) -> String {
    let body = line.hasSuffix(".") ? line.dropLast() : Substring(line)
    return body.prefix(1).lowercased() + body.dropFirst()
  }
}
