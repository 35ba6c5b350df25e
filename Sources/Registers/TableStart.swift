internal import Files

/// The beginning of a file: what it is, and its header.
enum TableStart {
  /// Bytes that tell other kinds of file apart.
  private static let signatures: [([UInt8], String)] = [
    ([0x50, 0x4b, 0x03, 0x04], "it is a zip archive: unzip -p FILE | tacita register import … -"),
    ([0x1f, 0x8b], "it is compressed: zcat FILE | tacita register import … -"),
    ([0xff, 0xfe], "it is UTF-16: convert it with iconv -f UTF-16 -t UTF-8"),
    ([0xfe, 0xff], "it is UTF-16: convert it with iconv -f UTF-16 -t UTF-8"),
    (Array("%PDF".utf8), "it is a PDF"),
    (Array("<".utf8), "it is HTML or XML"),
    (Array("{".utf8), "it is JSON"),
  ]

  static func read(_ reader: TableReader) throws -> (TableForm, TableHeader) {
    let start = try reader.peek(4096)
    let first = Array(start.prefix(4))
    guard !first.isEmpty else { throw RegisterError.wrongFile("it is empty") }
    if first == [0x50, 0x4b, 0x03, 0x04], isSpreadsheet(start) {
      throw RegisterError.wrongFile(
        "it is a spreadsheet: save it as CSV, or ssconvert FILE.xlsx FILE.csv")
    }
    if let (_, reason) = signatures.first(where: { first.starts(with: $0.0) }) {
      throw RegisterError.wrongFile(reason)
    }
    if first.starts(with: [0xef, 0xbb, 0xbf]) { reader.skip(3) }
    let unquoted = TableForm(delimiter: UInt8(ascii: "\n"), quoted: false)
    guard case .bytes(var line) = try reader.next(unquoted) else {
      throw RegisterError.wrongFile("its first line has no end")
    }
    // Spreadsheets write `sep=;` before the header.
    if isSeparator(line) {
      guard case .bytes(let header) = try reader.next(unquoted) else {
        throw RegisterError.wrongFile("it has no header")
      }
      line = header
    }
    guard String(validating: line, as: UTF8.self) != nil else {
      throw RegisterError.wrongFile("it is not UTF-8: convert it with iconv -f LATIN1 -t UTF-8")
    }
    let form = form(of: line)
    var fields = FieldTable()
    guard fields.split(line, form) else {
      throw RegisterError.wrongFile("its first line has quotes in the wrong place")
    }
    return (form, TableHeader((0..<fields.count).map { fields.text($0) ?? "" }))
  }

  /// `sep=;`, in quotes perhaps.
  private static func isSeparator(_ line: UnsafeRawBufferPointer) -> Bool {
    let text = line.prefix(8).filter { $0 != 0x22 && $0 != 0x0d }.map { $0 | 0x20 }
    return line.count <= 8 && text.starts(with: "sep=".utf8.map { $0 | 0x20 })
  }

  /// Names of the parts of an xlsx or ods file stand in its first bytes.
  private static func isSpreadsheet(_ start: [UInt8]) -> Bool {
    let text = String(decoding: start, as: UTF8.self)
    return ["xl/", "[Content_Types].xml", "opendocument.spreadsheet"].contains { text.contains($0) }
  }

  /// The delimiter that stands most often in the header. Fields between pipes are quoted only where
  /// the header's are.
  private static func form(of line: UnsafeRawBufferPointer) -> TableForm {
    let candidates = [UInt8(ascii: "|"), 0x09, UInt8(ascii: ";"), UInt8(ascii: ",")]
    let counted = candidates.map { mark in (mark, line.count(where: { $0 == mark })) }
    let best = counted.max { $0.1 < $1.1 } ?? (UInt8(ascii: ","), 0)
    return TableForm(
      delimiter: best.1 == 0 ? UInt8(ascii: ",") : best.0,
      quoted: best.0 != UInt8(ascii: "|") || line.first == 0x22)
  }
}
