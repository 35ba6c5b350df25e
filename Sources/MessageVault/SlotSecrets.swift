package import AgeFormat
internal import Files
package import Secrets

/// What a person or a server gives to open the vault.
package enum SlotSecret: Sendable {
  /// A passphrase, with the 32 bytes of the second factor when there is one.
  case passphrase(SecretBytes, secondFactor: SecretBytes?)
  /// The 32 bytes of a keyfile.
  case keyfile(SecretBytes)
  /// An age identity that a recovery slot was made for.
  case recovery(any AgeIdentity)
  /// The master key itself, from an agent.
  case master(MasterKey)
}

/// Wrapping and unwrapping the master key, slot by slot.
extension Keyslots {
  private enum KindByte {
    static let passphrase: UInt8 = 1
    static let keyfile: UInt8 = 2
  }

  /// Adds a slot that opens with a passphrase, less one final LF.
  package mutating func addPassphrase(
    _ passphrase: SecretBytes, secondFactor: SecretBytes?, cost: PassphraseCost = .standard,
    to master: MasterKey
  ) throws {
    let id = RandomBytes.make(8)
    let salt = RandomBytes.make(Argon2id.saltSize)
    guard
      let key = Self.key(passphrase, secondFactor: secondFactor, salt: salt, cost: cost)
    else { throw VaultError.badSlot("Argon2id needs \(cost.memory >> 20) MiB of memory") }
    let associated = associated(
      id, KindByte.passphrase, cost: cost, salt: salt, secondFactor: secondFactor != nil)
    let sealed = Self.seal(master, key: key, associated: associated)
    slots.append(
      Slot(
        id: id,
        kind: .passphrase(
          cost: cost, salt: salt, secondFactor: secondFactor != nil, sealed: sealed)))
  }

  /// Adds a slot that opens with the 32 bytes of a file.
  package mutating func addKeyfile(_ keyfile: SecretBytes, to master: MasterKey) {
    let id = RandomBytes.make(8)
    let sealed = Self.seal(master, key: keyfile, associated: associated(id, KindByte.keyfile))
    slots.append(Slot(id: id, kind: .keyfile(sealed: sealed)))
  }

  /// Adds a slot that opens with the identity of any of `recipients`, also by stock age.
  package mutating func addRecovery(to recipients: [any AgeRecipient], of master: MasterKey) throws
  {
    var key = master.bytes.copy()
    var text = Array("tacita/v1/master \(vault.hex) \(key.hex)\n".utf8)
    defer {
      wipe(&key)
      wipe(&text)
    }
    let sealed = try AgeFile.seal(text, to: recipients)
    slots.append(Slot(id: RandomBytes.make(8), kind: .recovery(age: sealed)))
  }

  private static func seal(
    _ master: MasterKey, key: SecretBytes, associated: [UInt8]
  ) -> [UInt8] {
    var plaintext = master.bytes.copy()
    defer { wipe(&plaintext) }
    return SealedBlob.seal(plaintext, key: key, associated: associated)
  }

  /// The master key, when `secret` opens a slot of its kind; ``VaultError/wrongSecret`` otherwise,
  /// in the same words whatever was missing.
  package func open(_ secret: SlotSecret) throws -> MasterKey {
    for slot in slots {
      if let master = try open(slot, secret) { return master }
    }
    throw VaultError.wrongSecret
  }

  /// The slots that `secret` opens.
  package func opened(by secret: SlotSecret) throws -> [Slot] {
    try slots.filter { try open($0, secret) != nil }
  }

  /// What `slot` holds, when `secret` is of its kind and opens it.
  func open(_ slot: Slot, _ secret: SlotSecret) throws -> MasterKey? {
    var plaintext: [UInt8]?
    switch (slot.kind, secret) {
    case (
      .passphrase(let cost, let salt, let needsSecond, let sealed),
      .passphrase(let text, let second)
    ):
      let key = Self.key(
        text, secondFactor: needsSecond ? second ?? Self.noSecondFactor : nil, salt: salt,
        cost: cost)
      guard let key else {
        throw VaultError.badSlot("Argon2id needs \(cost.memory >> 20) MiB of memory")
      }
      let associated = associated(
        slot.id, KindByte.passphrase, cost: cost, salt: salt, secondFactor: needsSecond)
      plaintext = SealedBlob.open(sealed, key: key, associated: associated)
    case (.keyfile(let sealed), .keyfile(let key)):
      plaintext = SealedBlob.open(
        sealed, key: key, associated: associated(slot.id, KindByte.keyfile))
    case (.recovery(let age), .recovery(let identity)):
      guard var text = try? AgeFile.open(age, identities: [identity]) else { return nil }
      defer { wipe(&text) }
      return masterKey(inRecovery: text)
    default: return nil
    }
    guard var plaintext, plaintext.count == 32 else { return nil }
    return MasterKey(SecretBytes(moving: &plaintext))
  }

  /// `tacita/v1/master <vault hex> <M hex>` LF.
  private func masterKey(inRecovery text: [UInt8]) -> MasterKey? {
    let fields = String(decoding: text, as: UTF8.self).split(separator: " ")
    guard fields.count == 3, fields[0] == "tacita/v1/master", fields[1] == vault.hex,
      var bytes = [UInt8](hex: String(fields[2].dropLast())), fields[2].hasSuffix("\n"),
      bytes.count == 32
    else { return nil }
    return MasterKey(SecretBytes(moving: &bytes))
  }

  /// Stands in for a second factor that was not given, so that the wrong answer costs the same.
  private static let noSecondFactor = SecretBytes(count: 32) { _ in }

  private static func key(
    _ passphrase: SecretBytes, secondFactor: SecretBytes?, salt: [UInt8], cost: PassphraseCost
  ) -> SecretBytes? {
    let key = Argon2id.derive(
      passphrase: passphrase, salt: salt, operations: cost.operations, memory: cost.memory)
    guard let key, let secondFactor else { return key }
    var message = Array("tacita/v1/second-factor".utf8) + [0] + key.copy()
    var both = BLAKE2b.hash(message, key: secondFactor, size: 32)
    wipe(&message)
    return SecretBytes(moving: &both)
  }

  /// "tacita/v1/slot" ‖ 00 ‖ vault ‖ id ‖ kind ‖ u32 operations ‖ u64 memory ‖ salt ‖ u8 second factor.
  private func associated(
    _ id: [UInt8], _ kind: UInt8, cost: PassphraseCost = PassphraseCost(operations: 0, memory: 0),
    salt: [UInt8] = [UInt8](repeating: 0, count: 16), secondFactor: Bool = false
  ) -> [UInt8] {
    var bytes = Array("tacita/v1/slot".utf8) + [0] + vault + id + [kind]
    bytes.append(bigEndian: UInt32(cost.operations))
    bytes.append(bigEndian: UInt64(cost.memory))
    return bytes + salt + [secondFactor ? 1 : 0]
  }
}
