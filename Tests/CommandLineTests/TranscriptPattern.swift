/// What stands in a transcript for text that differs from run to run.
enum TranscriptPattern {
  private static let kinds: [String: String] = [
    "any": ".*",
    "day": #"\d{4}-\d\d-\d\d"#,
    "digest": "[0-9a-f]{64}",
    "fingerprint": #"(?:\d{5} ){5}\d{5}"#,
    "id": "[0-9a-f]{32}",
    "identity": "tacita1[02-9ac-hj-np-z]{58}",
    "minute": #"\d{4}-\d\d-\d\d \d\d:\d\d UTC"#,
    "number": #"\d+"#,
    "short": "[0-9a-f]{12}",
    "time": #"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"#,
  ]

  /// Whether the lines agree; what was named is put into `variables`.
  static func matches(
    _ expected: ArraySlice<String>, _ actual: ArraySlice<String>,
    _ variables: inout [String: String]
  ) -> Bool {
    guard let first = expected.first else { return actual.isEmpty }
    if first == "..." {
      for start in actual.startIndex...actual.endIndex {
        var tried = variables
        if matches(expected.dropFirst(), actual[start...], &tried) {
          variables = tried
          return true
        }
      }
      return false
    }
    guard let line = actual.first, matches(first, line, &variables) else { return false }
    return matches(expected.dropFirst(), actual.dropFirst(), &variables)
  }

  private static func matches(
    _ expected: String, _ actual: String, _ variables: inout [String: String]
  ) -> Bool {
    var pattern = ""
    var names: [String] = []
    var rest = Substring(expected)
    while let open = rest.firstIndex(of: "<") {
      pattern += escaped(rest[..<open])
      let inner = rest[rest.index(after: open)...].prefix { $0 != ">" }
      let words = inner.split(separator: "=", maxSplits: 1).map(String.init)
      if let kind = words.first.flatMap({ kinds[$0] }), inner.endIndex < rest.endIndex {
        pattern += "(\(kind))"
        names.append(words.count == 2 ? words[1] : "")
        rest = rest[rest.index(after: inner.endIndex)...]
      } else {
        pattern += "<"
        rest = rest[rest.index(after: open)...]
      }
    }
    pattern += escaped(rest)
    guard let regex = try? Regex(pattern), let match = actual.wholeMatch(of: regex) else {
      return false
    }
    for (index, name) in names.enumerated() where !name.isEmpty {
      variables[name] = match.output[index + 1].substring.map(String.init)
    }
    return true
  }

  private static func escaped(_ text: Substring) -> String {
    text.reduce(into: "") { result, character in
      if #"\.+*?()[]{}|^$/"#.contains(character) { result += "\\" }
      result.append(character)
    }
  }
}
