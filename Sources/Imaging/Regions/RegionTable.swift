/// Regions as CSV (RFC 4180) with a header; a field does not go on in the next line.
enum RegionTable {
  static func records(
    _ text: ArraySlice<UInt8>
  ) throws(ImagingError) -> [DetectedRegions.Record] {
    var header: [String]?
    var records: [DetectedRegions.Record] = []
    for (number, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy(RegionScanner.spaces.contains) {
      let name = "line \(number + 1)"
      guard let fields = fields(line) else { throw .regionLine("\(name) is not CSV") }
      guard let columns = header else {
        guard isHeader(fields) else {
          throw .regionLine(
            "\(name) is neither JSON nor the header of a table with x, y, width and height")
        }
        header = fields
        continue
      }
      guard fields.count == columns.count else {
        throw .regionLine("\(name) has \(fields.count) fields, and the header \(columns.count)")
      }
      // What is empty was not said.
      let members = zip(columns, fields).filter { !$1.isEmpty }.map { column, field in
        (key: column, value: value(field, of: column))
      }
      records.append((name, members))
    }
    return records
  }

  private static func isHeader(_ fields: [String]) -> Bool {
    fields.contains("x") && fields.contains("y")
      && fields.contains { $0 == "width" || $0 == "w" }
      && fields.contains { $0 == "height" || $0 == "h" }
  }

  private static func value(_ field: String, of column: String) -> RegionScanner.Value {
    guard column != "file", let number = RegionScanner.number(field) else { return .string(field) }
    return .number(number)
  }

  /// Nil for a quote that is not closed, or text around one.
  private static func fields(_ line: ArraySlice<UInt8>) -> [String]? {
    let line = Array(line.last == 0x0d ? line.dropLast() : line)
    var fields: [String] = []
    var position = 0
    repeat {
      var field: [UInt8] = []
      if position < line.count, line[position] == UInt8(ascii: "\"") {
        position += 1
        while true {
          guard position < line.count else { return nil }
          let byte = line[position]
          position += 1
          if byte != UInt8(ascii: "\"") {
            field.append(byte)
          } else if position < line.count, line[position] == byte {
            field.append(byte)
            position += 1
          } else {
            break
          }
        }
        guard position == line.count || line[position] == UInt8(ascii: ",") else { return nil }
      } else {
        while position < line.count, line[position] != UInt8(ascii: ",") {
          guard line[position] != UInt8(ascii: "\"") else { return nil }
          field.append(line[position])
          position += 1
        }
      }
      fields.append(String(decoding: field, as: UTF8.self))
      position += 1
    } while position <= line.count
    return fields
  }
}
