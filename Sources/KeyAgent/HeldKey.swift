internal import Files
internal import Secrets

/// The master key in an agent. It is forgotten after idle time, at the end of its time, after the
/// machine slept, or after the fifth wrong PIN.
///
/// With a PIN, only a sealed copy is left after idle time or sleep: under Argon2id of the PIN, in
/// locked memory, never on disk. This type cannot be copied, so a forgotten key is nowhere else.
struct HeldKey: ~Copyable {
  /// Seconds on a clock that counts the machine's sleep, and on one that does not.
  struct Moment {
    var boot: Int
    var monotonic: Int
  }

  private static let tries = 5
  /// When the machine slept longer than this many seconds, the key is not held open any more.
  private static let longestSleep = 5

  private var key: SecretBytes?
  private var closed: ClosedKey?
  private var triesLeft = Self.tries
  private let idle: Int
  private let end: Int
  private var lastUse: Moment

  /// Holds `key` from `now` on. `pin` may be nil. Nil when there is not enough memory for the PIN's
  /// key.
  init?(_ key: SecretBytes, pin: SecretBytes?, idle: Int, total: Int, now: Moment) {
    if let pin {
      guard let closed = ClosedKey(key, pin: pin) else { return nil }
      self.closed = closed
    }
    self.key = key
    self.idle = idle
    end = now.boot + total
    lastUse = now
  }

  var isMemoryLocked: Bool { (key?.isLocked ?? true) && (closed?.isLocked ?? true) }
  var isGone: Bool { key == nil && closed == nil }
  var needsPIN: Bool { key == nil && closed != nil }

  /// Forgets everything that must be forgotten at `now`.
  mutating func age(to now: Moment) {
    if now.boot >= end { return forget() }
    let slept = (now.boot - lastUse.boot) - (now.monotonic - lastUse.monotonic)
    if now.boot - lastUse.boot >= idle || slept > Self.longestSleep { key = nil }
  }

  mutating func forget() {
    key = nil
    closed = nil
  }

  /// The key, if it is held open. This counts as use.
  mutating func take(at now: Moment) -> SecretBytes? {
    age(to: now)
    if key != nil { lastUse = now }
    return key
  }

  /// The key, if it is held open, for what is no use by a person.
  mutating func glance(at now: Moment) -> SecretBytes? {
    age(to: now)
    return key
  }

  enum Release {
    case key(SecretBytes)
    case wrong(left: Int)
    case gone
  }

  /// The key, in exchange for a PIN. After the fifth wrong PIN in a row, everything is forgotten.
  mutating func release(_ pin: SecretBytes, at now: Moment) -> Release {
    age(to: now)
    guard let closed else { return key.map(Release.key) ?? .gone }
    guard let opened = closed.opened(pin) else {
      triesLeft -= 1
      guard triesLeft > 0 else {
        forget()
        return .gone
      }
      return .wrong(left: triesLeft)
    }
    triesLeft = Self.tries
    key = opened
    lastUse = now
    return .key(opened)
  }

  func status(at now: Moment) -> AgentStatus {
    AgentStatus(
      needsPIN: needsPIN, hasPIN: closed != nil, idleLeft: lastUse.boot + idle - now.boot,
      totalLeft: end - now.boot)
  }
}

/// The master key, sealed under a PIN.
///
/// Most PINs are easy to guess. So the sealing key also depends on 32 random bytes, which are only
/// in locked memory and are wiped with it. Without them, a copy of the sealed key that is left in
/// freed memory cannot be opened by guessing the PIN.
private struct ClosedKey {
  private static let cost = (operations: 2, memory: 64 << 20)
  private static let associated = Array("tacita/v1/agent-pin".utf8)

  private let salt = RandomBytes.make(Argon2id.saltSize)
  private let pepper = SecretBytes.random(count: 32)
  private let sealed: SecretBytes

  init?(_ key: SecretBytes, pin: SecretBytes) {
    guard let wrapping = Self.wrapping(pin, salt: salt, pepper: pepper) else { return nil }
    var copy = key.copy()
    defer { wipe(&copy) }
    var blob = SealedBlob.seal(copy, key: wrapping, associated: Self.associated)
    sealed = SecretBytes(moving: &blob)
  }

  var isLocked: Bool { pepper.isLocked && sealed.isLocked }

  /// The master key; nil when the PIN is wrong.
  func opened(_ pin: SecretBytes) -> SecretBytes? {
    var blob = sealed.copy()
    defer { wipe(&blob) }
    guard let wrapping = Self.wrapping(pin, salt: salt, pepper: pepper),
      var key = SealedBlob.open(blob, key: wrapping, associated: Self.associated)
    else { return nil }
    return SecretBytes(moving: &key)
  }

  /// BLAKE2b-256 of Argon2id of the PIN, keyed with the pepper.
  private static func wrapping(
    _ pin: SecretBytes, salt: [UInt8], pepper: SecretBytes
  ) -> SecretBytes? {
    let stretched = Argon2id.derive(
      passphrase: pin, salt: salt, operations: cost.operations, memory: cost.memory)
    guard var message = stretched?.copy() else { return nil }
    defer { wipe(&message) }
    var key = BLAKE2b.hash(message, key: pepper, size: 32)
    return SecretBytes(moving: &key)
  }
}
