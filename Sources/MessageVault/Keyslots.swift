internal import Files

/// How the master key is wrapped: `keyslots.json`. Any one slot opens it.
package struct Keyslots: Sendable {
  static let schema = "tacita/keyslots/1"
  /// Bytes that the file has at most.
  static let largest = 1 << 20

  /// 16 random bytes that name the vault.
  package let vault: [UInt8]
  package var slots: [Slot]

  package struct Slot: Sendable {
    /// 8 random bytes.
    package let id: [UInt8]
    package let kind: Kind
    /// Whether somebody else knows its passphrase: it opens the home only so that its owner can
    /// set one of their own, which ends it.
    package var isOneTime = false
  }

  package enum Kind: Sendable {
    case passphrase(cost: PassphraseCost, salt: [UInt8], secondFactor: Bool, sealed: [UInt8])
    case keyfile(sealed: [UInt8])
    /// An age file to the recovery recipients.
    case recovery(age: [UInt8])
  }

  /// Whether a passphrase opens the home.
  package var hasPassphrase: Bool {
    slots.contains { if case .passphrase = $0.kind { true } else { false } }
  }

  /// Whether the home still waits for its owner to set a passphrase of their own.
  package var isNew: Bool { slots.contains(where: \.isOneTime) }

  package init(vault: [UInt8], slots: [Slot]) {
    self.vault = vault
    self.slots = slots
  }
}

/// What one guess at a passphrase costs: Argon2id's operations, and memory in bytes.
package struct PassphraseCost: Sendable, Equatable {
  package var operations: Int
  package var memory: Int

  package init(operations: Int, memory: Int) {
    self.operations = operations
    self.memory = memory
  }

  package static let standard = PassphraseCost(operations: 3, memory: 268_435_456)
  /// For words drawn at random that nobody chose, and which nobody can guess whatever a guess
  /// costs: the least that is accepted.
  package static let random = PassphraseCost(operations: 1, memory: 8 << 20)

  /// What is accepted from a file: less would be no protection, more could hang the machine.
  var isWithinBounds: Bool {
    (1...10).contains(operations) && (8 << 20...2 << 30).contains(memory)
  }
}

/// The file.
extension Keyslots {
  package static func read(_ home: Home) throws -> Keyslots {
    guard let bytes = try Descriptor.reading(home.keyslots).readAll(limit: largest) else {
      throw VaultError.damaged("keyslots.json: too long")
    }
    return try Keyslots(bytes: bytes)
  }

  /// The content of the file. Throws ``VaultError``.
  package init(bytes: [UInt8]) throws {
    do { self = try Keyslots(json: try JSONParser.object(bytes)) } catch let error as JSONError {
      throw VaultError.damaged("keyslots.json: \(error)")
    }
  }

  package func write(_ home: Home, replacing: Bool) throws {
    try AtomicFile.write(encoded, to: home.keyslots, replacing: replacing)
  }

  /// The content of the file.
  package var encoded: [UInt8] { CanonicalJSON.encode(json) + [0x0a] }

  init(json: JSONObject) throws {
    let schema = try json.string("schema")
    guard schema == Self.schema else { throw VaultError.newerHome(found: schema) }
    vault = try json.hex("vault", bytes: 16)
    slots = try json.objects("slots").map(Slot.init(json:))
  }

  var json: JSONObject {
    JSONObject([
      "schema": .string(Self.schema), "vault": .string(vault.hex),
      "slots": .array(slots.map { .object($0.json) }),
    ])
  }
}

extension Keyslots.Slot {
  fileprivate init(json: JSONObject) throws {
    func base64(_ key: String, bytes: Int?) throws -> [UInt8] {
      guard let value = Base64.decode(try json.string(key).utf8),
        bytes ?? value.count == value.count
      else { throw JSONError("“\(key)” is not base 64") }
      return value
    }
    id = try json.hex("id", bytes: 8)
    switch try json.string("kind") {
    case "passphrase":
      guard try json.string("kdf") == "argon2id13" else { throw JSONError("unknown kdf") }
      let cost = PassphraseCost(
        operations: try json.number("ops"), memory: try json.number("mem"))
      guard cost.isWithinBounds else { throw JSONError("a cost out of bounds") }
      kind = .passphrase(
        cost: cost, salt: try base64("salt", bytes: 16),
        secondFactor: try json.bool("secondFactor"), sealed: try base64("sealed", bytes: 72))
      isOneTime = try json.optional("oneTime", JSONObject.bool) ?? false
    case "keyfile": kind = .keyfile(sealed: try base64("sealed", bytes: 72))
    case "recovery": kind = .recovery(age: try base64("age", bytes: nil))
    default: throw JSONError("an unknown kind of slot")
    }
  }

  fileprivate var json: JSONObject {
    func base64(_ bytes: [UInt8]) -> JSONValue { .string(Base64.text(bytes)) }
    return switch kind {
    case .passphrase(let cost, let salt, let secondFactor, let sealed):
      JSONObject([
        "id": .string(id.hex), "kind": "passphrase", "kdf": "argon2id13",
        "ops": .number(cost.operations), "mem": .number(cost.memory), "salt": base64(salt),
        "secondFactor": .bool(secondFactor), "sealed": base64(sealed),
        "oneTime": isOneTime ? .bool(true) : nil,
      ])
    case .keyfile(let sealed):
      JSONObject(["id": .string(id.hex), "kind": "keyfile", "sealed": base64(sealed)])
    case .recovery(let age):
      JSONObject(["id": .string(id.hex), "kind": "recovery", "age": base64(age)])
    }
  }
}
