import Files
import Foundation
import Redaction
import TestSupport
import Testing

@Suite struct RecogniserTests {
  /// Text, and what becomes of it.
  static let cases: [(String, String)] = [
    ("111222333", "[BSN]"), ("111252333", "111252333"), ("000000000", "000000000"),
    ("BSN111222333", "BSN[BSN]"), ("ABX111222333", "ABX111222333"), ("1112223334", "1112223334"),
    ("111.222.333.444", "111.222.333.444"), ("0.111222333", "0.111222333"),
    ("NL111222333B01", "NL[BSN]B01"), ("BSN 10000008", "BSN [BSN]"),
    ("order 10000008", "order 10000008"),
    ("9434765870", "[NHS]"), ("943 476 5870", "[NHS]"), ("9434765871", "9434765871"),
    ("2 55 08 14 168 025 38", "[NIR]"),
    ("85.07.30-033.28", "[RRN]"), ("A000500015", "[KVNR]"), ("A000500016", "A000500016"),
    ("123-45-6789", "[SSN]"), ("000-45-6789", "000-45-6789"), ("SSN 123456789", "SSN [SSN]"),
    ("NL91 ABNA 0417 1643 00", "[IBAN]"), ("DE89370400440532013000.", "[IBAN]."),
    ("geb. 12-03-1956", "geb. [BIRTH-DATE]"), ("opname 12-03-1956", "opname 12-03-1956"),
    ("92-jarige", "[AGE]-jarige"), ("89-jarige", "89-jarige"), ("aged 90", "aged [AGE]"),
    ("stage 90", "stage 90"), ("100 J", "100 J"), ("92 mmHg", "92 mmHg"),
    ("06-12345678", "[PHONE]"), ("+31 (0)30 234 56 78", "[PHONE]"), ("(555) 123-4567", "[PHONE]"),
    ("a.b@c.nl", "[EMAIL]"), ("a@b", "a@b"), ("zie https://x.nl/a?b=1.", "zie [URL]."),
    ("www.x.nl", "[URL]"), ("3512 AB 12", "[ADDRESS]"), ("1000 MG", "1000 MG"),
    ("SW1A 1AA", "[ADDRESS]"),
    ("Hauptstr. 12, 10115 Berlin", "[ADDRESS] Berlin"),
    ("12 rue de la Paix, 75002 Paris", "[ADDRESS] Paris"), ("vitamine B12 5MG", "vitamine B12 5MG"),
    ("I<UTOD231458907<<<<<<<<<<<<<<<", "[MRZ]"), ("a << b < c", "a << b < c"),
    ("1234567893", "[REGISTRATION]"), ("89012345601", "[REGISTRATION]"),
    ("GMC 1234567", "GMC [REGISTRATION]"), ("NMC 12A3456E", "NMC [REGISTRATION]"),
    ("1234567", "1234567"),
  ]

  @Test("becomes", arguments: cases) func becomes(_ text: String, _ expected: String) throws {
    #expect(try redacted(text) == expected)
    #expect(try redacted("x, \(text)\n") == "x, \(expected)\n")
  }

  /// A sign right before a label is not a part of it, whatever bytes it has.
  @Test(
    "a label behind a sign",
    arguments: ["“", "„", "«", "‹", "‘", "’", "…", "•", "–", "→", "§", "¿", "★", "(", "“„", "€"])
  func labelBehind(_ sign: String) throws {
    let labelled = [
      ("geboren 12-03-1956", "geboren [BIRTH-DATE]"), ("GMC 1234567", "GMC [REGISTRATION]"),
      ("tel 12345678", "tel [PHONE]"), ("op 90-jarige", "op [AGE]-jarige"),
      ("admission: geb. unknown; gezien 12-11-2026", "admission: geb. unknown; gezien 12-11-2026"),
    ]
    for (text, expected) in labelled {
      #expect(try redacted("\(sign)\(text)") == "\(sign)\(expected)")
      #expect(try redacted("é\(sign)\(text)\(sign)") == "é\(sign)\(expected)\(sign)")
    }
  }

  /// A number whose check fails is none of its kind, unless a label says so.
  static let wrong: [(String, Kind)] = [
    ("2 55 08 14 168 025 39", .nir), ("NL92 ABNA 0417 1643 00", .iban),
    ("85.07.30-033.29", .belgian),
    ("943 476 5871", .nhs), ("111252333", .bsn), ("A000500016", .kvnr), ("89012345602", .bsn),
  ]

  @Test("a wrong check digit", arguments: wrong) func fails(_ text: String, _ kind: Kind) throws {
    #expect(try redacted(text, kinds: [kind]) == text)
  }

  @Test("a line may end anywhere in a number") func lineEnds() throws {
    for place in 1..<9 {
      for end in ["\n", "\r\n", "\n  ", "\n> "] {
        let digits = "111222333"
        let text = "BSN \(digits.prefix(place))\(end)\(digits.dropFirst(place))."
        #expect(
          try redacted(text) == "BSN [BSN]\(end == "\r\n" ? "\r\n" : "\n").", "\(place)")
      }
    }
  }

  @Test("a table's head speaks for its column") func table() throws {
    let rows = (1...300).map { "| \($0) | Bos | 12-03-19\(padded($0 % 70 + 27, 2)) | 01-02-2026 |" }
    let text =
      "| nr | naam | geb.datum | opname |\n|---|---|---|---|\n" + rows.joined(separator: "\n")
    let output = try redacted(text)
    #expect(output.components(separatedBy: "[BIRTH-DATE]").count == 301)
    #expect(output.components(separatedBy: "01-02-2026").count == 301)
  }

  @Test("every number of the registers' vectors", .enabled(if: Vectors.areThere)) func vectors()
    throws
  {
    let json = try JSONParser.object(try Vectors.bytes("registers.json"))
    func rows(_ key: String) throws -> [(String, String)] {
      try json.array(key).compactMap { row in
        guard case .array(let cells) = row, case .string(let register) = cells[0],
          case .string(let number) = cells[1]
        else { return nil }
        return (register, number)
      }
    }
    for (register, number) in try rows("pass") + rows("suspect") {
      for form in [
        "\(register):\(number)", "\(register.uppercased()) \(number)",
        "\(register)-nummer: \(number)",
      ] {
        #expect(try findings(form).map(\.kind) == [.registration], "\(form)")
        #expect(try !redacted(form).contains(number))
      }
    }
    for row in try json.array("redaction") {
      guard case .array(let cells) = row, case .string(let kind) = cells[0],
        case .string(let number) = cells[1], case .bool(let passes) = cells[2]
      else { continue }
      #expect(try findings(number).map(\.kind.name) == (passes ? [kind] : []), "\(number)")
      // A label makes it one.
      for form in ["\(kind.uppercased()) \(number)", "\(kind): \(number)"] {
        #expect(try findings(form).map(\.kind.name) == [kind], "\(form)")
      }
    }
    let unnamed = try rows("fail").filter { ["npi", "rpps", "big"].contains($0.0) }.map(\.1)
    for number in unnamed { #expect(try findings(number).isEmpty, "\(number)") }
  }
}
