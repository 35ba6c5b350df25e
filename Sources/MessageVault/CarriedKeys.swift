internal import Files
internal import GRDB
internal import Secrets

/// Keys that outlive the master key they came from, sealed under the one in use.
///
/// A new master key must not rename every row nor make the audit log of years unreadable: the key
/// of pseudonyms stays that of the first master key, and the audit log's keys are kept, oldest
/// first.
struct CarriedKeys: Sendable {
  /// Subkey 4 of the first master key, under which rows are named.
  let pseudonyms: SecretBytes
  /// What the audit log and snapshots were sealed and chained under, the keys in use last.
  let ofMasters: [Keys]

  struct Keys: Sendable {
    /// Subkey 6.
    let chain: SecretBytes
    /// Subkey 7.
    let lines: SecretBytes
    /// Subkey 5, under which snapshots were sealed.
    let snapshots: SecretBytes
  }

  /// Those of a home whose master key was never replaced.
  init(_ master: MasterKey) {
    pseudonyms = master.subkey(.rowKeys)
    ofMasters = [Self.keys(master)]
  }

  private static func keys(_ master: MasterKey) -> Keys {
    Keys(
      chain: master.subkey(.auditChain), lines: master.subkey(.auditLines),
      snapshots: master.subkey(.backupManifests))
  }

  private init(pseudonyms: SecretBytes, ofMasters: [Keys]) {
    self.pseudonyms = pseudonyms
    self.ofMasters = ofMasters
  }

  /// These keys, as they are carried over to `master`.
  func carried(to master: MasterKey) -> CarriedKeys {
    CarriedKeys(pseudonyms: pseudonyms, ofMasters: ofMasters + [Self.keys(master)])
  }

  /// Older keys alone: 32 bytes for pseudonyms, then 96 for each earlier master key.
  var encoded: SecretBytes {
    let keys = [pseudonyms] + ofMasters.dropLast().flatMap { [$0.chain, $0.lines, $0.snapshots] }
    return SecretBytes(count: 32 * keys.count) { bytes in
      for (index, key) in keys.enumerated() {
        key.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: bytes[(32 * index)..<(32 * index + 32)])
            .copyMemory(from: $0)
        }
      }
    }
  }

  /// Reads ``encoded`` for a home whose master key is `master` now.
  init(encoded: SecretBytes, master: MasterKey) throws {
    guard encoded.count >= 32, encoded.count % 96 == 32 else {
      throw VaultError.damaged("settings.carriedKeys")
    }
    func key(at offset: Int) -> SecretBytes {
      encoded.withUnsafeBytes { bytes in
        SecretBytes(count: 32) {
          $0.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + 32]))
        }
      }
    }
    pseudonyms = key(at: 0)
    let older = stride(from: 32, to: encoded.count, by: 96).map {
      Keys(chain: key(at: $0), lines: key(at: $0 + 32), snapshots: key(at: $0 + 64))
    }
    ofMasters = older + [Self.keys(master)]
  }
}
