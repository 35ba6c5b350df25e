internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities

/// Attestations and revocations that this home signed, each sealed in a row of its own, so that it
/// can revoke, renew and publish them again.
extension OpenVault {
  private static let prefix = "issued/"

  /// Keeps documents that were signed here, all or none. Before that the audit log gets `lines`: a
  /// kill between may lose what was signed, but nothing is kept without its line.
  package func keepIssued(
    _ documents: [(bytes: [UInt8], digest: [UInt8])], audit lines: [AuditLine]
  ) throws {
    guard !documents.isEmpty else { return }
    try note(lines)
    try writeKeys { database in
      for document in documents {
        let name = Self.prefix + document.digest.hex
        let sealed = seal.seal(document.bytes, rowsKey, at: Self.issuedPlace(name))
        try database.execute(
          sql: "INSERT OR REPLACE INTO settings(name, value) VALUES (?, ?)",
          arguments: [name, Data(sealed)])
      }
    }
  }

  /// All documents that were signed here, in no order.
  package func issuedDocuments() throws -> [SignedDocument] {
    let rows = try keys.database.read {
      try Row.fetchAll(
        $0, sql: "SELECT name, value FROM settings WHERE name GLOB ?",
        arguments: ["\(Self.prefix)*"])
    }
    return try rows.map { row in
      let name: String = try row.value("name")
      let bytes = try seal.open(try row.bytes("value"), rowsKey, at: Self.issuedPlace(name))
      do {
        return try SignedDocument.stored(bytes)
      } catch is DocumentError {
        throw VaultError.damaged("settings.\(name)")
      }
    }
  }

  private static func issuedPlace(_ name: String) -> RowSeal.Place {
    RowSeal.Place(table: "settings", column: "value", day: nil, primaryKey: Array(name.utf8))
  }
}
