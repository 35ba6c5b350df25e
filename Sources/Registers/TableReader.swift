internal import Files
internal import Glibc

/// How the rows of a text file are written.
struct TableForm: Sendable, Equatable {
  var delimiter: UInt8
  /// Whether fields may stand in double quotes, as RFC 4180 has it.
  var quoted: Bool
}

/// Reads a text file of rows and fields from first to last in constant memory.
final class TableReader {
  /// The longest row.
  static let longestRow = 1 << 18

  private let file: Descriptor
  private let seen: (UnsafeRawBufferPointer) -> Void
  private static let capacity = 1 << 20
  private let base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
  private var buffer: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(start: base, count: Self.capacity)
  }
  private var start = 0
  private var end = 0
  private var atEnd = false
  /// Line of the file on which the row last given begins; from 1.
  private(set) var line = 0
  private var nextLine = 1

  /// `seen` is given every byte as it is read.
  init(_ file: Descriptor, seen: @escaping (UnsafeRawBufferPointer) -> Void) {
    self.file = file
    self.seen = seen
  }

  deinit { base.deallocate() }

  /// The first bytes of the file, without taking them.
  func peek(_ count: Int) throws -> [UInt8] {
    if end - start < count { try fill() }
    return Array(buffer[start..<min(end, start + count)])
  }

  func skip(_ count: Int) { start += count }

  private func fill() throws {
    guard !atEnd else { return }
    if start > 0 {
      memmove(base, base + start, end - start)
      end -= start
      start = 0
    }
    let room = UnsafeMutableRawBufferPointer(rebasing: buffer[end...])
    let count = try file.read(into: room)
    if count < room.count { atEnd = true }
    seen(UnsafeRawBufferPointer(rebasing: buffer[end..<end + count]))
    end += count
  }

  enum Row {
    case bytes(UnsafeRawBufferPointer)
    case bad(String)
  }

  /// The next row without its line end, valid until the next call; nil at the end of the file.
  func next(_ form: TableForm) throws -> Row? {
    line = nextLine
    while true {
      if let (length, lines) = rowLength(form) { return take(length, lines) }
      if end - start >= Self.longestRow { return try skipLine() }
      if atEnd { return last(form) }
      try fill()
    }
  }

  /// Bytes of the row that begins at ``start``, less its LF, and how many lines it is; nil when its
  /// end is not in the buffer.
  private func rowLength(_ form: TableForm) -> (Int, Int)? {
    var position = start
    var isInQuotes = false
    var lines = 0
    while let feed = find(0x0a, position, min(end, start + Self.longestRow)) {
      lines += 1
      if form.quoted {
        var quote = position
        while let next = find(0x22, quote, feed) {
          isInQuotes.toggle()
          quote = next + 1
        }
      }
      if !isInQuotes { return (feed - start, lines) }
      position = feed + 1
    }
    return nil
  }

  private func find(_ byte: Int32, _ from: Int, _ to: Int) -> Int? {
    guard to > from, let found = memchr(base + from, byte, to - from) else { return nil }
    return UnsafeMutableRawPointer(found) - base
  }

  private func take(_ length: Int, _ lines: Int) -> Row {
    var row = UnsafeRawBufferPointer(rebasing: buffer[start..<start + length])
    if row.last == 0x0d { row = UnsafeRawBufferPointer(rebasing: row.dropLast()) }
    start += length + 1
    nextLine += lines
    return .bytes(row)
  }

  /// A row without an end: the rest of the line it begins on is passed over.
  private func skipLine() throws -> Row? {
    while true {
      if let feed = find(0x0a, start, end) {
        start = feed + 1
        nextLine += 1
        return .bad("no end of the row within \(Self.longestRow) bytes")
      }
      start = end
      if atEnd { return .bad("no end of the row") }
      try fill()
    }
  }

  /// What stands after the last LF.
  private func last(_ form: TableForm) -> Row? {
    guard start < end else { return nil }
    var quotes = 0
    if form.quoted { for byte in buffer[start..<end] where byte == 0x22 { quotes += 1 } }
    if quotes % 2 == 1 {
      // Only its own line is lost, not all that follows.
      guard let feed = find(0x0a, start, end) else {
        start = end
        return .bad("a quote that does not end")
      }
      start = feed + 1
      nextLine += 1
      return .bad("a quote that does not end")
    }
    return take(end - start, 1)
  }
}

/// The fields of a row, as places in its bytes.
struct FieldTable {
  private var bounds: [(start: Int, end: Int, quoted: Bool)] = []
  private(set) var count = 0
  private var row = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Takes `row` apart. False when its quotes are not where quotes may be.
  mutating func split(_ row: UnsafeRawBufferPointer, _ form: TableForm) -> Bool {
    self.row = row
    count = 0
    guard let base = row.baseAddress else {
      add(0, 0, false)
      return true
    }
    var position = 0
    while true {
      if form.quoted, position < row.count, row[position] == 0x22 {
        guard let close = closingQuote(base, position + 1, row.count) else { return false }
        add(position + 1, close, true)
        position = close + 1
        if position == row.count { return true }
        guard row[position] == form.delimiter else { return false }
        position += 1
        continue
      }
      let rest = row.count - position
      guard rest > 0, let found = memchr(base + position, Int32(form.delimiter), rest) else {
        add(position, row.count, false)
        return true
      }
      let place = UnsafeRawPointer(found) - base
      add(position, place, false)
      position = place + 1
    }
  }

  private func closingQuote(_ base: UnsafeRawPointer, _ from: Int, _ count: Int) -> Int? {
    var position = from
    while position < count, let found = memchr(base + position, 0x22, count - position) {
      let place = UnsafeRawPointer(found) - base
      guard place + 1 < count, row[place + 1] == 0x22 else { return place }
      position = place + 2
    }
    return nil
  }

  private mutating func add(_ start: Int, _ end: Int, _ quoted: Bool) {
    if count < bounds.count {
      bounds[count] = (start, end, quoted)
    } else {
      bounds.append((start, end, quoted))
    }
    count += 1
  }

  /// Field `index` with blanks at its ends removed and runs of blanks within it made one; nil when
  /// it is not UTF-8. Empty beyond the last field.
  func text(_ index: Int) -> String? {
    guard index < count else { return "" }
    let (start, end, quoted) = bounds[index]
    let bytes = row[start..<end]
    if bytes.isEmpty { return "" }
    let isPlain = Self.isPlain(bytes, quoted: quoted)
    if isPlain { return String(validating: bytes, as: UTF8.self) }
    var clean: [UInt8] = []
    var previousQuote = false
    for byte in bytes {
      if quoted, byte == 0x22, !previousQuote {
        previousQuote = true
        continue
      }
      previousQuote = false
      let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
      if isBlank, clean.last == 0x20 || clean.isEmpty { continue }
      clean.append(isBlank ? 0x20 : byte)
    }
    if clean.last == 0x20 { clean.removeLast() }
    return String(validating: clean, as: UTF8.self)
  }

  /// Whether the bytes can be taken as they are.
  private static func isPlain(_ bytes: Slice<UnsafeRawBufferPointer>, quoted: Bool) -> Bool {
    var wasBlank = true
    for byte in bytes {
      if byte == 0x20 {
        if wasBlank { return false }
        wasBlank = true
      } else {
        if byte < 0x20 || (quoted && byte == 0x22) { return false }
        wasBlank = false
      }
    }
    return !wasBlank
  }

  /// Whether field `index` is empty or blank.
  func isEmpty(_ index: Int) -> Bool {
    guard index < count else { return true }
    return row[bounds[index].start..<bounds[index].end].allSatisfy { $0 == 0x20 }
  }
}
