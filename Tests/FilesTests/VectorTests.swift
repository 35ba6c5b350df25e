import Files
import TestSupport
import Testing

/// The sections of `documents.json` about bytes and text only.
@Suite(.enabled(if: Vectors.folder != nil))
struct VectorTests {
  @Test(arguments: DocumentCheck.section("json"))
  func json(_ check: DocumentCheck) throws {
    let line = check.input("line")
    if check.expect == "accepted" {
      #expect(CanonicalJSON.encode(try CanonicalJSON.decode(line, nullable: "prev")) == line)
    } else {
      #expect(throws: JSONError.self) { try CanonicalJSON.decode(line, nullable: "prev") }
    }
  }

  @Test(arguments: DocumentCheck.section("times"))
  func times(_ check: DocumentCheck) {
    let time = Timestamp(check.text("text"))
    if check.expect == "accepted" {
      #expect(time?.unix == check.number("unix"))
      #expect(time?.description == check.text("text"))
    } else {
      #expect(time == nil)
    }
  }
}
