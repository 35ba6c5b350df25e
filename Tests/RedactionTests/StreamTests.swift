import Redaction
import Testing

/// What holds whatever is found: pieces do not matter, lines stay, all else passes.
@Suite struct StreamTests {
  private let corpus = Corpus(seed: 3, items: 600)

  @Test("any pieces give the same", arguments: [1, 2, 3, 7, 64, 1000, 4096, 65535, 65536, 65537])
  func pieces(_ size: Int) throws {
    let whole = try run(TextRedactor(), corpus.bytes)
    #expect(try run(TextRedactor(), corpus.bytes, pieces: size) == whole)
  }

  @Test("what lies far ahead decides nothing, however much of it has come") func farAhead() throws {
    for blanks in [900, 1000, 1015, 1020, 1030, 1100, 3000] {
      let text = "Kerkstraat 12,\(String(repeating: " ", count: blanks))3512 AB"
      #expect(try redacted(text) == redacted(text, pieces: 1), "\(blanks)")
    }
  }

  @Test("random pieces of a long text give the same findings") func randomPieces() throws {
    let bytes = Corpus(seed: 4, items: 4000).bytes
    func find(_ sizes: () -> Int) throws -> [Finding] {
      var found: [Finding] = []
      let redactor = TextRedactor { found.append($0) }
      var start = 0
      try bytes.withUnsafeBytes { all in
        while start < all.count {
          let end = min(all.count, start + sizes())
          try redactor.add(UnsafeRawBufferPointer(rebasing: all[start..<end])) { _ in }
          start = end
        }
      }
      try redactor.finish { _ in }
      return found
    }
    let whole = try find { .max / 2 }
    var random = Seeded(5)
    for most in [3, 50, 5000, 200_000] {
      #expect(try find { random.number(1...most) } == whole)
    }
  }

  @Test("what is not found stays byte for byte, and lines keep their count") func elsewhere() throws
  {
    var found: [Finding] = []
    let redactor = TextRedactor { found.append($0) }
    let output = try run(redactor, corpus.bytes)
    var (expected, place) = ([UInt8](), 0)
    for finding in found {
      expected += corpus.bytes[place..<finding.offset]
      place = finding.offset + finding.length
      expected += Array("[\(finding.kind.label)]".utf8)
      expected += corpus.bytes[finding.offset..<place].filter { $0 == 10 || $0 == 13 }
    }
    #expect(output == expected + corpus.bytes[place...])
    #expect(output.count { $0 == 10 } == corpus.bytes.count { $0 == 10 })
    #expect(output.count { $0 == 13 } == corpus.bytes.count { $0 == 13 })
    #expect(String(validating: output, as: UTF8.self) != nil)
  }

  /// The words before a number are found eight bytes at a time where all is ASCII, and one by one
  /// elsewhere.
  @Test("a letter that is not ASCII changes nothing") func accents() throws {
    var random = Seeded(12)
    let words = [
      "BSN", "geb.", "tel", "patient", "MRN:", "born", "of", "x", "9", "12-03-1961", "111252333",
      "0612345678", "94", "jaar", "DOB", "\n", "\n\n", "NHS no", "seen", "-", "(", "(man)", "plz",
    ]
    let start = "The patient was seen in the clinic with pain in a knee, "
    for _ in 0..<5000 {
      let count = random.number(1...7)
      var text = (0..<count).map { _ in words[random.number(0...words.count - 1)] }
      text.insert("cafee", at: random.number(0...count))
      let plain = start + text.joined(separator: " ")
      #expect(
        try redacted(plain.replacing("cafee", with: "café"))
          == redacted(plain).replacing("cafee", with: "café"), "\(plain)")
    }
  }

  @Test("a label is a whole word, however far before the number") func wholeWords() throws {
    let filler = String(repeating: ", ", count: 40)
    for count in 30...60 {
      let gap = filler.prefix(count)
      #expect(try findings("\(filler)subgeb\(gap)12-11-1956").isEmpty, "\(count)")
      #expect(try findings("\(filler)geb\(gap)12-11-1956").isEmpty == (count > 45), "\(count)")
    }
  }

  @Test("lines and columns are those of the text") func places() throws {
    let text = "één\nnaïef 111222333, 06-12345678\n\n  111\n222333 geb. 12-3-1956"
    let places = try findings(text).map { "\($0.kind.name) \($0.line):\($0.column)+\($0.length)" }
    #expect(
      places == ["bsn 2:7+9", "phone 2:18+11", "bsn 4:3+10", "birth-date 5:13+9"])
  }

  @Test("what was masked has nothing left to mask") func twice() throws {
    let once = try run(TextRedactor(), corpus.bytes)
    let again = try run(TextRedactor(), once)
    let lines = [once, again].map { String(decoding: $0, as: UTF8.self).split(separator: "\n") }
    for (first, second) in zip(lines[0], lines[1]) { #expect(first == second) }
    #expect(again == once)
  }

  @Test("random bytes never grow lines nor stop it") func noise() throws {
    var random = Seeded(11)
    let letters = Array("0123456789 .-/+@<:|\n\rABNL91()w\tgeb*\"{}\\&nbsp;".utf8)
    for _ in 0..<300 {
      let bytes = (0..<random.number(0...3000)).map { _ in random.pick(letters) }
      let whole = try run(TextRedactor(), bytes)
      #expect(whole.count { $0 == 10 } == bytes.count { $0 == 10 })
      #expect(try run(TextRedactor(), bytes, pieces: random.number(1...40)) == whole)
    }
  }

  @Test("an address of any length is one mark") func longAddress() throws {
    let address = "https://x.nl/" + String(repeating: "a1b2", count: 50000)
    #expect(try redacted("zie \(address) en", pieces: 777) == "zie [URL] en")
    #expect(try redacted(address) == "[URL]")
  }

  @Test("numbers stay the same within a run") func numbered() throws {
    let redactor = TextRedactor(numbered: true)
    let output = try run(
      redactor,
      Array(
        "111222333, 111.222.333; geb. 12-03-1956 (geb. 12 maart 1956), a@b.nl A@B.NL 123456782".utf8
      ))
    #expect(
      String(decoding: output, as: UTF8.self)
        == "[BSN-1], [BSN-1]; geb. [BIRTH-DATE-1] (geb. [BIRTH-DATE-1]), "
        + "[EMAIL-1] [EMAIL-1] [BSN-2]"
    )
    #expect(
      redactor.legend.map { "\($0.mark) \(String(decoding: $0.text, as: UTF8.self))" } == [
        "[BSN-1] 111222333", "[BIRTH-DATE-1] 12-03-1956", "[EMAIL-1] a@b.nl", "[BSN-2] 123456782",
      ])
  }

  @Test("only the kinds that are asked for") func only() throws {
    #expect(
      try redacted("111222333 06-12345678 a@b.nl", kinds: [.phone]) == "111222333 [PHONE] a@b.nl")
  }
}
