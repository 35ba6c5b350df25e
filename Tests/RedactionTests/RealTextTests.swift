import Redaction
import Testing

/// What people type, by kind: text, and what becomes of it.
@Suite struct RealTextTests {
  static let telephones: [(String, String)] = [
    ("0471/12.34.56 - 0472/65.43.21", "[PHONE] - [PHONE]"), ("+46 8 12 34 57", "[PHONE]"),
    ("0800 1234567891", "[PHONE]"), ("21 23 45 68", "[PHONE]"), ("08 12 16 20", "08 12 16 20"),
    ("tel 14 020", "tel [PHONE]"), ("bel RR 142/88", "bel RR 142/88"),
    ("mob. 06-87654321/0318-123456", "mob. [PHONE]/[PHONE]"),
    ("0687654321/0612345678", "[PHONE]/[PHONE]"), ("0475/654321-02/1234567", "[PHONE]-[PHONE]"),
    ("01.98.76.54.32-06.98.76.54.32", "[PHONE]-[PHONE]"), ("Tel.: 040/7654321-12", "Tel.: [PHONE]"),
    ("ring 01619460958 today", "ring [PHONE] today"), ("0891234567", "[PHONE]"),
    ("017212345678", "[PHONE]"), ("0 892 34 56 78", "[PHONE]"),
    ("555.555.5555 ext.12", "[PHONE]"), ("555-555-5555 extension 12", "[PHONE]"),
    ("943-476-5870 is hers", "[NHS] is hers"), ("+31 14020", "[PHONE]"),
    ("608-271-9001x12", "[PHONE]"), ("(303)3345232", "[PHONE]"), ("303-6667777", "[PHONE]"),
    ("001-608-271-9001x123", "[PHONE]"), ("+1-608-271-9001 ext. 5", "[PHONE]"),
    ("030-2345678 tst. 123", "[PHONE]"), ("(555) 555-5556, extension 12", "[PHONE]"),
    ("612 34 56 79", "[PHONE]"), ("32 12 34 57", "[PHONE]"), ("08-12 34 57", "[PHONE]"),
    ("(022) 12346", "[PHONE]"), ("512 345 679", "[PHONE]"), ("21 234 5670", "[PHONE]"),
    // Values of a table, hours, doses.
    ("08 12 16 20", "08 12 16 20"), ("20 30 40 50 60", "20 30 40 50 60"),
    ("612 345 678 mg", "612 345 678 mg"),
  ]

  static let labelled: [(String, String)] = [
    ("numéro de dossier 123457", "numéro de dossier [RECORD]"),
    ("ZKH-nummer 1234567", "ZKH-nummer [RECORD]"),
    ("BSN: 123456789", "BSN: [BSN]"), ("bsn nr. 123.456.789", "bsn nr. [BSN]"),
    ("NHS no. 943 476 5872", "NHS no. [NHS]"), ("INSZ 85.07.30-033.29", "INSZ [RRN]"),
    ("N° de sécurité sociale : 2 55 08 14 168 025 39", "N° de sécurité sociale : [NIR]"),
    ("KVNR A000500016", "KVNR [KVNR]"), ("SSN: 000-45-6789", "SSN: [SSN]"),
    ("IBAN NL92 ABNA 0417 1643 00", "IBAN [IBAN]"),
    ("IBAN: FR 76 3000 6000 0112 3456 7890 189", "IBAN: [IBAN]"),
    ("MRN 0098123", "MRN [RECORD]"), ("patnr. 7654322", "patnr. [RECORD]"),
    ("Patiëntnr: 7654322", "Patiëntnr: [RECORD]"), ("Patient ID: AB-12345", "Patient ID: [RECORD]"),
    ("Fallnummer 20119999", "Fallnummer [RECORD]"),
    ("ziekenhuisnummer 5551234", "ziekenhuisnummer [RECORD]"),
    ("Hospital No. X7654321", "Hospital No. [RECORD]"), ("NDA : 987654321", "NDA : [RECORD]"),
    ("NINO QQ 12 34 56 C", "NINO [NATIONAL]"), ("AHV-Nr. 756.1234.5678.97", "AHV-Nr. [NATIONAL]"),
    ("CPR-nr. 070761-4285", "CPR-nr. [NATIONAL]"), ("PPSN: 1234568TA", "PPSN: [NATIONAL]"),
    ("RVNR 65 170839 J 003", "RVNR [NATIONAL]"),
    // The label tells the kind, where a check digit is right by chance.
    ("CPR 010150-1234", "CPR [NATIONAL]"), ("CPR: 010150 1234", "CPR: [NATIONAL]"),
    ("MRN 9434765870", "MRN [RECORD]"), ("NHS no. 9434765870", "NHS no. [NHS]"),
    ("patnr 85073003328", "patnr [RRN]"), ("N° SS : 2 53 07 2B 073 001 23", "N° SS : [NIR]"),
    ("Versicherten-Nr. A123456789", "Versicherten-Nr. [KVNR]"),
    ("Vers.-Nr. A123456787", "Vers.-Nr. [KVNR]"), ("eGK-Nr. A123456787", "eGK-Nr. [KVNR]"),
    ("Vers. gesichert 24.01.2021", "Vers. gesichert 24.01.2021"),
    ("ZIS-nummer 1234567", "ZIS-nummer [RECORD]"),
    ("Med. rec. no. 451234", "Med. rec. no. [RECORD]"),
    // The word alone makes no number.
    ("the patient took 12345 steps", "the patient took 12345 steps"),
    ("MRN unknown, CRP 123", "MRN unknown, CRP 123"), ("dossier 12-03-2026", "dossier 12-03-2026"),
    ("case 2 of 3", "case 2 of 3"),
  ]

  static let codes: [(String, String)] = [
    ("SNOMED CT: 111222333", "SNOMED CT: 111222333"), ("SCTID 111222333", "SCTID 111222333"),
    ("111222333 |Asthma|", "111222333 |Asthma|"), ("NDC 0461-3915-64", "NDC 0461-3915-64"),
    ("lot 111222333", "lot 111222333"), ("lotnummer: 0313653550", "lotnummer: 0313653550"),
    ("accession no. 9434765870", "accession no. 9434765870"),
    ("(01)00848486001055(17)270102(21)A111222333", "(01)00848486001055(17)270102(21)A111222333"),
    ("<id root=\"2.16.840.1.113883.4.7\"/>", "<id root=\"2.16.840.1.113883.4.7\"/>"),
    ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2"),
    (
      "{\"code\": \"111222333\", \"bsn\": \"111222333\"}",
      "{\"code\": \"111222333\", \"bsn\": \"[BSN]\"}"
    ),
    ("OBX|1|CE|111222333^Asthma^SCT||", "OBX|1|CE|111222333^Asthma^SCT||"),
    ("C9 25/02/2022", "C9 25/02/2022"), ("V3 18-05-2021 visit", "V3 18-05-2021 visit"),
    ("271807003 | Eruption of skin |", "271807003 | Eruption of skin |"),
    ("111222333 | A. de Vries |", "[BSN] | A. de Vries |"),
    ("order no. 0313653550", "order no. 0313653550"),
    ("doi:10.1016/j.jacc.2020.05.033", "doi:10.1016/j.jacc.2020.05.033"),
    ("Ch.-B.: 0313653550", "Ch.-B.: 0313653550"),
    ("\"lotNumber\":\"0313653550\"", "\"lotNumber\":\"0313653550\""),
    ("https://doi.org/10.1056/NEJMoa2034577", "https://doi.org/10.1056/NEJMoa2034577"),
    ("zie http://snomed.info/sct", "zie http://snomed.info/sct"),
    // A label of a person's number is nearer.
    ("lot 12, BSN 111222333", "lot 12, BSN [BSN]"),
  ]

  static let invisible: [(String, String)] = [
    ("06\u{200b}87654321", "[PHONE]"), ("06\u{ad}87654321", "[PHONE]"),
    ("06&nbsp;87654321", "[PHONE]"),
    ("06\u{2013}87\u{2013}65\u{2013}43\u{2013}21", "[PHONE]"),
    ("111\u{2060}222\u{feff}333", "[BSN]"),
    ("111&#160;222&#xA0;333", "[BSN]"), ("\u{ff11}\u{ff11}\u{ff11}222333", "[BSN]"),
    ("\u{661}\u{661}\u{661}222333", "[BSN]"), ("943\u{2011}476\u{2011}5870", "[NHS]"),
    ("a\u{200b}b 111222333\u{200b} c", "a\u{200b}b [BSN]\u{200b} c"),
  ]

  static let addresses: [(String, String)] = [
    ("Woont Van der Helststraat 7a, 1073 PD Amsterdam", "Woont [ADDRESS] Amsterdam"),
    ("Rue de la Loi 17, 1000 Bruxelles", "[ADDRESS] Bruxelles"),
    ("Adres: Lange Voorhout 7, Den Haag", "Adres: [ADDRESS], Den Haag"),
    ("11 rue de la Paix, Paris", "[ADDRESS], Paris"), ("at 45 Oak Avenue", "at [ADDRESS]"),
    ("wohnhaft Lindenallee 7 b in 20259 Hamburg", "wohnhaft [ADDRESS] Hamburg"),
    ("postcode: 3513 ab, huisnummer: 7", "postcode: [ADDRESS]"),
    ("Op Kamer 12 ligt hij, 3 Main issues", "Op Kamer 12 ligt hij, 3 Main issues"),
    ("Kirchstr. 7 a, 80333 München", "[ADDRESS] München"),
    ("Kirchstr. 7/9, 80333 München", "[ADDRESS] München"),
    ("17 rue Cler, 75007, Paris", "[ADDRESS], Paris"), ("17 rue Cler, Paris 75007", "[ADDRESS]"),
    ("pc/huisnr: 2012AB/7", "pc/huisnr: [ADDRESS]"),
    ("postcode 2012 AB huisnr 7", "postcode [ADDRESS]"),
    ("Rue Haute 7 bte 2 - 1000 Bruxelles", "[ADDRESS] Bruxelles"),
    ("11 Mill Road, Leeds, LS12AB", "[ADDRESS]"), ("postcode m1 1aa", "postcode [ADDRESS]"),
    ("ZIP 54321-6789", "ZIP [ADDRESS]"), ("3016 CE Rotterdam", "[ADDRESS] Rotterdam"),
    ("Kerklaan 7, Utrecht", "[ADDRESS], Utrecht"),
    ("1234AB12", "[ADDRESS]"), ("31-II, 2517EE", "[ADDRESS]"),
    ("postcode 1234AB12a", "postcode [ADDRESS]"),
    ("SN 1234AB12", "SN 1234AB12"), ("1234MG12", "1234MG12"),
    ("Laan van Meerdervoort 7", "[ADDRESS]"), ("Rue de la Loi 17", "[ADDRESS]"),
    ("He took 12 Good Way tablets", "He took 12 Good Way tablets"),
    ("3 Main Street doctors", "3 Main Street doctors"),
    ("lives at 45 Oak Avenue with his son", "lives at [ADDRESS] with his son"),
    ("1000 IE Heparine", "1000 IE Heparine"), ("Luchtweg 2 vrij", "Luchtweg 2 vrij"),
  ]

  static let dates: [(String, String)] = [
    ("born on the 4th of May 1952", "born on the [BIRTH-DATE]"),
    ("1952-05-04 is his birthday", "[BIRTH-DATE] is his birthday"),
    ("geb. 00-05-1952", "geb. [BIRTH-DATE]"),
    ("geb. mei 1952", "geb. [BIRTH-DATE]"),
    ("geboortedatum 19521391", "geboortedatum [BIRTH-DATE]"),
    ("nais. : 04/05/1952", "nais. : [BIRTH-DATE]"),
    ("Née le 04 . 05 . 1952", "Née le [BIRTH-DATE]"),
    ("Nacida el 4 de mayo de 1952", "Nacida el [BIRTH-DATE]"),
    ("född 1952-05-04", "född [BIRTH-DATE]"),
    (
      "Datum: 13-11-2026      Geb.datum      m/v\n                       04-05-1952     m",
      "Datum: 13-11-2026      Geb.datum      m/v\n                       [BIRTH-DATE]     m"
    ),
    // Another date than that of birth.
    ("date of birth unknown; seen 13-11-2026", "date of birth unknown; seen 13-11-2026"),
    ("geb. onbekend, opname 13-11-2026", "geb. onbekend, opname 13-11-2026"),
    ("seen 13-11-2026, born 04-05-1952", "seen 13-11-2026, born [BIRTH-DATE]"),
    ("born in Leeds on 04-05-1952", "born in Leeds on [BIRTH-DATE]"),
    ("opname 4 mei 2026", "opname 4 mei 2026"),
    ("seen on the 4th of May 2026", "seen on the 4th of May 2026"),
  ]

  static let ages: [(String, String)] = [
    ("Patient turned 95", "Patient turned [AGE]"), ("96-plusser", "[AGE]-plusser"),
    ("she is 95.", "she is [AGE]."), ("hij is 95 en woont alleen", "hij is [AGE] en woont alleen"),
    ("dame (95)", "dame ([AGE])"), ("(m, 95)", "(m, [AGE])"), ("♀ 95", "♀ [AGE]"),
    ("between 91 and 96 years", "between [AGE] and [AGE] years"),
    ("in her 96th year", "in her [AGE]th year"),
    ("he is 95 on room air", "he is 95 on room air"), ("HR is 95", "HR is 95"),
    ("sat (95)", "sat (95)"),
    ("vrouw, 95", "vrouw, [AGE]"),
    ("(95 J., m)", "([AGE] J., m)"), ("95M with CAP", "[AGE]M with CAP"),
    ("een man van 95", "een man van [AGE]"),
    ("91 to 96 years old", "[AGE] to [AGE] years old"),
    ("in zijn 96e levensjaar", "in zijn [AGE]e levensjaar"),
    ("95.5 years", "[AGE] years"), ("temp 98F", "temp 98F"),
    ("een man van 95 kg", "een man van 95 kg"),
    ("88 to 96 mmHg", "88 to 96 mmHg"), ("95.5 mg", "95.5 mg"),
  ]

  @Test("telephones", arguments: telephones) func telephone(_ text: String, _ expected: String)
    throws
  {
    try check(text, expected)
  }
  @Test("numbers with a label", arguments: labelled) func label(_ text: String, _ expected: String)
    throws
  {
    try check(text, expected)
  }
  @Test("codes of things", arguments: codes) func code(_ text: String, _ expected: String) throws {
    try check(text, expected)
  }
  @Test("signs that cannot be seen", arguments: invisible) func sign(
    _ text: String, _ expected: String
  ) throws {
    try check(text, expected)
  }
  @Test("addresses", arguments: addresses) func address(_ text: String, _ expected: String) throws {
    try check(text, expected)
  }
  @Test("dates of birth", arguments: dates) func date(_ text: String, _ expected: String) throws {
    try check(text, expected)
  }
  @Test("ages", arguments: ages) func age(_ text: String, _ expected: String) throws {
    try check(text, expected)
  }

  private func check(_ text: String, _ expected: String) throws {
    #expect(try redacted(text) == expected)
    #expect(try redacted(text, pieces: 1) == expected)
  }
}

/// Texts that are JSON, XML or HL7: fields are masked, and the form stays.
@Suite struct StructuredTextTests {
  @Test("HL7 by field, component by component") func hl7() throws {
    let message = """
      MSH|^~\\&|A|B|C|D|20261126||ADT^A01|1|P|2.5\r
      PID|1||7654322^^^ZKH^PI||JANSEN^PIET^^^DHR||19510403|M|||KERKSTRAAT 5&KERKSTRAAT&5^^EDE^^6711AB^NL^M||^PRN^PH^^^0318^123457~^PRN^CP^^^06^12345679\r
      NK1|1|BAKKER^C|SPO|DORPSSTRAAT 1^^EDE^^6711AC^NL|^PRN^PH^^^0318^654321\r
      GT1|1||JANSEN^PIET||KERKSTRAAT 5^^EDE^^6711AB^NL|^PRN^PH^^^0318^123457||19510403|M\r
      OBX|1|NM|14749-6^GLUCOSE^LN||5.6|mmol/L|4.0-7.8||||F
      """
    let expected = """
      MSH|^~\\&|A|B|C|D|20261126||ADT^A01|1|P|2.5\r
      PID|1||[RECORD]^^^ZKH^PI||[NAME]^[NAME]^^^DHR||[BIRTH-DATE]|M|||[ADDRESS]&[ADDRESS]&[ADDRESS]^^[ADDRESS]^^[ADDRESS]^NL^M||^PRN^PH^^^[PHONE]^[PHONE]~^PRN^CP^^^[PHONE]^[PHONE]\r
      NK1|1|[NAME]^[NAME]|SPO|[ADDRESS]^^[ADDRESS]^^[ADDRESS]^NL|^PRN^PH^^^[PHONE]^[PHONE]\r
      GT1|1||[NAME]^[NAME]||[ADDRESS]^^[ADDRESS]^^[ADDRESS]^NL|^PRN^PH^^^[PHONE]^[PHONE]||[BIRTH-DATE]|M\r
      OBX|1|NM|14749-6^GLUCOSE^LN||5.6|mmol/L|4.0-7.8||||F
      """
    #expect(try redacted(message) == expected)
    #expect(try redacted(message, pieces: 3) == expected)
  }

  @Test("a FHIR Patient") func fhir() throws {
    let text = """
      {"resourceType":"Patient","identifier":[{"system":"urn:x","value":"7654322"}],
       "name":[{"family":"Jansen","given":["Piet","Jan"]}],"birthDate":"1951-04-03",
       "telecom":[{"system":"phone","value":"0318 123457"}],"multipleBirthInteger":2,
       "address":[{"text":"Kerkstraat 5 Ede","line":["Kerkstraat 5"],"city":"Ede","postalCode":"6711AB"}],
       "zip":67110,"numbers":[111222333,5],"note":"tel\\n0612345679 \\"a\\" 111222333"}
      """
    let expected = """
      {"resourceType":"Patient","identifier":[{"system":"urn:x","value":"[RECORD]"}],
       "name":[{"family":"[NAME]","given":["[NAME]","[NAME]"]}],"birthDate":"[BIRTH-DATE]",
       "telecom":[{"system":"phone","value":"[PHONE]"}],"multipleBirthInteger":2,
       "address":[{"text":"[ADDRESS]","line":["[ADDRESS]"],"city":"[ADDRESS]","postalCode":"[ADDRESS]"}],
       "zip":"[ADDRESS]","numbers":["[BSN]",5],"note":"tel\\n[PHONE] \\"a\\" [BSN]"}
      """
    #expect(try redacted(text) == expected)
    #expect(try redacted(text, pieces: 1) == expected)
  }

  @Test("elements and attributes of CDA and FHIR in XML") func xml() throws {
    let text = """
      <patientRole><id extension="7654322" root="2.16.840.1.113883.19.5"/><addr>
      <streetAddressLine>Kerkstraat 5</streetAddressLine><city>Ede</city><postalCode>67110</postalCode></addr>
      <telecom value="tel:(816)276-6910"/><name><given>Piet</given><family>Jansen</family></name>
      <birthTime value="19510403"/></patientRole><postalCode value="67110"/>
      <code code="271807004" codeSystem="2.16.840.1.113883.6.96"/>
      """
    let expected = """
      <patientRole><id extension="[RECORD]" root="2.16.840.1.113883.19.5"/><addr>
      <streetAddressLine>[ADDRESS]</streetAddressLine><city>[ADDRESS]</city><postalCode>[ADDRESS]</postalCode></addr>
      <telecom value="[PHONE]"/><name><given>[NAME]</given><family>[NAME]</family></name>
      <birthTime value="[BIRTH-DATE]"/></patientRole><postalCode value="[ADDRESS]"/>
      <code code="271807004" codeSystem="2.16.840.1.113883.6.96"/>
      """
    #expect(try redacted(text) == expected)
    #expect(try redacted(text, pieces: 2) == expected)
  }
}

/// What is not text in UTF-8 is refused, whatever the pieces.
@Suite struct UnreadableTextTests {
  static let files: [[UInt8]] = [
    [0xff, 0xfe] + "BSN 111222333".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
    "BSN 111222333".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
    [0x50, 0x4b, 3, 4, 20], [0x1f, 0x8b, 8], Array("%PDF-1.7\n".utf8), Array("{\\rtf1 a}".utf8),
    [0xd0, 0xcf, 0x11, 0xe0], Array("Mme Dupr".utf8) + [0xe9] + Array(", 111222333".utf8),
    Array("a ".utf8) + [0xe2, 0x82], [0xc0, 0x80],
  ]

  @Test("is refused, and nothing of it leaves", arguments: files, [1, 2, 7, 65536])
  func refused(_ bytes: [UInt8], _ size: Int) throws {
    var left: [UInt8] = []
    let redactor = TextRedactor()
    #expect(throws: UnreadableText.self) {
      try bytes.withUnsafeBytes { bytes in
        for start in stride(from: 0, to: bytes.count, by: size) {
          let piece = bytes[start..<min(bytes.count, start + size)]
          try redactor.add(UnsafeRawBufferPointer(rebasing: piece)) { left += Array($0) }
        }
      }
      try redactor.finish { left += Array($0) }
    }
    #expect(left.isEmpty)
  }

  @Test("a mark of the order of bytes is text") func mark() throws {
    #expect(try redacted("\u{feff}BSN 111222333") == "\u{feff}BSN [BSN]")
  }
}
