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
  /// Who acts, as an identity, and on which machine.
  let actor: String
  let host: String

  /// How lines are sealed: under subkey 7, or, while locked, to the vault's own audit recipient.
  enum Sealing: Sendable {
    case unlocked(lineKey: SecretBytes, chainKey: SecretBytes, epochBegun: EpochFlag)
    case locked(recipient: HybridRecipient)
  }

  private static let firstMac = [UInt8](repeating: 0, count: 32)

  /// Appends `lines` inside the transaction of `database`.
  func append(_ database: GRDB.Database, _ lines: [AuditLine]) throws {
    guard !lines.isEmpty else { return }
    var chain = try chain(database)
    let last = try Row.fetchOne(
      database, sql: "SELECT number, mac FROM audit ORDER BY number DESC LIMIT 1")
    var number: Int = last?["number"] ?? 0
    var mac = (last?["mac"] as Data?).map(Array.init) ?? Self.firstMac
    for line in lines {
      number += 1
      let sealed = try sealed(line.encoded(actor: actor, host: host), number: number)
      mac = HMACSHA256.authenticate(mac + sealed, key: chain.key)
      chain.key = SHA256.hash(Array("tacita/v1/audit-step".utf8) + [0] + chain.key)
      try database.execute(
        sql: "INSERT INTO audit(number, epoch, line, mac) VALUES (?, ?, ?, ?)",
        arguments: [number, chain.epoch, Data(sealed), Data(mac)])
    }
    try database.execute(
      sql: "INSERT OR REPLACE INTO auditChain(id, epoch, key) VALUES (1, ?, ?)",
      arguments: [chain.epoch, Data(chain.key)])
  }

  /// The chain's newest key. The first line of an unlocked process begins a new epoch.
  private func chain(_ database: GRDB.Database) throws -> (epoch: Int, key: [UInt8]) {
    let row = try Row.fetchOne(database, sql: "SELECT epoch, key FROM auditChain")
    let stored = row.map { (epoch: $0["epoch"] as Int, key: Array($0["key"] as Data)) }
    switch sealing {
    case .locked:
      guard let stored else { throw VaultError.damaged("auditChain") }
      return stored
    case .unlocked(_, let chainKey, let begun):
      if begun.begin() || stored == nil {
        let epoch = (stored?.epoch ?? 0) + 1
        return (epoch, Self.firstKey(of: epoch, chainKey: chainKey))
      }
      return stored ?? (1, Self.firstKey(of: 1, chainKey: chainKey))
    }
  }

  private static func firstKey(of epoch: Int, chainKey: SecretBytes) -> [UInt8] {
    var message: [UInt8] = []
    message.append(bigEndian: UInt64(epoch))
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
    primaryKey.append(bigEndian: UInt64(number))
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
  /// All lines in order, as sealed JSON objects opened with `lineKey` or the audit identity.
  static func lines(
    _ database: GRDB.Database, seal: RowSeal, lineKey: SecretBytes, locked: HybridIdentity
  ) throws -> [JSONObject] {
    try Row.fetchAll(database, sql: "SELECT number, line FROM audit ORDER BY number").map { row in
      let number: Int = row["number"]
      let sealed = Array(row["line"] as Data)
      let plain =
        sealed.first == 1
        ? try AgeFile.open(Array(sealed.dropFirst()), identities: [locked])
        : try seal.open(Array(sealed.dropFirst()), lineKey, at: place(number))
      return try JSONParser.object(plain)
    }
  }

  /// Recomputes the chain from `chainKey`. Returns the number of the first line that is missing or
  /// altered, or nil when all is whole; `head` is the last line's code.
  static func firstBreak(
    _ database: GRDB.Database, chainKey: SecretBytes
  ) throws -> (line: Int?, head: [UInt8]) {
    var (epoch, key, mac, expected) = (0, [UInt8](), firstMac, 1)
    let rows = try Row.fetchCursor(
      database, sql: "SELECT number, epoch, line, mac FROM audit ORDER BY number")
    while let row = try rows.next() {
      if row["epoch"] as Int != epoch {
        epoch = row["epoch"]
        key = firstKey(of: epoch, chainKey: chainKey)
      }
      mac = HMACSHA256.authenticate(mac + Array(row["line"] as Data), key: key)
      key = SHA256.hash(Array("tacita/v1/audit-step".utf8) + [0] + key)
      guard row["number"] as Int == expected, equalInConstantTime(mac, Array(row["mac"] as Data))
      else { return (expected, mac) }
      expected += 1
    }
    return (nil, mac)
  }
}
