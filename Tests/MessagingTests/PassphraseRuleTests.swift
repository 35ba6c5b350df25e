import Secrets
import Testing

@testable import Messaging

@Suite struct PassphraseRuleTests {
  private func objection(_ text: String, name: String = "A. de Vries") -> String? {
    var bytes = Array(text.utf8)
    return PassphraseRule.objection(to: SecretBytes(moving: &bytes), name: name)
  }

  @Test(
    "what is easy to guess is refused",
    arguments: [
      "short", "elevenchars", "aaaaaaaaaaaaaaaa", "abababababab", "qwertyuiop[]", "1qaz2wsx3edc",
      "password1234", "P@ssw0rd!2026", "Welkom2026!!", "welcome-welcome",
      "correct horse battery staple",
      "De Vries 1985!", "devries-devries", "VriesVriesVries", "ziekenhuis2026", "123456789012345",
      "zyxwvutsrqponm", "wachtwoord12345", "iloveyou!!!!!!", "ééééééééééééé", "            ",
      "zomer zomer 2026",
    ])
  func weak(_ text: String) { #expect(objection(text) != nil, "\(text)") }

  @Test(
    "what is not easy to guess is taken",
    arguments: [
      "correct horse battery", "paste staple élan", "a passphrase of some length",
      "Kj7#mQ2!xRw9", "otter lamp river fig yarn stool", "93018475620918374650", "門前雀羅を張る静かな夕暮れ",
    ])
  func good(_ text: String) { #expect(objection(text) == nil, "\(text)") }

  @Test("the name counts in whatever case, in part, and with digits for letters") func names() {
    #expect(objection("jan53nbakk3r!", name: "B. Jansen-Bakker") != nil)
    #expect(objection("jansenbakker", name: "B. Jansen-Bakker") != nil)
    #expect(objection("JANSEN bakker!", name: "B. Jansen-Bakker") != nil)
  }

  @Test("the list of words is what its entropy says") func words() {
    #expect(PassphraseWords.list.count == 2048)
    #expect(Set(PassphraseWords.list).count == 2048)
    #expect(PassphraseWords.list == PassphraseWords.list.sorted())
    #expect(PassphraseWords.list.allSatisfy { (3...7).contains($0.count) })
    #expect(PassphraseWords.bits == PassphraseWords.count * 11)
  }

  @Test("a passphrase that was made at random is never refused") func generated() {
    var made: Set<String> = []
    for _ in 0..<3000 {
      let text = PassphraseWords.generate()
      #expect(text.split(separator: " ").count == 6)
      #expect(objection(text) == nil, "\(text)")
      made.insert(text)
    }
    #expect(made.count == 3000)
  }
}
