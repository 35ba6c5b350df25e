package import MessageVault
package import Policies
package import Secrets

/// What a new passphrase must be, so that guessing it by program is not worth the while: scrypt
/// makes each guess dear, but nothing makes `welcome2026` last.
package enum PassphraseRule {
  /// Characters of a passphrase at least.
  package static let shortest = 12
  /// What must be left at least once all that is easily guessed is taken out. Three digits count as
  /// one.
  private static let leftAtLeast = 6

  /// Why `passphrase` is too easy to guess for the home of somebody called `name`; nil when it will
  /// do.
  /// The policy of the machine may ask for more.
  package static func objection(
    to passphrase: SecretBytes, name: String, _ machine: MachinePolicy = MachinePolicy()
  ) -> String? {
    let shortest = max(shortest, machine.limit(.passphraseCharacters) ?? 0)
    let leftAtLeast = max(leftAtLeast, machine.limit(.passphraseUnguessable) ?? 0)
    var text = passphrase.copy()
    defer { wipe(&text) }
    // Continuation bytes of UTF-8 are not characters of their own.
    guard text.count(where: { $0 & 0xc0 != 0x80 }) >= shortest else {
      return "a passphrase has \(shortest) characters or more"
    }
    var rest = foldedLetters(text)
    defer { wipe(&rest) }
    takeOutRepetition(&rest)
    for word in names(name) + CommonPassphrases.words { takeOut(Array(word.utf8), of: &rest) }
    takeOutRuns(&rest)
    guard weight(rest) >= leftAtLeast else {
      return
        "that passphrase is easy to guess: it is made of common words, your name, repetitions, "
        + "or keys side by side"
    }
    return nil
  }

  /// Lower case, with digits that stand for letters as those letters, and without blanks.
  private static func foldedLetters(_ text: [UInt8]) -> [UInt8] {
    text.compactMap { byte in
      switch byte {
      case 0x20, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): nil
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      case UInt8(ascii: "@"): UInt8(ascii: "a")
      case UInt8(ascii: "$"): UInt8(ascii: "s")
      default: byte
      }
    }
  }

  /// The parts of a name that are long enough to tell somebody by.
  private static func names(_ name: String) -> [String] {
    name.lowercased().split { !$0.isLetter }.filter { $0.count >= 3 }.map(String.init)
  }

  /// Reduces one block that is written again and again to that block.
  private static func takeOutRepetition(_ text: inout [UInt8]) {
    guard text.count > 1 else { return }
    for length in 1...text.count / 2
    where text.indices.allSatisfy({ text[$0] == text[$0 % length] }) {
      wipeAndReplace(&text, by: Array(text[..<length]))
      return
    }
  }

  /// Takes out `word`, also where digits stand for its letters.
  private static func takeOut(_ word: [UInt8], of text: inout [UInt8]) {
    guard !word.isEmpty else { return }
    var start = 0
    while start + word.count <= text.count {
      if zip(text[start...], word).allSatisfy({ looksLike($0, $1) }) {
        var rest = text
        rest.removeSubrange(start..<start + word.count)
        wipeAndReplace(&text, by: rest)
        wipe(&rest)
      } else {
        start += 1
      }
    }
  }

  private static func looksLike(_ byte: UInt8, _ letter: UInt8) -> Bool {
    if byte == letter { return true }
    switch byte {
    case UInt8(ascii: "0"): return letter == UInt8(ascii: "o")
    case UInt8(ascii: "1"), UInt8(ascii: "!"):
      return letter == UInt8(ascii: "i") || letter == UInt8(ascii: "l")
    case UInt8(ascii: "3"): return letter == UInt8(ascii: "e")
    case UInt8(ascii: "4"): return letter == UInt8(ascii: "a")
    case UInt8(ascii: "5"): return letter == UInt8(ascii: "s")
    case UInt8(ascii: "7"): return letter == UInt8(ascii: "t")
    default: return false
    }
  }

  /// Takes out keys side by side, letters and digits in order, and a character three times in a
  /// row: three at least of either.
  private static func takeOutRuns(_ text: inout [UInt8]) {
    var kept: [UInt8] = []
    defer { wipe(&kept) }
    kept.reserveCapacity(text.count)
    var start = 0
    while start < text.count {
      let length = runLength(text[start...])
      if length < 3 { kept.append(text[start]) }
      start += length < 3 ? 1 : length
    }
    wipeAndReplace(&text, by: kept)
  }

  private static func runLength(_ text: ArraySlice<UInt8>) -> Int {
    let same = text.prefix { $0 == text.first }.count
    return CommonPassphrases.rows.reduce(same) { longest, row in
      guard let start = row.firstIndex(of: text.first ?? 0) else { return longest }
      return max(longest, zip(text, row[start...]).prefix { $0 == $1 }.count)
    }
  }

  private static func weight(_ text: [UInt8]) -> Int {
    let digits = text.count { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return text.count - digits + digits / 3
  }

  private static func wipeAndReplace(_ text: inout [UInt8], by new: [UInt8]) {
    wipe(&text)
    text = new
  }
}

extension PassphraseRule {
  /// Throws when the passphrase that just opened `vault` is easier to guess than the policy of this
  /// machine allows: it was made elsewhere, or before.
  package static func check(_ secret: SlotSecret, of vault: OpenVault) throws {
    guard case .passphrase(let text, _) = secret, vault.machine.judgesPassphrases,
      let reason = objection(to: text, name: try Profile(vault).name, vault.machine)
    else { return }
    throw PolicyError.opensTooEasily(
      .passphraseCharacters, reason: reason, mend: "tacita key passphrase")
  }
}
