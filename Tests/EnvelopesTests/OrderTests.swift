import AgeFormat
import Files
import Identities
import Testing

@testable import Envelopes

/// Where several rules are broken, the first in the order of the protocol is named.
struct OrderTests {
  private let bob = Person()
  private let me = Person()

  private struct Case {
    var forgery: Forger
    var vault: TestAddressee
    var damage: (inout [UInt8], Forger) -> Void = { _, _ in }
  }

  private typealias Break = (name: String, apply: (inout Case) throws -> Void)

  /// The last of the checks first. Each break leaves those before it as they are.
  private var breaks: [Break] {
    let zeros = [UInt8](repeating: 0, count: 32)
    return [
      ("expired", { $0.forgery.head.expires = $0.forgery.head.sent }),
      ("from-the-future", { $0.vault.now = $0.vault.now - 3 * 86400 }),
      (
        "already-received",
        {
          let head = $0.forgery.head
          $0.vault.receipts[TestAddressee.Receipt(sender: head.from, id: head.id)] = zeros
        }
      ),
      ("wrong-day", { $0.forgery.head.day = Person.today + 1 }),
      (
        "recipients-mismatch",
        {
          $0.forgery.stanzas = try Forger.stanzas(for: [me, Person()], $0.forgery.fileKey)
        }
      ),
      (
        "not-addressed-to-me",
        {
          $0.forgery.head.to = [Person().identity]
          $0.forgery.head.conversation = Conversation.id(
            from: $0.forgery.head.from, to: $0.forgery.head.to)
        }
      ),
      ("unknown-sender", { $0.vault.contacts = [] }),
      ("revoked", { $0.vault.revoked = [bob.identity, me.identity] }),
      ("bad-signature", { $0.forgery.signatureLine = me.signingKey.signatureLine(under: [1]) }),
      (
        "from-myself",
        {
          $0.forgery.head.from = me.identity
          $0.forgery.head.conversation = Conversation.id(
            from: me.identity, to: $0.forgery.head.to)
        }
      ),
      (
        "header-mismatch",
        { try $0.forgery.editTail { $0["header"] = .string(zeros.hex) } }
      ),
      ("digest-mismatch", { try $0.forgery.editTail { $0["parts"] = .array([]) } }),
      ("bad-part-name", { $0.forgery.head.parts[0].name = ".." }),
      ("malformed", { $0.forgery.padding = [1] }),
      (
        "unsigned",
        {
          $0.forgery.signatureLine = []; $0.forgery.padding = []
        }
      ),
      ("wrong-kind", { $0.forgery.kindLine = Array("tacita/v1/audit\n".utf8) }),
      ("payload-damaged", { $0.damage = { file, _ in file[file.count - 1] ^= 1 } }),
      (
        "header-failure",
        {
          $0.damage = { file, forgery in
            file[file.count - 1] ^= 1
            // A character of the MAC that has no spare bits.
            let index = forgery.header.count - 3
            file[index] = file[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
          }
        }
      ),
      (
        "key-destroyed",
        {
          $0.vault.keys = []; $0.vault.destroyed = [Person.today]
        }
      ),
      ("not-for-this-vault", { $0.vault.destroyed = [] }),
    ]
  }

  @Test func firstBrokenRuleIsNamed() throws {
    var current = Case(
      forgery: try Forger(from: bob, to: [me]), vault: me.vault(knowing: bob))
    for rule in breaks {
      try rule.apply(&current)
      var file = try current.forgery.file
      current.damage(&file, current.forgery)
      let opening = try Opening(file, for: current.vault)
      #expect(opening.name == rule.name)
    }
  }
}
