internal import Files
internal import Secrets

/// Which documents on a route were looked at today, so that of many contacts only those are looked
/// at of whom the route shows something else. It counts for contacts and revocations as they are:
/// what became of a document may be another thing with others.
package struct SeenDocuments {
  private let vault: OpenVault
  private let key: SecretBytes
  private let before: Set<UInt64>

  /// `route` is its address, and `version` that of ``TrustRecords``.
  package init(_ vault: OpenVault, route: String, version: [UInt8]) {
    self.vault = vault
    let circumstances = Array("\(version.hex) \(vault.today) \(route)".utf8)
    var hash = BLAKE2b.hash(circumstances, key: vault.pseudonymKey, size: SipHash.keySize)
    key = SecretBytes(moving: &hash)
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
    var text: [UInt8] = []
    text.reserveCapacity(kind.utf8.count + identity.utf8.count + version.utf8.count + 2)
    text += kind.utf8
    text.append(UInt8(ascii: " "))
    text += identity.utf8
    text.append(UInt8(ascii: " "))
    text += version.utf8
    return Mark(number: SipHash.hash(text, key: key))
  }

  package func contains(_ mark: Mark) -> Bool { before.contains(mark.number) }

  /// From now on `marks` count as looked at, and no others.
  package func replace(with marks: some Sequence<Mark>) {
    let numbers = Set(marks.lazy.map(\.number))
    guard numbers != before else { return }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 * numbers.count)
    for number in numbers { bytes.append(bigEndian: number) }
    vault.setRouteCache(.seen, bytes)
  }
}
