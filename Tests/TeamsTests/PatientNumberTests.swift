import Files
import Identities
import Secrets
import Testing

@testable import Teams

/// Lines that give no number, and what is kept of those that do.
@Suite struct PatientNumberTests {
  private let key = Sample.secret(String(repeating: "k", count: 32))

  @Test(arguments: [
    "", ":", "bsn:", "bsn: ", "mrn::1", "mrn:umc.nl:0000", "kvnr:S000000000", "nhs:0000000000",
    "rrn:00000000000", "nir:000000000000000", "bsn:111222333\r", "bsn:111222333\r\r\n",
    "bsn:111222333\n\r", "bsn:\t111222333", "bsn:111222333\u{0}", "nir:155013A16802535",
    " bsn:111222333", "mrn:umc.nl:é",
  ])
  func refused(_ line: String) {
    #expect(throws: BadPatientNumber.self) { try PatientNumber(Sample.secret(line)) }
  }

  @Test func longLine() throws {
    func line(_ count: Int) -> SecretBytes {
      Sample.secret("bsn:" + String(repeating: " ", count: count - 13) + "111222333")
    }
    let token = try PatientNumber(line(PatientNumber.longestLine)).token(under: key)
    #expect(token == (try PatientNumber(Sample.secret("bsn:111222333")).token(under: key)))
    #expect(throws: BadPatientNumber.self) {
      try PatientNumber(line(PatientNumber.longestLine + 1))
    }
  }

  @Test func keysDiffer() throws {
    let number = try PatientNumber(Sample.secret("bsn:111222333"))
    let other = Sample.secret(String(repeating: "x", count: 32))
    #expect(number.token(under: key) != number.token(under: other))
    #expect(number.token(under: key) == number.token(under: key))
  }

  /// Nothing that describes it, as an error or a log might, has the number.
  @Test func isInNoDescription() throws {
    let number = try PatientNumber(Sample.secret("bsn:111222333"))
    #expect(!"\(number)".contains("111222333") && !String(reflecting: number).contains("111222333"))
    #expect(!"\(BadPatientNumber())".contains("111"))
  }

  @Test func tokenOfBytes() {
    #expect(
      PatientToken(bytes: [UInt8](repeating: 0, count: 16)).description
        == "p1" + String(repeating: "0", count: 26))
    #expect(
      PatientToken(bytes: [UInt8](repeating: 255, count: 16)).description
        == "p17" + String(repeating: "Z", count: 25))
    #expect(PatientToken("p18" + String(repeating: "0", count: 25)) == nil)
    #expect(PatientToken("p1" + String(repeating: "0", count: 25) + "I") == nil)
    #expect(PatientToken("p1" + String(repeating: "0", count: 25) + "٣") == nil)
  }
}
