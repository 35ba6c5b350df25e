internal import Files
internal import Secrets

/// Seals the columns of the databases, each bound to its place: a blob moved to another vault,
/// table, column, day or row does not open.
struct RowSeal: Sendable {
  /// 16 bytes.
  let vault: [UInt8]

  /// Where a blob belongs. `day` is the expiry day whose key seals it, nil under the master key.
  struct Place {
    var table: String
    var column: String
    var day: Day?
    var primaryKey: [UInt8]
  }

  func seal(_ plaintext: [UInt8], _ key: some SecretBuffer, at place: Place) -> [UInt8] {
    SealedBlob.seal(plaintext, key: key, associated: associated(place))
  }

  func seal(secret: some SecretBuffer, _ key: some SecretBuffer, at place: Place) -> [UInt8] {
    SealedBlob.seal(secret: secret, key: key, associated: associated(place))
  }

  /// What is a key itself, opened into guarded memory.
  func openSecret(_ blob: [UInt8], _ key: some SecretBuffer, at place: Place) throws -> SecretBytes
  {
    guard
      let secret = SealedBlob.openSecret(blob, key: key, associated: associated(place))
    else { throw VaultError.damaged("\(place.table).\(place.column)") }
    return secret
  }

  func open(_ blob: [UInt8], _ key: some SecretBuffer, at place: Place) throws -> [UInt8] {
    guard let plaintext = SealedBlob.open(blob, key: key, associated: associated(place)) else {
      throw VaultError.damaged("\(place.table).\(place.column)")
    }
    return plaintext
  }

  /// "tacita/v1/row" ‖ 00 ‖ vault ‖ table ‖ 00 ‖ column ‖ 00 ‖ u32 expiry day ‖ primary key.
  private func associated(_ place: Place) -> [UInt8] {
    var bytes = Array("tacita/v1/row".utf8) + [0] + vault
    bytes += Array(place.table.utf8) + [0] + Array(place.column.utf8) + [0]
    bytes.append(bigEndian: place.day.map { UInt32(truncatingIfNeeded: $0.number) } ?? .max)
    return bytes + place.primaryKey
  }
}
