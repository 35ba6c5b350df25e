internal import Files

/// Decodes armor line by line.
final class ArmorDecoder {
  private let text: any ByteSource
  private var line: [UInt8] = []

  private enum State { case beforeBegin, inside, afterShortLine, ended }
  private var state = State.beforeBegin

  /// `text` begins with the BEGIN line.
  init(_ text: any ByteSource) { self.text = text }

  /// Decodes as many lines as fit into `buffer`, and returns the number of bytes. Zero means that
  /// the armor and the input ended correctly.
  func decode(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    if state == .beforeBegin { try begin() }
    var filled = 0
    while state != .ended, buffer.count - filled >= Armor.bytesPerLine {
      let bytes = try dataLine()
      buffer[filled...].copyBytes(from: bytes)
      filled += bytes.count
    }
    return filled
  }

  private func begin() throws {
    try readLine(limit: Armor.begin.count + 2)
    guard try lineWithoutEnding() == Armor.begin[...] else {
      throw AgeError.armor("no BEGIN line of an age file")
    }
    state = .inside
  }

  /// The bytes of the next line; empty for the END line.
  private func dataLine() throws -> [UInt8] {
    try readLine(limit: Armor.columns + 2)
    if line.first == UInt8(ascii: "-") {
      try end()
      return []
    }
    let characters = try lineWithoutEnding()
    guard state != .afterShortLine else {
      throw AgeError.armor("a short line that is not the last")
    }
    guard !characters.isEmpty else { throw AgeError.armor("an empty line") }
    // With room for CRLF, 65 or 66 characters could have been read. No base64 has that length.
    guard let bytes = Base64.decode(characters, padded: true) else {
      throw AgeError.armor("a line that is not canonical base64")
    }
    // A padded line decodes to fewer bytes, so it must be the last line too.
    if bytes.count < Armor.bytesPerLine { state = .afterShortLine }
    return bytes
  }

  /// Reads the END line, and the white space after it.
  private func end() throws {
    guard line.starts(with: Armor.end) else { throw AgeError.armor("no END line of an age file") }
    line.removeFirst(Armor.end.count)
    var skipped = 0
    repeat {
      guard line.allSatisfy(Armor.isWhiteSpace) else {
        throw AgeError.armor("something after the END line")
      }
      skipped += line.count
      guard skipped <= Armor.mostWhiteSpace else {
        throw AgeError.armor("more than 4 KiB of white space after it")
      }
      try readLine(limit: Armor.columns)
    } while !line.isEmpty
    state = .ended
  }

  private func readLine(limit: Int) throws {
    line.removeAll(keepingCapacity: true)
    _ = try text.readLine(into: &line, limit: limit)
  }

  private func lineWithoutEnding() throws -> ArraySlice<UInt8> {
    guard line.last == newline else {
      throw AgeError.armor(line.count > Armor.columns ? "a line too long" : "the armor ends early")
    }
    let characters = line.dropLast()
    return characters.last == UInt8(ascii: "\r") ? characters.dropLast() : characters
  }
}
