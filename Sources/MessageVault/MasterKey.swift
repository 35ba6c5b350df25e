package import Secrets

/// The master key M, 32 random bytes in guarded memory, and the keys derived from it.
package struct MasterKey: Sendable {
  package let bytes: SecretBytes

  package init(_ bytes: SecretBytes) {
    precondition(bytes.count == 32)
    self.bytes = bytes
  }

  package static func random() -> MasterKey { MasterKey(.random(count: 32)) }

  /// What each subkey is for, by the id it is derived under.
  enum Purpose: UInt64 {
    case dayKeys = 1
    case rows = 2
    case identity = 3
    case rowKeys = 4
    case backupManifests = 5
    case auditChain = 6
    case auditLines = 7
  }

  func subkey(_ purpose: Purpose) -> SecretBytes { bytes.subkey(purpose.rawValue) }
}
