import AgeFormat
import Files
import Identities
import Secrets
import Testing

@testable import Envelopes

/// The header of an envelope: the hint, the stanzas, the caps.
struct HeaderRuleTests {
  private let bob = Person()
  private let me = Person()
  private var vault: TestAddressee { me.vault(knowing: bob) }

  private func expect(
    _ name: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ edit: (inout [Stanza]) -> Void
  ) throws {
    var forgery = try Forger(from: bob, to: [me, Person()])
    edit(&forgery.stanzas)
    try expectRefusal(name, of: forgery.file, for: vault, sourceLocation: sourceLocation)
  }

  // MARK: - Hint

  @Test func hintArguments() throws {
    try expect("header-failure") { $0[0].arguments.removeLast() }
    try expect("header-failure") { $0[0].arguments = [] }
    try expect("header-failure") { $0[0].arguments.append("x") }
    try expect("header-failure") { $0[0].arguments.swapAt(0, 1) }
  }

  @Test(arguments: ["020778", "+20778", "-1", "1000000", "0x1", "00", "2077a", "20778.0"])
  func hintDay(_ day: String) throws {
    try expect("header-failure") { $0[0].arguments[0] = day }
  }

  @Test(arguments: ["0", "9", "999999", "20777", "20779"])
  func hintOfADayWithoutKeys(_ day: String) throws {
    try expect("not-for-this-vault") { $0[0].arguments[0] = day }
  }

  @Test func hintShare() throws {
    try expect("header-failure") {
      $0[0].arguments[1] = Base64.text([UInt8](repeating: 9, count: 31))
    }
    try expect("header-failure") {
      $0[0].arguments[1] = Base64.text([UInt8](repeating: 9, count: 33))
    }
    try expect("header-failure") { $0[0].arguments[1] += "=" }
    try expect("header-failure") { $0[0].arguments[1] = "_" + $0[0].arguments[1].dropFirst() }
    try expect("not-for-this-vault") {
      $0[0].arguments[1] = Base64.text([UInt8](repeating: 9, count: 32))
    }
  }

  /// A share of low order is found out with and without a key to try it on.
  @Test(arguments: [20778, 5])
  func hintShareOfLowOrder(_ day: Int) throws {
    let orderEight: [UInt8] = [
      0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
      0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
      0xb8, 0x00,
    ]
    let edge = [UInt8](repeating: 0xff, count: 30) + [0x7f]
    let zeros = [UInt8](repeating: 0, count: 31)
    for share in [
      [0] + zeros, [1] + zeros, orderEight, [0xec] + edge, [0xed] + edge, [0xee] + edge,
    ] {
      try expect("header-failure") {
        $0[0].arguments = [String(day), Base64.text(share)]
      }
      try expect("header-failure") {
        $0[0].arguments = [String(day), Base64.text(share)]
        $0[0].body = [1, 2, 3, 4, 5, 6, 7, 8]
        $0[1...] = [Stanza(type: "x", arguments: [], body: [])]
      }
    }
  }

  @Test func hintBody() throws {
    try expect("header-failure") { $0[0].body = [] }
    try expect("header-failure") { $0[0].body.removeLast() }
    try expect("header-failure") { $0[0].body.append(0) }
    try expect("header-failure") { $0[0].body.removeLast(8) }
    try expect("header-failure") { $0[0].body += [UInt8](repeating: 0, count: 8) }
    try expect("not-for-this-vault") { $0[0].body = [UInt8](0..<16) }
    // Equal tags would have their reader try one key with every stanza.
    try expect("header-failure") { $0[0].body = [UInt8](repeating: 0, count: 16) }
  }

  @Test func placeOfTheHint() throws {
    try expect("header-failure") { $0.swapAt(0, 1) }
    try expect("header-failure") { $0.append($0.removeFirst()) }
    try expect("header-failure") {
      $0[0].body += [UInt8](repeating: 0, count: 8)
      $0.append($0[0])
    }
    try expect("header-failure") { $0.insert($0[0], at: 0) }
  }

  /// Tags in another order than the stanzas point at those of others.
  @Test func tagsSwapped() throws {
    try expect("not-for-this-vault") {
      $0[0].body = Array($0[0].body[8...] + $0[0].body[..<8])
    }
  }

  @Test func hintAlone() throws {
    try expect("not-for-this-vault") {
      $0.removeLast(2)
      $0[0].body = []
    }
  }

  // MARK: - Stanzas

  @Test func hybridStanza() throws {
    for index in [1, 2] {
      try expect("header-failure") { $0[index].arguments.append("x") }
      try expect("header-failure") { $0[index].arguments = [] }
      try expect("header-failure") { $0[index].arguments[0].removeLast(2) }
      try expect("header-failure") { $0[index].arguments[0] += "AAA" }
      try expect("header-failure") { $0[index].body.append(0) }
    }
  }

  @Test func noHybridStanza() throws {
    let stanza = Stanza(type: "X25519", arguments: ["x"], body: [1])
    try expect("not-for-this-vault") { $0 = [stanza] }
    try expect("not-for-this-vault") {
      $0.removeLast()
      $0[0].body.removeLast(8)
      $0[1] = stanza
    }
  }

  /// Not even when its hint names a day whose key is gone.
  @Test func noHybridStanzaOfADestroyedDay() throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.stanzas[1] = Stanza(type: "X25519", arguments: ["x"], body: [1])
    var vault = vault
    vault.keys = []
    vault.destroyed = [Person.today]
    try expectRefusal("not-for-this-vault", of: forgery.file, for: vault)
  }

  // MARK: - Caps

  @Test func stanzas() throws {
    let stanza = Stanza(type: "x", arguments: [], body: [])
    try expect("recipients-mismatch") {
      $0.removeFirst()
      $0 += [Stanza](repeating: stanza, count: 2046)
    }
    try expect("too-large") {
      $0.removeFirst()
      $0 += [Stanza](repeating: stanza, count: 2047)
    }
  }

  @Test func arguments() throws {
    for (count, name) in [(15, "recipients-mismatch"), (16, "too-large")] {
      let arguments = [String](repeating: "a", count: count)
      try expect(name) {
        $0.removeFirst()
        $0.append(Stanza(type: "x", arguments: arguments, body: []))
      }
    }
  }

  @Test func size() throws {
    var forgery = try Forger(from: bob, to: [me])
    forgery.stanzas.removeFirst()
    let room = (4 << 20) - forgery.header.count
    forgery.stanzas.append(
      Stanza(
        type: "x", arguments: [String(repeating: "a", count: room - "-> x \n\n".count)], body: []))
    #expect(forgery.header.count == 4 << 20)
    try expectRefusal("recipients-mismatch", of: forgery.file, for: vault)
    forgery.stanzas[1].arguments[0] += "a"
    try expectRefusal("too-large", of: forgery.file, for: vault)
  }

  @Test(arguments: [("head", 0), ("head", 1), ("tail", 0), ("tail", 1)])
  func lines(_ line: String, _ excess: Int) throws {
    let limit = 1 << 20
    var forgery = try Forger(from: bob, to: [me])
    func fill(_ object: inout JSONObject) {
      object["x"] = ""
      let room = limit + excess - CanonicalJSON.encode(object).count
      object["x"] = .string(String(repeating: "x", count: room))
    }
    if line == "head" { try forgery.editHead(fill) } else { try forgery.editTail(fill) }
    #expect((forgery.headLine ?? forgery.tailLine)?.count == limit + excess)
    let opening = try Opening(forgery.file, for: vault)
    #expect(opening.name == (excess == 0 ? "received" : "too-large"))
  }

  // MARK: - MAC and payload's start

  @Test func mac() throws {
    let forgery = try Forger(from: bob, to: [me])
    var other = forgery
    other.fileKey = FileKey()
    let payload = try forgery.file.dropFirst(forgery.header.count)
    try expectRefusal("header-failure", of: other.header + payload, for: vault)
  }

  @Test func nonceCut() throws {
    let forgery = try Forger(from: bob, to: [me])
    let file = try forgery.file
    for count in [0, 1, 15] {
      let cut = Array(file.prefix(forgery.header.count + count))
      try expectRefusal("header-failure", of: cut, for: vault)
    }
    for count in [16, 17, 31, 32, 33] {
      let cut = Array(file.prefix(forgery.header.count + count))
      try expectRefusal("payload-damaged", of: cut, for: vault)
    }
  }
}
