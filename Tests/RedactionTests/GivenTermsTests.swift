import Redaction
import Testing

/// What the sender's file names is masked, in any usual writing.
@Suite struct GivenTermsTests {
  private static let lines = """
    name: Anna de Vries-Müller
    born: 03-04-1951
    address: Lijsterbeslaan 12, 3512 AB Utrecht
    phone: +31 6 12345678
    number: R1234567
    """

  static let mentions: [(String, String)] = [
    ("Mw. A. de Vries kwam.", "Mw. [NAME] kwam."), ("DE VRIES-MÜLLER, Anna", "[NAME]"),
    ("de Vries, A.", "[NAME]"), ("Vries, A. de", "[NAME]"), ("vries belt", "[NAME] belt"),
    ("anna belt", "[NAME] belt"), ("Anna's dochter", "[NAME] dochter"), ("Mueller", "[NAME]"),
    ("Müllers Befund", "[NAME] Befund"), ("mevr. Muller-de Vries", "mevr. [NAME]"),
    ("Mul-\nler", "[NAME]\n"), ("mw. Mülelr", "mw. [NAME]"), ("Mller", "[NAME]"),
    ("gezien 3 april 1951", "gezien [BIRTH-DATE]"), ("3-4-51", "[BIRTH-DATE]"),
    ("April 3, 1951", "[BIRTH-DATE]"), ("1951/04/03", "[BIRTH-DATE]"), ("19510403", "[BIRTH-DATE]"),
    ("op 04/03/1951", "op [BIRTH-DATE]"), ("030451", "[BIRTH-DATE]"),
    ("Lijsterbeslaan 12", "[ADDRESS]"), ("lijsterbeslaan", "[ADDRESS]"), ("3512ab", "[ADDRESS]"),
    ("06 12 34 56 78", "[PHONE]"), ("0031612345678", "[PHONE]"), ("R 1234567", "[RECORD]"),
    ("r-1234567", "[RECORD]"),
    // Others are nobody of the file.
    ("UMC Utrecht", "UMC Utrecht"), ("Mw. Bakker, 4-5-1952", "Mw. Bakker, 4-5-1952"),
    ("annamnese", "annamnese"), ("vrieskou", "vrieskou"), ("1234567", "1234567"),
  ]

  @Test("in any usual writing", arguments: mentions) func mention(
    _ text: String, _ expected: String
  )
    throws
  {
    let given = GivenTerms([try GivenFile(patient: Array(Self.lines.utf8))])
    for size in [nil, 1, 3] {
      let redactor = TextRedactor(given: given)
      let output = try run(redactor, Array("x \(text) y".utf8), pieces: size)
      #expect(String(decoding: output, as: UTF8.self) == "x \(expected) y")
    }
  }

  @Test("a FHIR Patient and a PID segment say the same") func forms() throws {
    let fhir = """
      {"resourceType":"Patient","name":[{"family":"de Vries","given":["Anna"]}],
       "birthDate":"1951-04-03","telecom":[{"system":"phone","value":"+31612345678"}],
       "address":[{"line":["Lijsterbeslaan 12"],"city":"Utrecht","postalCode":"3512 AB"}],
       "identifier":[{"value":"R1234567"}]}
      """
    let hl7 =
      "MSH|^~\\&|\rPID|1||R1234567^^^Z||de Vries^Anna||19510403|F|||Lijsterbeslaan "
      + "12^^Utrecht^^3512AB||^PRN^PH^^^06^12345678\r"
    for file in [fhir, hl7] {
      let given = GivenTerms([try GivenFile(patient: Array(file.utf8))])
      let text = "Anna de Vries, 3 apr 1951, Lijsterbeslaan 12, 3512AB, R-1234567, 06-12345678"
      let output = try run(TextRedactor(given: given), Array(text.utf8))
      #expect(
        String(decoding: output, as: UTF8.self)
          == "[NAME], [BIRTH-DATE], [ADDRESS], [ADDRESS], [RECORD], [PHONE]")
    }
  }

  @Test(
    "an ordinary word is a name only beside what tells",
    arguments: [
      ("de heer Bakker belt", "de heer [NAME] belt"), ("J. Bakker", "[NAME]"),
      ("Jan Bakker", "[NAME]"),
      ("Bakker werd gezien", "[NAME] werd gezien"), ("de Bakker belt", "de [NAME] belt"),
      ("der Bakker", "der Bakker"),
      ("Jan 2026", "Jan 2026"), ("naar de bakker", "naar de bakker"),
      ("in jan 2026", "in jan 2026"),
    ])
  func ordinary(_ text: String, _ expected: String) throws {
    let given = GivenTerms([try GivenFile(names: Array("Jan Bakker\n".utf8))])
    #expect(!given.leftOut.isEmpty)
    let output = try run(TextRedactor(given: given), Array(text.utf8))
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }

  @Test(
    "a street with its number before or behind it, and a name with its particles",
    arguments: [
      ("lives at 41 Primrose Hill now", "lives at [ADDRESS] now"),
      ("Primrose Hill 41", "[ADDRESS]"), ("the hill", "the hill"),
      ("Mw. van 't Hoff", "Mw. [NAME]"), ("Hoff, E. van 't", "[NAME]"),
      ("de Groot belt", "[NAME] belt"), ("Groot verband", "Groot verband"),
      ("met Groot besproken", "met [NAME] besproken"), ("het Groot", "het Groot"),
      ("een grote de groot", "een grote de groot"),
    ])
  func addressesAndParticles(_ text: String, _ expected: String) throws {
    let lines = "name: Eva van 't Hoff\nname: Piet de Groot\naddress: 41 Primrose Hill, London\n"
    let given = GivenTerms([try GivenFile(patient: Array(lines.utf8))])
    let output = try run(TextRedactor(given: given), Array(text.utf8))
    #expect(String(decoding: output, as: UTF8.self) == expected)
  }

  @Test(
    "a file that says nothing is refused",
    arguments: [
      "", "\n\n", "hello", "{}", "{\"resourceType\":\"Observation\"}", "name:\n", "colour: red",
    ])
  func refused(_ text: String) {
    #expect(throws: GivenFileError.self) { try GivenFile(patient: Array(text.utf8)) }
  }
}
