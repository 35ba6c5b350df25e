internal import Files
package import MessageVault

/// Lines of the audit log joined into one file, or into a snapshot:
///
///     "tacita/v1/audit" LF, then for each line
///     u32 length ‖ u64 number ‖ u64 epoch ‖ code of the chain, 32 ‖ the sealed line
package enum AuditSegment {
  private static let magic = Array("tacita/v1/audit\n".utf8)
  private static let headSize = 48
  private static let most: UInt64 = 1 << 40

  package static func encode(_ records: [AuditRecord]) -> [UInt8] {
    records.reduce(into: magic) { bytes, record in
      bytes.append(bigEndian: UInt32(headSize + record.line.count))
      bytes.append(bigEndian: UInt64(record.number))
      bytes.append(bigEndian: UInt64(record.epoch))
      bytes += record.mac + record.line
    }
  }

  /// The lines, as far as the lengths add up, and whether they do to the end.
  package static func decode(_ bytes: [UInt8]) -> (records: [AuditRecord], isWhole: Bool) {
    guard bytes.starts(with: magic) else { return ([], false) }
    var rest = bytes.dropFirst(magic.count)
    var records: [AuditRecord] = []
    while rest.count >= 4 + headSize {
      let size = Int(rest.prefix(4).bigEndianInteger)
      let body = rest.dropFirst(4).prefix(size)
      guard size >= headSize, body.count == size else { return (records, false) }
      rest = rest.dropFirst(4 + size)
      let number = body.prefix(8).bigEndianInteger
      let epoch = body.dropFirst(8).prefix(8).bigEndianInteger
      // In order, and not beyond what a log can reach: else it was altered.
      guard number > UInt64(records.last?.number ?? 0), max(number, epoch) < Self.most else {
        return (records, false)
      }
      records.append(
        AuditRecord(
          number: Int(number), epoch: Int(epoch), line: Array(body.dropFirst(headSize)),
          mac: Array(body.dropFirst(16).prefix(32))))
    }
    return (records, rest.isEmpty)
  }
}
