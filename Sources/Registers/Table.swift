package import Files

/// A table that a person or a spreadsheet wrote, small enough to be read whole: delimiters, quotes,
/// marks before the first line and ends of lines as files of registers have them.
package struct Table: Sendable {
  /// Names of the columns, from the first row.
  package let columns: [String]
  package let rows: [Row]

  package struct Row: Sendable {
    /// The line of the file on which it begins; from 1.
    package let line: Int
    /// One for each column, without blanks at their ends.
    package let cells: [String]
  }

  /// What is wrong, and on which line; 0 for the whole file.
  package struct Fault: Error, Sendable {
    package let line: Int
    package let reason: String

    package init(line: Int, reason: String) {
      self.line = line
      self.reason = reason
    }
  }

  /// Reads `file`, of at most `mostRows` rows with something in them. Throws ``Fault``.
  package static func read(_ file: Descriptor, mostRows: Int) throws -> Table {
    let reader = TableReader(file) { _ in }
    let (form, header): (TableForm, TableHeader)
    do { (form, header) = try TableStart.read(reader) } catch RegisterError.wrongFile(let reason) {
      throw Fault(line: 0, reason: reason)
    }
    var rows: [Row] = []
    var fields = FieldTable()
    while let next = try reader.next(form) {
      let line = reader.line
      switch next {
      case .bad(let reason): throw Fault(line: line, reason: reason)
      case .bytes(let bytes):
        guard fields.split(bytes, form) else {
          throw Fault(line: line, reason: "quotes in the wrong place")
        }
        guard (0..<fields.count).contains(where: { !fields.isEmpty($0) }) else { continue }
        guard
          (header.names.count..<max(header.names.count, fields.count))
            .allSatisfy(fields.isEmpty)
        else {
          throw Fault(line: line, reason: "more cells than the first line has columns")
        }
        guard rows.count < mostRows else {
          throw Fault(line: line, reason: "more than \(mostRows) rows")
        }
        rows.append(try row(line, fields, header.names.count))
      }
    }
    return Table(columns: header.names, rows: rows)
  }

  private static func row(_ line: Int, _ fields: FieldTable, _ count: Int) throws -> Row {
    let cells = try (0..<count).map { index in
      guard let text = fields.text(index) else {
        throw Fault(line: line, reason: "it is not UTF-8")
      }
      return text
    }
    return Row(line: line, cells: cells)
  }
}
