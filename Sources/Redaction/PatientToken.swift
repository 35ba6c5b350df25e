/// A pseudonym that stands for a patient where the patient must not be named.
package enum PatientToken {
  /// Why `token` is none; nil when nothing speaks against it. A word in lower case passes: nothing
  /// tells a pseudonym from a name then.
  package static func objection(to token: String) -> String? {
    let found = TextRedactor()
    let bytes = Array(token.utf8)
    bytes.withUnsafeBytes { try? found.add($0) { _ in } }
    try? found.finish { _ in }
    if let kind = Kind.allCases.first(where: { found.counts[$0] != nil }) {
      return "this holds what tells who the patient is (\(kind.words))"
    }
    guard !looksLikeName(token) else { return "this looks like a name" }
    return nil
  }

  /// Words of letters alone, one of them with a capital before small letters: `Jansen`, `B. Jansen`,
  /// `de Vries`.
  private static func looksLikeName(_ token: String) -> Bool {
    guard !token.contains(where: \.isNumber) else { return false }
    return token.split(whereSeparator: { !$0.isLetter }).contains { word in
      word.count > 2 && word.first?.isUppercase == true
        && word.dropFirst().contains(where: \.isLowercase)
    }
  }
}
