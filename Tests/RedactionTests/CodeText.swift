import Redaction

/// Codes of things as texts carry them, `#` standing for the code: by a label, a code system, or a
/// field. Their digits are random, so that some pass a check digit of persons.
struct CodeText {
  /// In the order of the table.
  static let types = [
    "SNOMED", "LOINC", "ICD", "NDC", "UDI", "lot", "accession", "OID", "DOI",
  ]

  private(set) var bytes: [UInt8] = []
  private(set) var codes: [(type: String, range: Range<Int>)] = []

  init(seed: UInt64, each count: Int) {
    var random = Seeded(seed)
    for _ in 0..<count {
      for type in Self.types {
        let carrier = random.pick(Self.carriers[type] ?? ["#"])
        let halves = carrier.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        bytes += Array(halves[0].utf8)
        let start = bytes.count
        bytes += Array(Self.code(type, &random).utf8)
        codes.append((type, start..<bytes.count))
        bytes += Array((halves[1] + "\n" + Corpus.filler(&random) + "\n").utf8)
      }
    }
  }

  private static let carriers: [String: [String]] = [
    "SNOMED": [
      "SNOMED CT #", "SNOMED: # |Asthma|", "# |Eruption of skin|", "SCTID #", "snomed-code #",
      "Diagnose (SNOMED CT: #) gesteld", "DG1|1||#^Pneumonia^SCT|",
      "{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"#\",\"display\":\"Fever\"}]}",
      "<value xsi:type=\"CD\" code=\"#\" codeSystem=\"2.16.840.1.113883.6.96\"/>",
      "<code value=\"#\"/>", "http://snomed.info/sct|#", "OBX|1|CE|#^Asthma^SCT||",
    ],
    "LOINC": [
      "LOINC #", "LOINC-code: #", "OBX|1|NM|#^GLUCOSE^LN||5.6|mmol/L", "(LOINC #)",
      "{\"system\":\"http://loinc.org\",\"code\":\"#\"}",
      "<code code=\"#\" codeSystem=\"2.16.840.1.113883.6.1\"/>",
    ],
    "ICD": [
      "ICD-10: #", "ICD10 #", "CIM-10 : #", "Diagnose (#) gesteld", "DG1|1||#^Angina^I10|",
      "ICD-10-GM # G", "{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\"#\"}", "ICD-9 #",
    ],
    "NDC": [
      "NDC #", "NDC: #", "(NDC #)", "NDC code #, 30 tablets",
      "{\"system\":\"http://hl7.org/fhir/sid/ndc\",\"code\":\"#\"}", "RXE||#^Ramipril^NDC|1",
    ],
    "UDI": [
      "UDI #", "UDI: #", "implant #, linker heup", "\"carrierHRF\":\"#\"", "Device #.",
      "UDI-nummer #", "<carrierHRF value=\"#\"/>",
    ],
    "lot": [
      "lot #", "LOT: #", "Lotnr. #", "batch no. #", "batch #", "Charge #", "Ch.-B.: #",
      "Chargennummer #", "n° de lot #", "lotnummer #", "\"lotNumber\":\"#\"",
      "<lotNumber value=\"#\"/>", "<lotNumberText>#</lotNumberText>", "Lot/Serial #",
    ],
    "accession": [
      "accession no. #", "Accession: #", "Accession number #", "accessienummer #", "ACC# #",
      "monsternummer #", "Labnr. #", "sample no #", "specimen ID #", "Probennummer #",
      "n° de prélèvement #", "order no. #", "ordernummer #", "Auftragsnummer #",
      "\"accessionNumber\":\"#\"",
    ],
    "OID": [
      "OID #", "urn:oid:#", "root=\"#\"", "(#)", "oid: #", "\"system\":\"urn:oid:#\"",
      "<id root=\"#\" extension=\"x\"/>",
    ],
    "DOI": ["doi:#", "DOI #", "doi: #", "https://doi.org/#", "(doi #)", "http://dx.doi.org/#"],
  ]

  private static func code(_ type: String, _ random: inout Seeded) -> String {
    func number(_ count: Int) -> String {
      String(random.number(1...9)) + random.digits(count - 1).text
    }
    switch type {
    case "SNOMED": return number(random.pick([6, 7, 8, 9, 9, 9, 10, 15, 16]))
    case "LOINC": return "\(random.number(1000...99999))-\(random.number(0...9))"
    case "ICD":
      return random.pick([
        "I\(random.number(10...99)).\(random.number(0...9))",
        "M\(random.number(10...99)).\(random.number(10...99))", "\(random.number(100...999)).0",
        "Z\(random.number(10...99))",
      ])
    case "NDC":
      return random.pick([
        number(4) + "-" + number(4) + "-" + number(2),
        number(5) + "-" + number(3) + "-" + number(2),
        number(5) + "-" + number(4) + "-" + number(1), number(11), "0" + number(9),
      ])
    case "UDI":
      let product = "(01)" + random.digits(14).text
      let lot = number(random.number(5...9)) + random.pick(["", "A", "AB"])
      return random.pick([
        product + "(17)\(random.number(24...31))0\(random.number(1...9))01(10)" + lot,
        product + "(11)230\(random.number(1...9))15(21)" + lot, product + "(21)" + number(9),
        product, product + "(17)261231(10)" + lot + "(21)" + number(10),
      ])
    case "lot":
      return random.pick([
        number(7), number(8), "0" + number(9), number(9), number(3) + "-" + number(2),
        "06" + random.digits(8).text, number(3) + "-" + number(3) + "-" + number(4),
        "\(random.number(1011...9999))AB\(random.number(1...99))", "EX" + number(4),
      ])
    case "accession":
      return random.pick([
        number(9), number(10), "0" + number(9), "2026" + random.digits(8).text, "26-" + number(6),
        "CT" + number(8), number(8),
      ])
    case "OID":
      return random.pick([
        "2.16.840.1.113883."
          + (0..<random.number(1...4)).map { _ in
            String(random.number(1...600))
          }.joined(separator: "."),
        "1.2.840.10008.5.1.4.1.1." + String(random.number(1...200)),
        "1.2.276.0.76.3.1." + number(3) + ".1", "2.16.528.1.1007.3." + String(random.number(1...3)),
        "1.3.6.1.4.1." + number(5) + "." + number(2),
      ])
    default:
      return random.pick([
        "10.\(random.number(1000...9999))/jama.2026." + number(5),
        "10.1016/j.jacc.2020.0\(random.number(1...9)).0" + number(2), "10.1056/NEJMoa" + number(7),
        "10.1136/bmj.\(number(3)).\(number(4)).\(number(3))",
        "10.1007/s" + number(5) + "-0" + number(2) + "-" + number(5) + "-\(random.number(1...9))",
        "10.1002/14651858.CD00" + number(4) + ".pub2",
      ])
    }
  }
}
