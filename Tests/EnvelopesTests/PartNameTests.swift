import Files
import Testing

@testable import Envelopes

/// Names that could do harm as a file's, refused on both ends.
struct PartNameTests {
  private let bob = Person()
  private let me = Person()

  static let names = [
    "", ".", "..", "/", "a/b", "/etc/passwd", "../x", "a\\b", "\\", "a\u{0}b", "a\nb", "a\rb",
    "a\tb",
    "\u{1b}[2J", "\u{7f}", "\u{80}", "\u{85}", "\u{9b}", "a\u{2028}b", "a\u{2029}b", "\u{61c}",
    "\u{200e}", "\u{200f}", "a\u{202a}", "\u{202b}", "\u{202c}", "\u{202d}", "photo\u{202e}gpj.exe",
    "\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}", "e\u{301}.jpg", "\u{212b}", "\u{1100}\u{1161}",
    "\u{387}", String(repeating: "a", count: 256), String(repeating: "é", count: 128),
  ]

  @Test(arguments: names)
  func refused(_ name: String) throws {
    #expect(!PartName.isAllowed(name))
    var forgery = try Forger(from: bob, to: [me], contents: [[], [1]])
    forgery.head.parts[1].name = name
    // No line of JSON holds U+0000, so that one does not even come so far.
    let expected = name.unicodeScalars.contains("\0") ? "malformed" : "bad-part-name"
    try expectRefusal(expected, of: forgery.file, for: me.vault(knowing: bob))
    let refusal = #expect(throws: Refusal.self) {
      _ = try Sealing(from: bob, to: [me], contents: [[], [1]], names: ["body", name])
    }
    #expect(refusal?.name == expected)
  }

  /// The text is a part as well.
  @Test func nameOfTheText() throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.head.parts[0].name = "../body"
    try expect(.badPartName("../body"), of: forgery.file, for: me.vault(knowing: bob))
    #expect(throws: Refusal.badPartName("../body")) {
      _ = try Sealing(from: bob, to: [me], contents: [[]], names: ["../body"])
    }
  }

  @Test(arguments: [
    "a", "...", ".hidden", "-rf", " ", "a b", "\u{e9}", "\u{200d}", "\u{feff}", "\u{ad}", "CON",
    "a:b",
    "~", "$(x)", String(repeating: "a", count: 255), "👩🏽‍⚕️.png",
    // Next to what is refused.
    "\u{a0}", "\u{61b}", "\u{61d}", "\u{2010}", "\u{2027}", "\u{202f}", "\u{2065}", "\u{206a}",
    ".. ", "..a", "a..", String(repeating: "é", count: 127) + "e",
  ])
  func allowed(_ name: String) throws {
    let sealing = try Sealing(from: bob, to: [me], contents: [[], [1]], names: ["body", name])
    let envelope = try expectContents([[], [1]], in: sealing.file, for: me, from: bob)
    #expect(envelope.head.parts[1].name.utf8.elementsEqual(name.utf8))
  }
}
