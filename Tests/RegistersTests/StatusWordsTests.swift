import Testing

@testable import Registers

/// How words of a status are taken.
struct StatusWordsTests {
  @Test(
    "words that British registers write",
    arguments: [
      ("Registered with Licence", "active"), ("Registered without Licence", "inactive"),
      ("Effective registration", "active"), ("Not currently practising", "inactive"),
      ("Removed by a fitness to practise (FtP) panel", "inactive"),
      ("Suspended by an FtP panel", "inactive"), ("Conditions of practice order", "restricted"),
      ("Caution order", "restricted"), ("Interim suspension order", "inactive"),
      ("Struck off", "inactive"), ("Something new", "unknown"),
    ])
  func words(_ word: String, _ meaning: String) {
    #expect(StatusWords(active: []).meaning(word).rawValue == meaning)
  }
}
