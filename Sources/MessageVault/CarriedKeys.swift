internal import Files
internal import GRDB
internal import Secrets

/// Keys that outlive the master key they came from, sealed under the one in use.
///
/// A new master key must not rename every row nor make the audit log of years unreadable: the key of
/// pseudonyms stays that of the first master key, and the audit log's keys are kept, oldest first.
struct CarriedKeys: Sendable {
  /// Subkey 4 of the first master key, under which rows are named.
  let pseudonyms: SecretBytes
  /// What the audit log was sealed and chained under, the keys in use last.
  let audit: [AuditKeys]

  struct AuditKeys: Sendable {
    /// Subkey 6.
    let chain: SecretBytes
    /// Subkey 7.
    let lines: SecretBytes
  }

  /// Those of a home whose master key was never replaced.
  init(_ master: MasterKey) {
    pseudonyms = master.subkey(.rowKeys)
    audit = [Self.auditKeys(master)]
  }

  private static func auditKeys(_ master: MasterKey) -> AuditKeys {
    AuditKeys(chain: master.subkey(.auditChain), lines: master.subkey(.auditLines))
  }

  private init(pseudonyms: SecretBytes, audit: [AuditKeys]) {
    self.pseudonyms = pseudonyms
    self.audit = audit
  }

  /// These keys, as they are carried over to `master`.
  func carried(to master: MasterKey) -> CarriedKeys {
    CarriedKeys(pseudonyms: pseudonyms, audit: audit + [Self.auditKeys(master)])
  }

  /// Older keys alone: 32 bytes for pseudonyms, then 64 for each pair of the audit log's.
  var encoded: [UInt8] {
    pseudonyms.copy() + audit.dropLast().flatMap { $0.chain.copy() + $0.lines.copy() }
  }

  /// Reads ``encoded`` for a home whose master key is `master` now.
  init(encoded: [UInt8], master: MasterKey) throws {
    guard encoded.count >= 32, encoded.count % 64 == 32 else {
      throw VaultError.damaged("settings.carriedKeys")
    }
    func key(at offset: Int) -> SecretBytes {
      SecretBytes(count: 32) { $0.copyBytes(from: encoded[offset..<offset + 32]) }
    }
    pseudonyms = key(at: 0)
    let older = stride(from: 32, to: encoded.count, by: 64).map {
      AuditKeys(chain: key(at: $0), lines: key(at: $0 + 32))
    }
    audit = older + [Self.auditKeys(master)]
  }
}
