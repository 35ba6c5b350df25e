internal import Files
internal import FoundationEssentials
internal import GRDB

/// A line of the audit log as it lies in the vault: sealed, with its place in the chain.
package struct AuditRecord: Sendable, Equatable {
  /// Counted from 1.
  package let number: Int
  package let epoch: Int
  package let line: [UInt8]
  /// The chain's code of this line, 32 bytes.
  package let mac: [UInt8]

  package init(number: Int, epoch: Int, line: [UInt8], mac: [UInt8]) {
    self.number = number
    self.epoch = epoch
    self.line = line
    self.mac = mac
  }
}

extension Vault {
  /// At most `limit` lines of the audit log after line `number`.
  package func auditRecords(after number: Int, limit: Int) throws -> [AuditRecord] {
    try store.database.read {
      try Row.fetchAll(
        $0, sql: "SELECT * FROM audit WHERE number > ? ORDER BY number LIMIT ?",
        arguments: [number, limit])
    }.map {
      AuditRecord(
        number: try $0.value("number"), epoch: try $0.value("epoch"), line: try $0.bytes("line"),
        mac: try $0.bytes("mac"))
    }
  }
}
