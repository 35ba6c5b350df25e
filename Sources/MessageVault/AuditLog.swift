internal import AgeFormat
internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets
internal import Synchronization

/// The audit log: sealed lines, each chained to the one before under a key that is replaced at
/// every step, so that earlier lines cannot be altered with what the home holds now.
///
///     k_0     = BLAKE2b-256(key = subkey 6, u64 epoch); a new epoch at each unlocking
///     mac_i   = HMAC-SHA-256(k_i, mac_(i-1) ‖ line_i)
///     k_(i+1) = SHA-256("tacita/v1/audit-step" ‖ 00 ‖ k_i)
struct AuditLog: Sendable {
  let seal: RowSeal
  let sealing: Sealing
  /// The identity that acts, and the machine.
  let actor: String
  let host: String
  /// Whether lines also go to the machine's own log, as its policy says.
  let isForwarded: Bool

  /// How lines are sealed: under subkey 7, or, while locked, to the vault's own audit recipient.
  enum Sealing: Sendable {
    /// The chain keys of all master keys so far, the one in use last.
    case unlocked(lineKey: SecretBytes, chainKeys: [SecretBytes], epochBegun: EpochFlag)
    case locked(recipient: HybridRecipient)
  }

  private static let firstMac = [UInt8](repeating: 0, count: 32)

  /// Appends `lines` inside the transaction of `database`.
  func append(_ database: GRDB.Database, _ lines: [AuditLine]) throws {
    guard !lines.isEmpty else { return }
    var (chain, wasCut) = try chain(database)
    let cut = AuditLine("audit", .execute, at: lines[0].time, outcome: OpenVault.linesMissing)
    let lines = (wasCut ? [cut] : []) + lines
    let last = try Row.fetchOne(
      database, kept("SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1"))
    var number: Int = try last?.value("number") ?? 0
    var mac = try last?.bytes("mac") ?? Self.firstMac
    for line in lines {
      number += 1
      let plain = line.encoded(actor: actor, host: host)
      if isForwarded { AuditForwarding.send(plain, number: number, afterCommitOf: database) }
      let sealed = try sealed(plain, number: number)
      mac = HMACSHA256.authenticate(mac + sealed, key: chain.key)
      chain.key = SHA256.hash(Array("tacita/v1/audit-step".utf8) + [0] + chain.key)
      try database.run(
        "INSERT INTO audit(number, epoch, line, mac) VALUES (?, ?, ?, ?)",
        [number, chain.epoch, Data(sealed), Data(mac)])
    }
    try database.run(
      "INSERT OR REPLACE INTO auditChain(id, epoch, key) VALUES (1, ?, ?)",
      [chain.epoch, Data(chain.key)])
  }

  private typealias Chain = (epoch: Int, key: [UInt8])

  /// The chain's newest key. The first line of an unlocked process begins a new epoch; before the
  /// key of the last one is given up it is seen whether lines were cut off at the end.
  private func chain(_ database: GRDB.Database) throws -> (chain: Chain, wasCut: Bool) {
    let stored = try Self.stored(database)
    switch sealing {
    case .locked:
      guard let stored else { throw VaultError.damaged("auditChain") }
      return (stored, false)
    case .unlocked(_, let chainKeys, let begun):
      let begins = begun.begin()
      if let stored, !begins { return (stored, false) }
      let epoch = (stored?.epoch ?? 0) + 1
      let first = chainKeys.last.map { Self.firstKey(of: epoch, chainKey: $0) } ?? []
      let wasCut = try stored.map { try !Self.isWhole(database, $0, chainKeys) } ?? false
      return ((epoch, first), wasCut)
    }
  }

  /// Whether the lines of the last epoch lead to the key that is kept.
  private static func isWhole(
    _ database: GRDB.Database, _ stored: Chain, _ chainKeys: [SecretBytes]
  ) throws -> Bool {
    guard let key = try key(after: stored.epoch, database, chainKeys) else { return false }
    return equalInConstantTime(key, stored.key)
  }

  /// The key that follows from the lines of `epoch`, if it is the last; nil when there are none.
  private static func key(
    after epoch: Int, _ database: GRDB.Database, _ chainKeys: [SecretBytes]
  ) throws -> [UInt8]? {
    // From the newest line back, as far as they are of this epoch: a log has many epochs.
    let rows = try Row.fetchAll(
      database,
      kept(
        """
        SELECT number, epoch, line, mac FROM audit WHERE number > coalesce(
          (SELECT number FROM audit WHERE epoch <> ? ORDER BY number DESC LIMIT 1), 0)
        ORDER BY number
        """, [epoch]))
    guard let first = rows.first, let opening = link(first) else { return nil }
    let before = try Row.fetchOne(
      database,
      kept("SELECT mac FROM audit WHERE number = ?", [try first.value("number") as Int - 1]))
    let mac = try before?.bytes("mac") ?? firstMac
    var key = firstKey(
      of: epoch, chainKeys: chainKeys, opening: mac + opening.line, code: opening.mac)
    for _ in rows { key = SHA256.hash(Array("tacita/v1/audit-step".utf8) + [0] + key) }
    return key
  }

  /// Has the chain go on from the last line that is here, whatever was kept before.
  func takeUpChain(_ database: GRDB.Database) throws {
    guard case .unlocked(_, let chainKeys, _) = sealing,
      let epoch = try Int.fetchOne(
        database, kept("SELECT epoch FROM audit ORDER BY number DESC LIMIT 1"))
    else { return }
    let key = try Self.key(after: epoch, database, chainKeys) ?? []
    try database.run(
      "INSERT OR REPLACE INTO auditChain(id, epoch, key) VALUES (1, ?, ?)", [epoch, Data(key)])
  }

  /// The chain's newest key as it is kept.
  private static func stored(_ database: GRDB.Database) throws -> (epoch: Int, key: [UInt8])? {
    try Row.fetchOne(database, kept("SELECT epoch, key FROM auditChain")).map {
      (epoch: try $0.value("epoch"), key: try $0.bytes("key"))
    }
  }

  private static func firstKey(of epoch: Int, chainKey: SecretBytes) -> [UInt8] {
    var message: [UInt8] = []
    message.append(bigEndian: UInt64(truncatingIfNeeded: epoch))
    return BLAKE2b.hash(message, key: chainKey, size: 32)
  }

  private func sealed(_ line: [UInt8], number: Int) throws -> [UInt8] {
    switch sealing {
    case .unlocked(let lineKey, _, _): [0] + seal.seal(line, lineKey, at: Self.place(number))
    case .locked(let recipient): [1] + (try AgeFile.seal(line, to: [recipient]))
    }
  }

  private static func place(_ number: Int) -> RowSeal.Place {
    var primaryKey: [UInt8] = []
    primaryKey.append(bigEndian: UInt64(truncatingIfNeeded: number))
    return RowSeal.Place(table: "audit", column: "line", day: nil, primaryKey: primaryKey)
  }
}

/// Remembers, for one process, whether the epoch of this unlocking has begun.
final class EpochFlag: Sendable {
  private let begun = Mutex(false)

  /// True the first time.
  func begin() -> Bool {
    begun.withLock { begun in
      defer { begun = true }
      return !begun
    }
  }
}

/// Reading the log back.
extension AuditLog {
  /// The next lines in order with their numbers, at most `limit` of them, opened with one of
  /// `lineKeys` or the audit identity; nil for one that does not open.
  static func lines(
    _ database: GRDB.Database, after last: Int, limit: Int, seal: RowSeal,
    lineKeys: [SecretBytes], locked: HybridIdentity
  ) throws -> [(number: Int, line: JSONObject?)] {
    try Row.fetchAll(
      database,
      kept(
        "SELECT number, line FROM audit WHERE number > ? ORDER BY number LIMIT ?", [last, limit])
    ).map { row in
      let number: Int = try row.value("number")
      let sealed = try row.bytes("line")
      let plain =
        sealed.first == 1
        ? try? AgeFile.open(Array(sealed.dropFirst()), identities: [locked])
        : open(Array(sealed.dropFirst()), seal, lineKeys, number: number)
      return (number, plain.flatMap { try? JSONParser.object($0) })
    }
  }

  /// A line under the newest of the keys that opens it: the log outlives master keys.
  private static func open(
    _ line: [UInt8], _ seal: RowSeal, _ keys: [SecretBytes], number: Int
  ) -> [UInt8]? {
    for key in keys.reversed() {
      if let plain = try? seal.open(line, key, at: place(number)) { return plain }
    }
    return nil
  }

  /// Recomputes the chain, each epoch from that of `chainKeys` under which it was begun. Returns
  /// the number of the first line that is missing or altered, or nil when all is whole; `head` is
  /// the last line's code. Lines cut off at the end are missed too: the key that is kept would not
  /// follow from the last line that is left, and a home is never without lines.
  static func firstBreak(
    _ database: GRDB.Database, chainKeys: [SecretBytes]
  ) throws -> (line: Int?, head: [UInt8]) {
    var (epoch, key, mac, expected) = (0, [UInt8](), firstMac, 1)
    let stored = try stored(database)
    let rows = try Row.fetchCursor(
      database, kept("SELECT number, epoch, line, mac FROM audit ORDER BY number"))
    while let row = try rows.next() {
      guard let (lineEpoch, line, code) = link(row) else { return (expected, mac) }
      if lineEpoch != epoch {
        epoch = lineEpoch
        key = firstKey(of: epoch, chainKeys: chainKeys, opening: mac + line, code: code)
      }
      mac = HMACSHA256.authenticate(mac + line, key: key)
      key = SHA256.hash(Array("tacita/v1/audit-step".utf8) + [0] + key)
      guard try row.value("number") == expected, equalInConstantTime(mac, code)
      else { return (expected, mac) }
      expected += 1
    }
    guard let stored, stored.epoch == epoch, equalInConstantTime(stored.key, key) else {
      return (expected, mac)
    }
    return (nil, mac)
  }

  /// The first key of `epoch`, under the newest of `chainKeys` that gives its first line's code.
  private static func firstKey(
    of epoch: Int, chainKeys: [SecretBytes], opening line: [UInt8], code: [UInt8]
  ) -> [UInt8] {
    let candidates = chainKeys.reversed().map { firstKey(of: epoch, chainKey: $0) }
    return candidates.first {
      equalInConstantTime(HMACSHA256.authenticate(line, key: $0), code)
    } ?? candidates.first ?? []
  }

  /// What a row says of its place in the chain; nil when a column is of another type.
  private static func link(_ row: Row) -> (epoch: Int, line: [UInt8], mac: [UInt8])? {
    guard let epoch = try? row.value("epoch") as Int, let line = try? row.bytes("line"),
      let mac = try? row.bytes("mac")
    else { return nil }
    return (epoch, line, mac)
  }
}
