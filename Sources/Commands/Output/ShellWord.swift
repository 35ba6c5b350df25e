/// Words as a shell takes them, for commands that a person may copy.
enum ShellWord {
  private static let plain = "/._-:@%+,="

  /// `text`, between quotes when a shell would take it for anything else than itself.
  static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || plain.unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
