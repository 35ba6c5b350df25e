import Files
import Secrets
import Teams
import Testing

@testable import Records

/// The patient in a file: a line, a Patient of FHIR, a PID segment; and what is none of them.
struct PatientFileTests {
  static let bsn = "http://fhir.nl/fhir/NamingSystem/bsn"

  private func read(_ text: String) throws -> PatientFile {
    var bytes = Array(text.utf8)
    defer { #expect(bytes.allSatisfy { $0 == 0 }, "the bytes are wiped") }
    return try PatientFile(&bytes)
  }

  private func object(_ number: PatientNumber) -> String {
    String(decoding: number.object.copy(), as: UTF8.self)
  }

  private func resource(_ text: String) throws -> String {
    String(decoding: CanonicalJSON.encode(try read(text).record().resource), as: UTF8.self)
  }

  private func segment(_ text: String) throws -> String {
    HL7Value.segment("PID", try read(text).record().segment)
  }

  private func reason(_ text: String) throws -> String {
    let error = #expect(throws: BadPatientFile.self) { try read(text).number() }
    return error?.reason ?? ""
  }

  @Test func aLineIsWhatItWas() throws {
    let file = try read("bsn:111222333\n")
    #expect(object(try file.number()) == #"{"landCode":"NL","type":"BSN","value":"111222333"}"#)
    #expect(
      try resource("bsn:111222333") == #"{"identifier":[{"system":"\#(Self.bsn)","#
        + #""value":"111222333"}],"resourceType":"Patient"}"#)
    #expect(
      try segment("mrn:umc:12.3") == "PID|1||12.3^^^&urn:tacita:facility:umc&URI^MR||^^^^^^U")
    for bad in ["", " ", "bsn:111222334", "bsn:111222333\n\n", "x", " bsn:111222333", "\u{feff}{}"]
    {
      #expect(throws: BadPatientNumber.self) { try read(bad) }
    }
    #expect(throws: BadPatientNumber.self) {
      try read("bsn:" + String(repeating: "1", count: 900_000))
    }
  }

  static let patient = """
    {"resourceType": "Patient", "id": "7", "active": true, "identifier": [
      {"use": "old", "system": "\(bsn)", "value": "999999990"},
      {"system": "http://umc.example/mrn", "value": "A&7|1",
       "type": {"coding": [{"system": "x", "code": "y"},
         {"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]},
       "assigner": {"display": "UMC"}},
      {"system": "\(bsn)", "value": "111.222.333"},
      {"system": "urn:oid:1.2.3", "_value": {"extension": []}}],
     "name": [{"use": "maiden", "family": "Bakker"},
      {"use": "official", "family": "O'Neill|^~\\\\&\\u0041", "given": ["Ans", null, "Bé"],
       "prefix": ["dr."]}],
     "birthDate": "1972-03", "gender": "other", "multipleBirthInteger": -2,
     "extension": [{"url": "http://x", "valueDecimal": 52.090e-1}], "photo": [{"data": "AAAA"}]}
    """

  @Test func aPatientOfFHIR() throws {
    let file = try read(Self.patient)
    #expect(object(try file.number()) == #"{"landCode":"NL","type":"BSN","value":"111222333"}"#)
    #expect(file.numbers.count == 1)
    #expect(
      try resource(Self.patient)
        == #"{"birthDate":"1972-03","gender":"other","identifier":[{"assigner":{"display":"UMC"},"#
        + #""system":"http://umc.example/mrn","type":{"coding":[{"code":"MR","#
        + #""system":"http://terminology.hl7.org/CodeSystem/v2-0203"}]},"value":"A&7|1"},"#
        + #"{"system":"\#(Self.bsn)","value":"111222333"}],"#
        + #""name":[{"family":"O'Neill|^~\\&A","given":["Ans","Bé"],"prefix":["dr."],"#
        + #""use":"official"}],"resourceType":"Patient"}"#)
    #expect(
      try segment(Self.patient)
        == #"PID|1||A\T\7\F\1^^^UMC&http://umc.example/mrn&URI^MR~"#
        + "111222333^^^&\(Self.bsn)&URI^NI||"
        + #"O'Neill\F\\S\\R\\E\\T\A^Ans^Bé^^dr.^^L||197203|O"#)
  }

  @Test func aSegmentOfHL7() throws {
    let text =
      #"PID|1|x|12345^^^UMC&1.2.3&ISO^MR~111222333^^^NLMINBIZA^NNNLD~77^^^UMC^MR~""||"#
      + #"Smit&de^J.\T\A.^K \X c3a9 \^III^dr.^^D~de Vries\S\x&de&Vries^Jan^^^^^L~Old^^^^^^M"#
    let line =
      text.replacing(" \\X c3a9 \\", with: #"\XC3A9\"#)
      + #"||19720309101500+0100^S|A|||x"# + "\r\n"
    let file = try read(line)
    #expect(object(try file.number()) == #"{"landCode":"NL","type":"BSN","value":"111222333"}"#)
    #expect(
      file.numbers.map(object) == [
        #"{"landCode":"NL","type":"BSN","value":"111222333"}"#,
        #"{"facility":"umc","type":"MRN","value":"77"}"#,
      ])
    #expect(
      try segment(line) == "PID|1||12345^^^UMC&1.2.3&ISO^MR~"
        + "111222333^^^NLMINBIZA&\(Self.bsn)&URI^NNNLD~"
        + #"77^^^UMC&urn:tacita:facility:umc&URI^MR||de Vries\S\x^Jan^^^^^L||19720309|O"#)
    let json = try JSONParser.object(Array(resource(line).utf8))
    #expect(try json.string("birthDate") == "1972-03-09" && json.string("gender") == "other")
    #expect(try json.objects("name")[0].string("family") == "de Vries^x")
    #expect(try json.objects("identifier")[0].string("system") == "urn:oid:1.2.3")
    // What is written can be read, and says the same.
    #expect(try segment(segment(line)) == segment(line))
    #expect(try resource(segment(line)) == resource(line))
    #expect(try segment(resource(line)) == segment(line))
  }

  /// Every kind of number comes back from what an export writes of it.
  @Test(arguments: [
    "bsn:111222333", "nhs:9434765919", "nir:255081416802538", "rrn:85073003328",
    "kvnr:A123456780", "mrn:umc.example:7-A",
  ])
  func kindsComeBack(_ line: String) throws {
    let number = object(try read(line).number())
    #expect(try object(read(resource(line)).number()) == number)
    #expect(try object(read(segment(line)).number()) == number)
  }

  @Test func severalNumbers() throws {
    let two = #"PID|1||111222333^^^NLMINBIZA~9434765919^^^&2.16.840.1.113883.2.1.4.1&ISO"#
    #expect(try reason(two).hasPrefix("it has several numbers"))
    #expect(try read(two).searched().count == 2)
    #expect(try reason("PID|1||7^^^A^MR~8^^^B^MR").hasPrefix("it has several numbers"))
    #expect(try read("PID|1||7^^^A^MR~7^^^A^MR").number().object.count > 0)
    let foreign = "PID|1||7^^^&http://umc.example/mrn&URI^MR"
    #expect(try reason(foreign).hasPrefix("it has no number of a kind that is known"))
    #expect(throws: BadPatientFile.self) { try read(foreign).searched() }
    #expect(try read(foreign).numbers.isEmpty)
    #expect(try segment(foreign) == foreign + "||^^^^^^U")
  }

  private func patient(_ member: String) -> String {
    #"{"resourceType":"Patient","identifier":[{"system":"\#(Self.bsn)","value":"111222333"}]"#
      + ",\(member)}"
  }

  @Test(arguments: [
    (#""active":false"#, "not in use"), (#""active":"no""#, "true or false"),
    (#""link":[{"type":"replaced-by","other":{}}]"#, "another Patient replaced it"),
    (#""link":{}"#, "“link” is not"), (#""modifierExtension":[]"#, "“modifierExtension”"),
    (#""implicitRules":"x""#, "“implicitRules”"), (#""birthDate":"1972-02-30""#, "birthDate"),
    (#""birthDate":"72-02-03""#, "birthDate"), (#""birthDate":"1972-2""#, "birthDate"),
    (#""birthDate":19720203"#, "birthDate"), (#""birthDate":"0000""#, "birthDate"),
    (#""birthDate":"1972-02-03T10:00:00Z""#, "birthDate"), (#""gender":"M""#, "gender"),
    (#""gender":null"#, "gender"), (#""name":{"text":"x"}"#, "“name” is not"),
    (#""name":[{"given":"x"}]"#, "“given” is not"), (#""name":[{"given":[1]}]"#, "“given” is not"),
    (#""name":[{"use":"nick"}]"#, "name.use"), (#""name":[{"text":"a\nb"}]"#, "control characters"),
    (#""name":[{"text":"\u0000"}]"#, "control characters"), (#""name":[{"text":" "}]"#, "blank"),
    (#""name":[{"text":""}]"#, "“text” is not"), (#""gender":"male","gender":"male""#, "twice"),
    (#""x":\#(String(repeating: "[", count: 60))"#, "24 levels"), (#""x":01"#, "not a number"),
    (#""x":1."#, "not a number"), (#""x":-"#, "not a number"), (#""x":1e"#, "not a number"),
    (#""x":"\ud800""#, "surrogate"), (#""x":"y"} {"#, "text after the object"),
  ])
  func brokenPatients(_ member: String, _ words: String) throws {
    let reason = try reason(patient(member))
    #expect(reason.contains(words), "\(member): \(reason)")
    #expect(!reason.contains("111222333"))
  }

  @Test(arguments: [
    (#"{"resourceType":"Bundle"}"#, "not a Patient"), ("{}", "not a Patient"),
    (#"{"resourceType":"Patient"}"#, "no number"), ("{", "not JSON"), ("[{}]", "a list"),
    (#"{"resourceType":"Patient","identifier":[]}"#, "no number"),
    (#"{"resourceType":"Patient","identifier":[{"value":"7"}]}"#, "of a kind that is known"),
    (#"{"resourceType":"Patient","identifier":[{"system":"no uri","value":"7"}]}"#, "not a URI"),
    (#"{"resourceType":"Patient","identifier":[{"system":"a:b","value":7}]}"#, "“value” is not"),
    (#"{"resourceType":"Patient","identifier":[{"use":"x","value":"7"}]}"#, "identifier.use"),
    (
      #"{"resourceType":"Patient","identifier":[{"system":"\#(bsn)","value":"111222334"}]}"#,
      "its BSN has a wrong form or check digit"
    ),
    (
      #"{"resourceType":"Patient","identifier":[{"system":"urn:tacita:facility:U M","value":"7"}]}"#,
      "not a URI"
    ),
    ("<Patient/>", "XML"), ("MSH|^~\\&|x\rPID|1||7", "a whole message"),
    ("\u{b}MSH|^~\\&|x", "a whole message"), ("PID^1^^7", "delimiters"),
    ("PID|1||7^^^A^MR\rPV1|1", "more than one segment"), ("PID|1", "no number"),
    ("PID|1||^^^A", "no number"), ("PID|1||\"\"", "no number"),
    ("PID|1||7^^^A\\Z\\B^MR", "PID-3 has an escape"), ("PID|1||7\\", "PID-3 has an escape"),
    ("PID|1||7\\XZZ\\", "PID-3 has an escape"), ("PID|1||7\\XFF\\", "PID-3 has text that is not"),
    ("PID|1||7\\X0D\\PID", "control characters"), ("PID|1||7^^^A&1.2&OID^MR", "not an ISO"),
    ("PID|1||7&8^^^A^MR", "PID-3 has a delimiter"), ("PID|1||7^^^A^MR|||||F", "“"),
    ("PID|1||7^^^A^MR||||197", "PID-7"), ("PID|1||7^^^A^MR||||19721309", "PID-7"),
    ("PID|1||7^^^A^MR||||1972-03-09", "PID-7"), ("PID|1||7^^^A^MR|||||X", "PID-8"),
    ("PID|1||7^^^A^MR|||||m", "PID-8"), ("PID|1||111222334^^^NLMINBIZA", "its BSN"),
    ("PID|1||7^^^A^MR||a\u{1}b", "control characters"),
    ("PID|1||" + String(repeating: "7~", count: 70), "more than 64 repetitions"),
    ("PID|1||7^^^A^MR||" + String(repeating: "a~", count: 20), "more than 16 repetitions"),
    ("PID" + String(repeating: "|", count: 70) + "x", "more than 64 fields"),
    ("PID|" + String(repeating: "x", count: 70_000), "larger than 64 KiB"),
    ("PID|1||" + String(repeating: "7", count: 300), "longer than 256"),
    ("PID|1||7^^^A^MR||" + String(repeating: "n", count: 300), "longer than"),
  ])
  func brokenFiles(_ text: String, _ words: String) throws {
    guard words != "“" else {
      // A sex is not needed, and that one is right.
      #expect(try read(text).record().details.gender == .female)
      return
    }
    let reason = try reason(text)
    #expect(reason.contains(words), "\(text.prefix(60)): \(reason)")
  }

  /// Whatever a file holds, reading ends, with a patient that can be written and read again or an
  /// error that has nothing of it.
  @Test func changedBytes() throws {
    var random = SystemRandomNumberGenerator()
    let seeds = [Self.patient, "PID|1||111222333^^^NLMINBIZA~7^^^U&1.2&ISO^MR||A^B||19720309|M"]
    for seed in seeds {
      for _ in 0..<2000 {
        var bytes = Array(seed.utf8)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          switch Int.random(in: 0..<3, using: &random) {
          case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
          case 1: bytes.remove(at: place)
          default: bytes.insert(Array("|^~\\&\"{}[]\r,:".utf8).randomElement() ?? 0, at: place)
          }
        }
        guard let file = try? PatientFile(&bytes), let record = try? file.record() else { continue }
        let line = HL7Value.segment("PID", record.segment)
        #expect(!line.contains("\r") && !line.contains("\n"))
        #expect(try segment(line) == line, "\(line)")
      }
    }
  }
}
