internal import Files
internal import Secrets

/// Which documents on a route were looked at today, so that of many contacts only those are looked
/// at of whom the route shows something else. It counts for contacts and revocations as they are:
/// what became of a document may be another thing with others.
package struct SeenDocuments {
  private let vault: OpenVault
  private let circumstances: [UInt8]
  private let before: Set<UInt64>

  /// `route` is its address, and `version` that of ``TrustRecords``.
  package init(_ vault: OpenVault, route: String, version: [UInt8]) {
    self.vault = vault
    circumstances = Array("\(version.hex) \(vault.today) \(route)".utf8)
    let bytes = vault.routeCache(.seen) ?? []
    before = bytes.withUnsafeBytes { bytes in
      Set(
        (0..<bytes.count / 8).map {
          UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self))
        })
    }
  }

  /// A document in one of its versions, under the key of this home: nobody can make another one
  /// that counts as the same.
  package struct Mark: Hashable, Sendable {
    fileprivate let number: UInt64
  }

  package func mark(_ kind: String, _ identity: String, _ version: String) -> Mark {
    let text = circumstances + Array(" \(kind) \(identity) \(version)".utf8)
    let hash = BLAKE2b.hash(text, key: vault.pseudonymKey, size: 16)
    return hash.withUnsafeBytes {
      Mark(number: UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)))
    }
  }

  package func contains(_ mark: Mark) -> Bool { before.contains(mark.number) }

  /// From now on those of `marks` count as looked at, and no others.
  package func replace(with marks: Set<Mark>) {
    let numbers = Set(marks.map(\.number))
    guard numbers != before else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * numbers.count)
    for number in numbers { bytes.append(bigEndian: number) }
    vault.setRouteCache(.seen, bytes)
  }
}
