internal import Files
internal import Secrets

/// The master key as an agent holds it: until idleness, the end of its time, a sleep of the
/// machine, or the fifth wrong PIN.
///
/// With a PIN, idleness leaves only a copy sealed under Argon2id of the PIN, in locked memory and
/// never on disk. It cannot be copied, so that what it forgets is held nowhere else.
struct HeldKey: ~Copyable {
  /// Seconds on a clock that goes on while the machine sleeps, and on one that does not.
  struct Moment {
    var boot: Int
    var monotonic: Int
  }

  private static let tries = 5
  /// A sleep of the machine longer than this many seconds counts as idleness.
  private static let longestNap = 5

  private var key: SecretBytes?
  private var closed: ClosedKey?
  private var triesLeft = Self.tries
  private let idle: Int
  private let end: Int
  private var lastUse: Moment

  /// Takes `key` over at `now`; `pin` may be nil. Nil when memory for the PIN's key is short.
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

  /// Forgets what is due at `now`.
  mutating func age(to now: Moment) {
    if now.boot >= end { return forget() }
    let slept = (now.boot - lastUse.boot) - (now.monotonic - lastUse.monotonic)
    if now.boot - lastUse.boot >= idle || slept > Self.longestNap { key = nil }
  }

  mutating func forget() {
    key = nil
    closed = nil
  }

  /// The key, if it is held open; counts as use.
  mutating func take(at now: Moment) -> SecretBytes? {
    age(to: now)
    if key != nil { lastUse = now }
    return key
  }

  enum Release {
    case key(SecretBytes)
    case wrong(left: Int)
    case gone
  }

  /// The key for a PIN. The fifth wrong one in a row is the last.
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

/// The master key under a PIN.
///
/// Few PINs are hard to guess, so whatever is left of the sealed key in freed memory must not be
/// worth guessing at: what seals it also depends on 32 random bytes that lie in locked memory alone
/// and are wiped with it.
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

  /// The master key; nil when the PIN is another.
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
