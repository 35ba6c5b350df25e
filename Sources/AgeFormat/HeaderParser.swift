internal import Files

extension AgeHeader {
  /// Reads a header, and leaves `source` exactly at the payload.
  ///
  /// Throws the first error in the file: ``AgeError/header(_:)`` for anything malformed, also for
  /// an `scrypt` stanza that is not alone; ``AgeError/tooLarge(_:)`` for the first byte, stanza or
  /// argument over `limits`.
  public static func read(
    from source: any ByteSource, limits: Limits = .standard
  ) throws -> AgeHeader {
    var parser = HeaderParser(source: source, limits: limits)
    return try parser.header()
  }
}

/// Reads the grammar of "ABNF definition of file header", piece by piece, in the order of the file.
/// It reads no piece further than the piece can reach in a well-formed header.
private struct HeaderParser {
  let source: any ByteSource
  let limits: AgeHeader.Limits
  /// Everything that was read so far.
  private var bytes: [UInt8] = []

  init(source: any ByteSource, limits: AgeHeader.Limits) {
    self.source = source
    self.limits = limits
  }

  mutating func header() throws -> AgeHeader {
    guard try bytes[line(atMost: AgeHeader.versionLine.count).range] == AgeHeader.versionLine[...]
    else { throw AgeError.header("not an age v1 file") }
    var stanzas: [Stanza] = []
    while try nextIsStanza() {
      guard stanzas.count < limits.stanzas else {
        throw AgeError.tooLarge("more than \(limits.stanzas) stanzas")
      }
      var stanza = try argumentLine()
      guard stanzas.isEmpty || !stanza.mustBeAlone && !stanzas[0].mustBeAlone else {
        throw AgeError.header("an scrypt stanza must be the only one")
      }
      stanza.body = try body()
      stanzas.append(stanza)
    }
    guard !stanzas.isEmpty else { throw AgeError.header("no stanza") }
    return AgeHeader(stanzas: stanzas, mac: try mac(), bytes: bytes)
  }

  /// Whether the next line begins a stanza. Otherwise it is the MAC line.
  private mutating func nextIsStanza() throws -> Bool {
    let start = bytes.count
    var mark: [UInt8] = [0, 0, 0]
    let room = min(mark.count, limits.size - start)
    let count = try mark.withUnsafeMutableBytes {
      try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<room]))
    }
    bytes += mark[..<count]
    let read = bytes[start...]
    guard Stanza.mark.starts(with: read) || AgeHeader.macMark.starts(with: read) else {
      throw AgeError.header("expected a stanza or the MAC")
    }
    guard count == mark.count else { throw cutShort() }
    return mark == Stanza.mark
  }

  /// `argument *(SP argument) LF`. The stanza has no body yet.
  private mutating func argumentLine() throws -> Stanza {
    let line = try line(atMost: .max)
    var words: [String] = []
    var start = line.range.lowerBound
    for index in line.range {
      let byte = bytes[index]
      if Stanza.isVisible(byte) {
        guard index > start || words.count < limits.arguments else {
          throw AgeError.tooLarge("more than \(limits.arguments) arguments in a stanza")
        }
      } else {
        guard byte == UInt8(ascii: " ") || byte == newline else {
          throw AgeError.header("an invalid character in a stanza")
        }
        guard index > start else { throw AgeError.header("an empty argument in a stanza") }
        words.append(String(decoding: bytes[start..<index], as: UTF8.self))
        start = index + 1
      }
    }
    guard line.isWhole else { throw cutShort() }
    return Stanza(type: words[0], arguments: Array(words.dropFirst()))
  }

  /// `*full-line final-line`, decoded.
  private mutating func body() throws -> [UInt8] {
    var text: [UInt8] = []
    while true {
      let line = try line(atMost: Stanza.columns + 1)
      let characters = bytes[line.characters]
      try requireBase64(characters)
      guard line.isWhole else {
        if characters.count > Stanza.columns {
          throw AgeError.header("a line of a stanza's body longer than 64 columns")
        }
        throw cutShort()
      }
      text += characters
      if characters.count < Stanza.columns { break }
    }
    guard let body = Base64.decode(text) else {
      throw AgeError.header("the body of a stanza is not canonical base64")
    }
    return body
  }

  /// The MAC after the three dashes: `SP 43base64char LF`, decoded.
  private mutating func mac() throws -> [UInt8] {
    let line = try line(atMost: AgeHeader.macLineTail)
    let characters = bytes[line.characters]
    if let first = characters.first, first != UInt8(ascii: " ") {
      throw AgeError.header("no space before the MAC")
    }
    try requireBase64(characters.dropFirst())
    guard line.isWhole || line.range.count == AgeHeader.macLineTail else { throw cutShort() }
    guard line.isWhole, let mac = Base64.decode(characters.dropFirst()),
      mac.count == AgeHeader.macSize
    else { throw AgeError.header("the MAC is not 32 bytes in canonical base64") }
    return mac
  }

  private func requireBase64(_ characters: ArraySlice<UInt8>) throws {
    let isBase64 = characters.allSatisfy {
      switch $0 {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    guard isBase64 else { throw AgeError.header("a character that is not base64") }
  }

  /// A line in `bytes`. It may be cut by the limit or by the end of the input.
  private struct Line {
    let range: Range<Int>
    /// Whether it ends with its LF.
    let isWhole: Bool
    var characters: Range<Int> { isWhole ? range.dropLast() : range }
  }

  private mutating func line(atMost count: Int) throws -> Line {
    let start = bytes.count
    let isWhole = try source.readLine(into: &bytes, limit: min(count, limits.size - start))
    return Line(range: start..<bytes.count, isWhole: isWhole)
  }

  /// The error for a header that was correct until it was cut by the limit or the end of the input.
  private func cutShort() -> AgeError {
    bytes.count >= limits.size
      ? .tooLarge("a header of more than \(limits.size) bytes") : .header("the header ends early")
  }
}
