internal import Files

/// Text in columns, reckoned in the cells of a terminal.
enum Columns {
  /// `text` with blanks behind it up to `width` cells.
  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - UnicodeText.columns(text)))
  }

  /// `rows` with every column but the last padded to its widest cell.
  static func aligned(_ rows: [[String]]) -> String {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { column < $0.count ? UnicodeText.columns($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : padded(cell, widths[column])
      }.joined(separator: "  ").trimmingBlanks
    }.joined(separator: "\n")
  }
}

extension String {
  /// Without the blanks at its end.
  fileprivate var trimmingBlanks: Substring {
    self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)]
  }
}

extension Int {
  /// `1 message`, `2 messages`.
  func counted(_ thing: String) -> String { counted(thing, plural: thing + "s") }

  func counted(_ thing: String, plural: String) -> String {
    "\(self) \(self == 1 ? thing : plural)"
  }
}

/// Bytes as a person reads them.
enum Size {
  static func text(_ bytes: Int) -> String {
    guard bytes >= 1000 else { return "\(bytes) B" }
    var value = Double(bytes)
    for unit in ["kB", "MB", "GB", "TB"] {
      value /= 1000
      if value < 999.95 || unit == "TB" {
        let tenths = Int((value * 10).rounded())
        return tenths >= 100
          ? "\(Int(value.rounded())) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
      }
    }
    return "\(bytes) B"
  }
}
