internal import Files
internal import Secrets

/// The master key as an agent holds it: until idleness, the end of its time, a sleep of the
/// machine, or the fifth wrong PIN.
///
/// With a PIN, idleness leaves only a copy sealed under Argon2id of the PIN, in locked memory and
/// never on disk.
struct HeldKey {
  /// Seconds on a clock that goes on while the machine sleeps, and on one that does not.
  struct Moment {
    var boot: Int
    var monotonic: Int
  }

  private static let tries = 5
  private static let pinCost = (operations: 2, memory: 64 << 20)
  /// A sleep of the machine longer than this many seconds counts as idleness.
  private static let longestNap = 5

  private var key: SecretBytes?
  /// The key under the PIN: salt ‖ sealed.
  private var sealed: SecretBytes?
  private var triesLeft = Self.tries
  private let idle: Int
  private let end: Int
  private var lastUse: Moment

  /// Takes `key` over at `now`; `pin` may be nil. Nil when memory for the PIN's key is short.
  init?(_ key: SecretBytes, pin: SecretBytes?, idle: Int, total: Int, now: Moment) {
    self.key = key
    self.idle = idle
    end = now.boot + total
    lastUse = now
    guard let pin else { return }
    let salt = RandomBytes.make(Argon2id.saltSize)
    guard let wrapping = Self.wrapping(pin, salt: salt) else { return nil }
    var copy = key.copy()
    var blob = salt + SealedBlob.seal(copy, key: wrapping, associated: Self.associated)
    wipe(&copy)
    sealed = SecretBytes(moving: &blob)
  }

  var isMemoryLocked: Bool { (key?.isLocked ?? true) && (sealed?.isLocked ?? true) }
  var isGone: Bool { key == nil && sealed == nil }
  var needsPIN: Bool { key == nil && sealed != nil }

  /// Forgets what is due at `now`.
  mutating func age(to now: Moment) {
    if now.boot >= end { return forget() }
    let slept = (now.boot - lastUse.boot) - (now.monotonic - lastUse.monotonic)
    if now.boot - lastUse.boot >= idle || slept > Self.longestNap { key = nil }
  }

  mutating func forget() {
    key = nil
    sealed = nil
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
    guard let sealed else { return key.map(Release.key) ?? .gone }
    let blob = sealed.copy()
    let salt = Array(blob[..<Argon2id.saltSize])
    guard let wrapping = Self.wrapping(pin, salt: salt),
      var opened = SealedBlob.open(
        Array(blob[Argon2id.saltSize...]), key: wrapping, associated: Self.associated)
    else {
      triesLeft -= 1
      guard triesLeft > 0 else {
        forget()
        return .gone
      }
      return .wrong(left: triesLeft)
    }
    triesLeft = Self.tries
    let key = SecretBytes(moving: &opened)
    self.key = key
    lastUse = now
    return .key(key)
  }

  func status(at now: Moment) -> AgentStatus {
    AgentStatus(
      needsPIN: needsPIN, hasPIN: sealed != nil, idleLeft: lastUse.boot + idle - now.boot,
      totalLeft: end - now.boot)
  }

  private static let associated = Array("tacita/v1/agent-pin".utf8)

  private static func wrapping(_ pin: SecretBytes, salt: [UInt8]) -> SecretBytes? {
    Argon2id.derive(
      passphrase: pin, salt: salt, operations: pinCost.operations, memory: pinCost.memory)
  }
}
