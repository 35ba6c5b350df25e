internal import Files
package import MessageVault

/// Sealed rows joined into one file:
///
///     "tacita/v1/pack" LF, then for each row
///     u32 length ‖ row key 16 ‖ u32 day ‖ each column: u32 length ‖ its bytes
package enum Pack {
  package static let magic = Array("tacita/v1/pack\n".utf8)
  /// A pack is ended once it is as large as this.
  static let usualSize = 16 << 20
  /// No pack is larger than this: the last row may be a large one.
  static let largest = usualSize + (1 << 24)

  private static let rowKeySize = 16

  package static func record(of row: SealedRow) -> [UInt8] {
    var body = row.rowKey
    body.append(bigEndian: UInt32(row.day.number))
    for column in row.columns {
      body.append(bigEndian: UInt32(column.count))
      body += column
    }
    return [UInt8](bigEndian: UInt32(body.count)) + body
  }

  /// The rows of a pack. Of a damaged one those that still have the form of a row, which may be
  /// damaged within.
  package static func rows(_ pack: [UInt8]) -> [SealedRow] {
    var rows: [SealedRow] = []
    var offset = magic.count
    while offset + 4 <= pack.count {
      if let (row, end) = row(in: pack, at: offset) {
        rows.append(row)
        offset = end
      } else {
        offset += 1
      }
    }
    return rows
  }

  /// The row whose record begins at `offset`, and where the next one does; nil when the lengths in
  /// it do not add up.
  private static func row(in pack: [UInt8], at offset: Int) -> (SealedRow, end: Int)? {
    func number(_ position: Int) -> Int { Int(pack[position..<position + 4].bigEndianInteger) }
    let start = offset + 4
    let end = start + number(offset)
    guard end <= pack.count, end - start >= rowKeySize + 4 else { return nil }
    var columns: [Range<Int>] = []
    var position = start + rowKeySize + 4
    while position < end, columns.count < SealedRow.Column.allCases.count {
      guard position + 4 <= end else { return nil }
      let next = position + 4 + number(position)
      guard next <= end else { return nil }
      columns.append(position + 4..<next)
      position = next
    }
    guard position == end, columns.count == SealedRow.Column.allCases.count else { return nil }
    // Copied only now: looking for the next row in a damaged pack must not copy at each byte.
    let row = SealedRow(
      rowKey: Array(pack[start..<start + rowKeySize]), day: Day(number(start + rowKeySize)),
      columns: columns.map { Array(pack[$0]) })
    return (row, end)
  }
}
