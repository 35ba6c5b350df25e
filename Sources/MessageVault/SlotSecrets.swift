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
    static let oneTime: UInt8 = 3
  }

  /// Adds a slot that opens with a passphrase, less one final LF; `isOneTime` when it is not its
  /// owner's own.
  package mutating func addPassphrase(
    _ passphrase: SecretBytes, secondFactor: SecretBytes?, cost: PassphraseCost = .standard,
    isOneTime: Bool = false, to master: MasterKey
  ) throws {
    let id = RandomBytes.make(8)
    let salt = RandomBytes.make(Argon2id.saltSize)
    guard
      let key = Self.key(passphrase, secondFactor: secondFactor, salt: salt, cost: cost)
    else { throw VaultError.badSlot("Argon2id needs \(cost.memory >> 20) MiB of memory") }
    let associated = associated(
      id, isOneTime ? KindByte.oneTime : KindByte.passphrase, cost: cost, salt: salt,
      secondFactor: secondFactor != nil)
    let sealed = Self.seal(master, key: key, associated: associated)
    slots.append(
      Slot(
        id: id,
        kind: .passphrase(
          cost: cost, salt: salt, secondFactor: secondFactor != nil, sealed: sealed),
        isOneTime: isOneTime))
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
    let head = Array("\(Self.recoveryHead) \(vault.hex) ".utf8)
    // Of its full size from the beginning: growing would leave copies behind.
    var text = [UInt8](repeating: 0x0a, count: head.count + 2 * master.bytes.count + 1)
    defer { wipe(&text) }
    text.replaceSubrange(..<head.count, with: head)
    master.bytes.withUnsafeBytes { Self.writeHex($0, into: &text, at: head.count) }
    let sealed = try AgeFile.seal(text, to: recipients)
    slots.append(Slot(id: RandomBytes.make(8), kind: .recovery(age: sealed)))
  }

  private static func seal(
    _ master: MasterKey, key: SecretBytes, associated: [UInt8]
  ) -> [UInt8] {
    SealedBlob.seal(secret: master.bytes, key: key, associated: associated)
  }

  private static let recoveryHead = "tacita/v1/master"

  private static func writeHex(
    _ bytes: UnsafeRawBufferPointer, into text: inout [UInt8], at start: Int
  ) {
    for (index, byte) in bytes.enumerated() {
      for (place, digit) in [(0, byte >> 4), (1, byte & 15)] {
        text[start + 2 * index + place] = digit < 10 ? 0x30 + digit : 0x57 + digit
      }
    }
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
    let opened: SecretBytes?
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
        slot.id, slot.isOneTime ? KindByte.oneTime : KindByte.passphrase, cost: cost, salt: salt,
        secondFactor: needsSecond)
      opened = SealedBlob.openSecret(sealed, key: key, associated: associated)
    case (.keyfile(let sealed), .keyfile(let key)):
      opened = SealedBlob.openSecret(
        sealed, key: key, associated: associated(slot.id, KindByte.keyfile))
    case (.recovery(let age), .recovery(let identity)):
      guard var text = try? AgeFile.open(age, identities: [identity]) else { return nil }
      defer { wipe(&text) }
      return masterKey(inRecovery: text)
    default: return nil
    }
    guard let opened, opened.count == 32 else { return nil }
    return MasterKey(opened)
  }

  /// `tacita/v1/master <vault hex> <M hex>` LF.
  private func masterKey(inRecovery text: [UInt8]) -> MasterKey? {
    let head = Array("\(Self.recoveryHead) \(vault.hex) ".utf8)
    guard text.count == head.count + 65, text.starts(with: head), text.last == 0x0a else {
      return nil
    }
    var areDigits = true
    let key = SecretBytes(count: 32) { key in
      for index in 0..<32 {
        let (high, low) = (
          Self.digit(text[head.count + 2 * index]), Self.digit(text[head.count + 2 * index + 1])
        )
        areDigits = areDigits && high != nil && low != nil
        key[index] = (high ?? 0) << 4 | (low ?? 0)
      }
    }
    return areDigits ? MasterKey(key) : nil
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  /// Stands in for a second factor that was not given, so that the wrong answer costs the same.
  private static let noSecondFactor = SecretBytes(count: 32) { _ in }

  private static func key(
    _ passphrase: SecretBytes, secondFactor: SecretBytes?, salt: [UInt8], cost: PassphraseCost
  ) -> SecretBytes? {
    let key = Argon2id.derive(
      passphrase: passphrase, salt: salt, operations: cost.operations, memory: cost.memory)
    guard let key, let secondFactor else { return key }
    return BLAKE2b.hash(
      Array("tacita/v1/second-factor".utf8) + [0], key, key: secondFactor, size: 32)
  }

  /// "tacita/v1/slot" ‖ 00 ‖ vault ‖ id ‖ kind ‖ u32 operations ‖ u64 memory ‖ salt ‖ u8 second
  /// factor.
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
