internal import Envelopes
internal import Files
package import MessageVault

/// Looks for words in subjects and texts, in memory: nothing of what is searched, or searched for,
/// is written anywhere. Case and accents do not matter; a word may be the beginning of one in the
/// text.
package struct MessageSearch {
  /// Bytes of a text that are searched.
  private static let longestText = 16 << 20

  private let vault: OpenVault
  private let words: [String]

  /// Nil when there is no letter or digit to look for.
  package init?(_ vault: OpenVault, words: [String]) {
    self.vault = vault
    self.words = words.flatMap { FoldedText.of($0).split(separator: " ") }.map { " \($0)" }
    guard !self.words.isEmpty else { return nil }
  }

  /// Those of `messages` that have all words, in the same order, with a line in the audit log that
  /// says how many were looked through.
  package func matches(among messages: [StoredMessage]) throws -> [StoredMessage] {
    let found = try messages.filter(hasAllWords)
    try vault.note([
      AuditLine(
        "search", .read, at: vault.clock.now(),
        purpose: "\(found.count) of \(messages.count) messages")
    ])
    return found
  }

  private func hasAllWords(_ message: StoredMessage) throws -> Bool {
    let reader: ContentReader
    do { reader = try StoredMessages(vault).open(message) } catch VaultError.damaged {
      return false
    }
    let text = try reader.bytes(of: 0, limit: Self.longestText) ?? []
    let subject = reader.head.subject ?? ""
    // Folding takes blanks from the ends: the first word has one before it all the same.
    let folded = " " + FoldedText.of("\(subject) \(String(decoding: text, as: UTF8.self))")
    return words.allSatisfy { folded.contains($0) }
  }
}
