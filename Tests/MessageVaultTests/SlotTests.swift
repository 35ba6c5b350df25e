import AgeFormat
import Files
import Secrets
import TestSupport
import Testing

@testable import MessageVault

/// Any one slot opens, with what it was made for and nothing else.
struct SlotTests {
  private let master = MasterKey.random()
  private let vault = RandomBytes.make(16)
  private static let cheap = PassphraseCost(operations: 1, memory: 8 << 20)

  private static func secret(_ text: String) -> SecretBytes {
    var bytes = Array(text.utf8)
    return SecretBytes(moving: &bytes)
  }

  private func expectWrong(
    _ slots: Keyslots, _ secret: SlotSecret, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let error = #expect(throws: VaultError.self, sourceLocation: sourceLocation) {
      try slots.open(secret)
    }
    guard case .wrongSecret? = error else {
      Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
      return
    }
  }

  @Test func passphrase() throws {
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(
      Self.secret("knäckebröd 12"), secondFactor: nil, cost: Self.cheap, to: master)
    let opened = try slots.open(.passphrase(Self.secret("knäckebröd 12"), secondFactor: nil))
    #expect(opened.bytes == master.bytes)
    expectWrong(slots, .passphrase(Self.secret("knäckebröd 13"), secondFactor: nil))
    expectWrong(slots, .passphrase(Self.secret(""), secondFactor: nil))
    expectWrong(slots, .keyfile(.random(count: 32)))
  }

  @Test func secondFactor() throws {
    let factor = SecretBytes.random(count: 32)
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(Self.secret("a"), secondFactor: factor, cost: Self.cheap, to: master)
    let opened = try slots.open(.passphrase(Self.secret("a"), secondFactor: factor))
    #expect(opened.bytes == master.bytes)
    expectWrong(slots, .passphrase(Self.secret("a"), secondFactor: nil))
    expectWrong(slots, .passphrase(Self.secret("a"), secondFactor: .random(count: 32)))
    expectWrong(slots, .passphrase(Self.secret("b"), secondFactor: factor))
    expectWrong(slots, .keyfile(factor))
    // What stands in for a factor that is missing opens nothing that was made with one.
    expectWrong(
      slots, .passphrase(Self.secret("a"), secondFactor: SecretBytes(count: 32) { _ in }))
  }

  @Test func keyfile() throws {
    let keyfile = SecretBytes.random(count: 32)
    var slots = Keyslots(vault: vault, slots: [])
    slots.addKeyfile(keyfile, to: master)
    #expect(try slots.open(.keyfile(keyfile)).bytes == master.bytes)
    expectWrong(slots, .keyfile(.random(count: 32)))
    expectWrong(slots, .keyfile(.random(count: 31)))
    expectWrong(slots, .passphrase(keyfile, secondFactor: nil))
  }

  @Test func recovery() throws {
    let identity = try HybridIdentity()
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addRecovery(to: [HybridIdentity().recipient, identity.recipient], of: master)
    #expect(try slots.open(.recovery(identity)).bytes == master.bytes)
    expectWrong(slots, .recovery(try HybridIdentity()))
    // The text names its vault.
    let moved = Keyslots(vault: RandomBytes.make(16), slots: slots.slots)
    expectWrong(moved, .recovery(identity))
  }

  @Test(.enabled(if: ReferenceAge.isThere, "no age in the path"))
  func recoveryByStockAge() throws {
    let identity = try X25519Identity()
    let home = try TestHome()
    var message = Sample.message("it is all there", expires: home.clock.now + 86400)
    message.summary.subject = "kept"
    try home.open().keep(message)

    // A slot added to the home, then only stock age and the files.
    var slots = try Keyslots.read(home.home)
    try slots.addRecovery(to: [identity.recipient], of: home.open().master)
    try slots.write(home.home, replacing: true)
    let slot = try #require(try Keyslots.read(home.home).slots.last)
    guard case .recovery(let age) = slot.kind else {
      Issue.record("no recovery slot")
      return
    }
    let text = String(
      decoding: try ReferenceAge.open(age, identity: identity.text), as: UTF8.self)
    let expected = try home.open().master.bytes.copy().hex
    #expect(text == "tacita/v1/master \(slots.vault.hex) \(expected)\n")

    let fields = text.dropLast().split(separator: " ")
    var bytes = try #require([UInt8](hex: String(fields[2])))
    let open = try OpenVault(home.vault(), master: MasterKey(SecretBytes(moving: &bytes)))
    let stored = try #require(try open.messages().first)
    #expect(stored.summary.subject == "kept")
    #expect(try open.content(of: stored).bytes == Array("it is all there".utf8))
  }

  @Test func anyOneOpens() throws {
    let (keyfile, identity) = (SecretBytes.random(count: 32), try HybridIdentity())
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(Self.secret("a"), secondFactor: nil, cost: Self.cheap, to: master)
    try slots.addPassphrase(Self.secret("b"), secondFactor: nil, cost: Self.cheap, to: master)
    slots.addKeyfile(keyfile, to: master)
    try slots.addRecovery(to: [identity.recipient], of: master)
    let read = try Keyslots(json: slots.json)
    for secret in [
      SlotSecret.passphrase(Self.secret("b"), secondFactor: nil), .keyfile(keyfile),
      .recovery(identity),
    ] { #expect(try read.open(secret).bytes == master.bytes) }
  }

  /// Everything that a slot says is bound to what it seals.
  @Test func moved() throws {
    let keyfile = SecretBytes.random(count: 32)
    var slots = Keyslots(vault: vault, slots: [])
    slots.addKeyfile(keyfile, to: master)
    expectWrong(Keyslots(vault: RandomBytes.make(16), slots: slots.slots), .keyfile(keyfile))
    let renamed = Keyslots.Slot(id: RandomBytes.make(8), kind: slots.slots[0].kind)
    expectWrong(Keyslots(vault: vault, slots: [renamed]), .keyfile(keyfile))

    var others = Keyslots(vault: vault, slots: [])
    try others.addPassphrase(Self.secret("a"), secondFactor: nil, cost: Self.cheap, to: master)
    guard case .passphrase(let cost, let salt, _, let sealed) = others.slots[0].kind else { return }
    let changed: [Keyslots.Kind] = [
      .passphrase(cost: cost, salt: salt, secondFactor: true, sealed: sealed),
      .passphrase(cost: cost, salt: RandomBytes.make(16), secondFactor: false, sealed: sealed),
      .passphrase(
        cost: PassphraseCost(operations: 2, memory: cost.memory), salt: salt, secondFactor: false,
        sealed: sealed),
      .keyfile(sealed: sealed),
    ]
    for kind in changed {
      let slot = Keyslots.Slot(id: others.slots[0].id, kind: kind)
      let secret: SlotSecret =
        if case .keyfile = kind { .keyfile(Self.secret("a")) } else {
          .passphrase(Self.secret("a"), secondFactor: nil)
        }
      expectWrong(Keyslots(vault: vault, slots: [slot]), secret)
    }
  }

  @Test(arguments: [
    (0, 8 << 20), (11, 8 << 20), (-1, 8 << 20), (1, 4 << 20), (1, 4 << 30), (1, (8 << 20) - 1),
    (1, (2 << 30) + 1), (1, 0),
  ])
  func costsOutOfBounds(operations: Int, memory: Int) throws {
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(Self.secret("a"), secondFactor: nil, cost: Self.cheap, to: master)
    var json = slots.json
    var slot = try json.objects("slots")[0]
    slot["ops"] = .number(operations)
    slot["mem"] = .number(memory)
    json["slots"] = .array([.object(slot)])
    #expect(throws: JSONError.self) { try Keyslots(json: json) }
    let home = try TestHome()
    try FileTree.write(CanonicalJSON.encode(json), to: home.path("keyslots.json"))
    expectDamaged { _ = try Keyslots.read(home.home) }
  }

  @Test(arguments: [(1, 8 << 20), (10, 8 << 20), (3, 2 << 30)])
  func costsWithinBounds(operations: Int, memory: Int) throws {
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(Self.secret("a"), secondFactor: nil, cost: Self.cheap, to: master)
    var slot = try slots.json.objects("slots")[0]
    slot["ops"] = .number(operations)
    slot["mem"] = .number(memory)
    var json = slots.json
    json["slots"] = .array([.object(slot)])
    #expect(try Keyslots(json: json).slots.count == 1)
  }

  @Test func newerSchema() throws {
    let home = try TestHome()
    var json = try Keyslots.read(home.home).json
    json["schema"] = "tacita/keyslots/2"
    try FileTree.write(CanonicalJSON.encode(json), to: home.path("keyslots.json"))
    let error = #expect(throws: VaultError.self) { try home.vault() }
    guard case .newerHome(let found)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(found == "tacita/keyslots/2")
  }

  /// The file as the design shows it: names, kinds and sizes.
  @Test func shape() throws {
    var slots = Keyslots(vault: vault, slots: [])
    try slots.addPassphrase(Self.secret("a"), secondFactor: nil, cost: Self.cheap, to: master)
    slots.addKeyfile(.random(count: 32), to: master)
    try slots.addRecovery(to: [HybridIdentity().recipient], of: master)
    let json = slots.json
    func keys(_ object: JSONObject) -> Set<String> { Set(object.members.map(\.key)) }
    #expect(keys(json) == ["schema", "vault", "slots"])
    #expect(try json.string("schema") == "tacita/keyslots/1")
    #expect(try json.string("vault") == vault.hex)
    let objects = try json.objects("slots")
    #expect(
      keys(objects[0]) == ["id", "kind", "kdf", "ops", "mem", "salt", "secondFactor", "sealed"])
    #expect(try objects[0].string("kdf") == "argon2id13")
    #expect(try Base64.decode(objects[0].string("salt").utf8)?.count == 16)
    #expect(try Base64.decode(objects[0].string("sealed").utf8)?.count == 72)
    #expect(keys(objects[1]) == ["id", "kind", "sealed"])
    #expect(keys(objects[2]) == ["id", "kind", "age"])
    #expect(try objects.map { try $0.string("kind") } == ["passphrase", "keyfile", "recovery"])
    for object in objects { #expect(try object.string("id").utf8.count == 16) }
    let age = try #require(try Base64.decode(objects[2].string("age").utf8))
    #expect(age.starts(with: Array("age-encryption.org/v1\n".utf8)))
    #expect(try Keyslots(json: json).json.members.count == 3)
  }

  @Test func standardCost() {
    #expect(PassphraseCost.standard == PassphraseCost(operations: 3, memory: 268_435_456))
  }
}

/// Expects ``VaultError/damaged(_:)``.
func expectDamaged(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) {
  let error = #expect(throws: VaultError.self, sourceLocation: sourceLocation) { try body() }
  guard case .damaged? = error else {
    Issue.record("\(String(describing: error))", sourceLocation: sourceLocation)
    return
  }
}
