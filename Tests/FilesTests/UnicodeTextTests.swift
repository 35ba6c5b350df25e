import Files
import Testing

struct UnicodeTextTests {
  @Test(arguments: [
    ("B. de Vries", "b. de vries"),
    (" b.\u{a0} DE\t\u{3000}ＶＲＩＥＳ\n", "b. de vries"),
    ("Straße", "strasse"),
    ("ﬃ", "ffi"),
    ("e\u{301}", "\u{e9}"),
    ("\u{c9}", "\u{e9}"),
    ("\u{212b}", "\u{e5}"),
    ("Σίσυφος", "σίσυφοσ"),
    ("", ""),
    ("  ", ""),
  ])
  func folding(text: String, folded: String) {
    #expect(UnicodeText.folded(text).utf8.elementsEqual(folded.utf8))
  }

  /// NFKC writes U+00B4 as a blank with an accent on it. Folding removes the blank, not the accent.
  @Test func foldingKeepsAMarkThatStandsOnWhiteSpace() {
    #expect(Array(UnicodeText.folded("a\u{b4}b").unicodeScalars) == ["a", " ", "\u{301}", "b"])
  }

  @Test func foldingDoesNotConfuseNames() {
    #expect(UnicodeText.folded("de Vries") != UnicodeText.folded("devries"))
    #expect(UnicodeText.folded("Çelik") != UnicodeText.folded("Celik"))
  }

  @Test(arguments: [
    ("café", true), ("cafe\u{301}", false), ("\u{212b}", false), ("\u{1100}\u{1161}", false),
    ("가", true), ("", true), ("a\u{0}b", true),
  ])
  func composition(text: String, isComposed: Bool) {
    #expect(UnicodeText.isComposed(text) == isComposed)
  }

  @Test(arguments: [
    ("plain text, é 王 👩‍⚕️", "plain text, é 王 👩‍⚕️"),
    ("\u{1b}[31mred", "\\u{1b}[31mred"),
    ("\u{9b}31m", "\\u{9b}31m"),
    ("bell\u{7}", "bell\\u{7}"),
    ("del\u{7f}", "del\\u{7f}"),
    ("a\u{202e}gpj.exe", "a\\u{202e}gpj.exe"),
    ("\u{200f}\u{61c}\u{2066}", "\\u{200f}\\u{61c}\\u{2066}"),
    ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
    ("a\nb\tc\rd", "a\\u{a}b\\u{9}c\\u{d}d"),
    ("a\r\nb", "a\\u{d}\\u{a}b"),
  ])
  func escaping(text: String, escaped: String) {
    #expect(text.escapedForTerminal() == escaped)
  }

  @Test func escapingCanLeaveLinesAndTabs() {
    #expect("a\nb\tc\rd\u{1b}".escapedForTerminal(lines: true) == "a\nb\tc\\u{d}d\\u{1b}")
    #expect("a\r\nb".escapedForTerminal(lines: true) == "a\\u{d}\nb")
  }

  @Test(arguments: [("abc", 3), ("é", 1), ("e\u{301}", 1), ("王", 2), ("", 0), ("\u{200b}", 0)])
  func columns(text: String, columns: Int) {
    #expect(UnicodeText.columns(text) == columns)
  }
}
