import Redaction
import Testing

@Suite struct PatientTokenTests {
  @Test(
    "a token of one's own passes",
    arguments: ["P-117", "kestrel", "room4", "2026-0042", "K.", "AB-7"])
  func good(_ token: String) { #expect(PatientToken.objection(to: token) == nil, "\(token)") }

  @Test(
    "a name, or what tells who the patient is, does not",
    arguments: [
      "Jansen", "B. Jansen", "mevrouw De Vries", "O'Brien", "Anne-Marie", "123456782",
      "patient 123456782", "anna@example.org",
    ])
  func bad(_ token: String) { #expect(PatientToken.objection(to: token) != nil, "\(token)") }
}
