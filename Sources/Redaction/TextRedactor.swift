internal import Files

/// Why a text is not read: what cannot be read cannot be masked.
package enum UnreadableText: Error, Sendable {
  /// `format` as a person calls it, and the command that makes text of it.
  case notText(format: String, remedy: String)
  /// Bytes that are not UTF-8, or are never part of a text.
  case notUTF8
}

/// Finds what identifies a patient in a stream of text and puts marks in its place; all else passes
/// byte for byte, ends of line included.
///
/// Memory is constant. What is found depends on the text alone, not on the pieces it comes in: a
/// recogniser sees as much before and after a place as ``reach`` says, and nothing is judged before
/// that much has come.
///
/// Throws ``UnreadableText`` at the first piece that is not text in UTF-8: nothing of it leaves.
package final class TextRedactor {
  /// Where masked text is written.
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// How far a recogniser may see: behind it for the head of a table, before it for the longest
  /// thing there is.
  private static let reach = (behind: 4096, ahead: 1024)
  /// How far before what gave it away a finding may begin.
  private static let furthestStart = 128
  private static let piece = 65536

  private let recognisers: Recognisers
  private let given: GivenTerms?
  private let view = ReadingView(
    reach: reach.behind + reach.ahead + furthestStart, piece: piece)
  private var buffer: UnsafeMutablePointer<UInt8> { view.bytes }
  private var structure = StructuredText()
  private var check = TextCheck()
  /// Not 0 for bytes that give something away: digits, and what addresses and passports hold.
  private let signs = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
  private let words = UnsafeMutablePointer<WordsBefore>.allocate(capacity: 1)
  private var filled: Int { view.filled }
  /// The next byte to be judged.
  private var place = 0
  /// The first byte that has not left.
  private var emitted = 0
  /// Where the text that has not left begins.
  private var left = 0
  /// The end of the last finding.
  private var settled = -1
  /// Bytes of the stream, as it is read, before the view; and of the stream itself.
  private var origin = 0
  private var textOrigin = 0
  private var column: BirthDate.Column?
  /// Within an address that is longer than a recogniser sees.
  private var runsOn = false
  /// Where the signs of a line end that was judged already.
  private var judgedZone = 0
  private var output: [UInt8] = []
  private var position = (line: 1, column: 1)

  /// How many of each kind were found.
  package var counts: [Kind: Int] {
    Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0, tally[$0.index]) })
      .filter { $0.value > 0 }
  }
  private var tally = [Int](repeating: 0, count: Kind.allCases.count)
  /// Told of each finding, in order; nil for nobody, who costs no counting of lines.
  private let report: ((Finding) throws -> Void)?
  private var replacements: Replacements?

  /// With `numbered`, what is the same gets the same number: `[BSN-1]`. `given` is what the sender
  /// knows of the patient and of others.
  package init(
    kinds: Set<Kind> = Set(Kind.allCases), numbered: Bool = false, given: GivenTerms? = nil,
    report: ((Finding) throws -> Void)? = nil
  ) {
    recognisers = Recognisers(kinds)
    self.given = given
    replacements = numbered ? Replacements() : nil
    self.report = report
    words.initialize(to: WordsBefore())
    for byte in UInt8.min...UInt8.max {
      let isLetter = byte.isASCIILetter || byte >= 0xc3
      signs[Int(byte)] =
        byte.isDigit || Self.marks.contains(byte) || (given != nil && isLetter) ? 1 : 0
    }
  }

  deinit {
    signs.deallocate()
    words.deallocate()
  }

  /// What the marks stand for, in the order of their appearance; empty unless numbered.
  package var legend: [(mark: String, text: [UInt8])] { replacements?.legend ?? [] }

  /// Takes the next bytes, and gives what is settled to `sink`.
  package func add(_ bytes: UnsafeRawBufferPointer, to sink: Sink) throws {
    try check.take(bytes)
    var taken = 0
    while taken < bytes.count {
      taken += view.take(UnsafeRawBufferPointer(rebasing: bytes[taken...]))
      try judge(through: filled - Self.reach.ahead)
      try flush(to: sink)
      makeRoom()
    }
  }

  /// Takes the end of the text, and gives all that is left to `sink`.
  package func finish(to sink: Sink) throws {
    try check.finish()
    view.finish()
    try judge(through: filled)
    try emit(through: filled)
    try flush(to: sink)
  }

  private func flush(to sink: Sink) throws {
    try emit(through: max(emitted, place - Self.furthestStart))
    guard !output.isEmpty else { return }
    try output.withUnsafeBytes(sink)
    output.removeAll(keepingCapacity: true)
  }

  private func makeRoom() {
    let gone = min(emitted, place - Self.reach.behind)
    guard gone > 0 else { return }
    let goneText = view.drop(before: gone)
    words.pointee.forget()
    place -= gone
    emitted -= gone
    left -= goneText
    judgedZone -= gone
    settled -= gone
    origin += gone
    textOrigin += goneText
    structure.move(by: gone)
  }
}

/// Finding.
extension TextRedactor {
  private func window(_ place: Int) -> TextWindow {
    TextWindow(
      base: buffer, lower: max(0, place - Self.reach.behind),
      upper: min(filled, place + Self.reach.ahead), words: words, settled: settled)
  }

  /// Judges every byte before `limit`; what is found may end after it.
  private func judge(through limit: Int) throws {
    if origin == 0, structure.form == .unknown, limit > 0 { structure.begin(window(0), at: 0) }
    if runsOn { try runOn() }
    let (signs, bytes) = (signs, UnsafePointer(buffer))
    while place < limit {
      var next = place
      while limit - next >= 4,
        signs[Int(bytes[next])] | signs[Int(bytes[next + 1])] | signs[Int(bytes[next + 2])]
          | signs[Int(bytes[next + 3])] == 0
      {
        next += 4
      }
      while next < limit, signs[Int(bytes[next])] == 0 { next += 1 }
      place = next
      guard next < limit else { return }
      switch buffer[next] {
      case UInt8(ascii: "@"): try judgeSign(.email) { EmailAddress.match($0, at: $1, floor: $2) }
      case UInt8(ascii: ":"):
        try judgeSign(.url) { WebAddress.match(scheme: $0, at: $1, floor: $2) }
      case UInt8(ascii: "."): try judgeSign(.url) { WebAddress.match(www: $0, at: $1, floor: $2) }
      case UInt8(ascii: "<"): try judgeTag()
      case UInt8(ascii: "\""): try takeFields { $0.quote($1, at: $2) }
      case UInt8(ascii: "|"): try takeFields { $0.bar($1, at: $2) }
      case UInt8(ascii: "0")...UInt8(ascii: "9"): try judgeDigits()
      default: try judgeWord()
      }
      if runsOn { try runOn() }
    }
  }

  /// What begins addresses, fields and passports.
  private static let marks: [UInt8] = [0x22, 0x2e, 0x3a, 0x3c, 0x40, 0x7c]

  private func judgeSign(
    _ kind: Kind, _ match: (TextWindow, _ place: Int, _ floor: Int) -> Match?
  ) throws {
    if recognisers.looks(for: kind), let match = match(window(place), place, floor) {
      try take(match)
    } else {
      place += 1
    }
  }

  /// Nothing that is found may begin before this.
  private var floor: Int { max(emitted, place - Self.furthestStart) }

  private func judgeTag() throws {
    let next = place
    try takeFields { $0.tag($1, at: $2) }
    if place == next + 1 {
      place = next
      try judgeZone()
    }
  }

  /// Takes what the structure of the text says to be in the fields that begin at this sign.
  private func takeFields(
    _ read: (inout StructuredText, TextWindow, _ place: Int) -> [Match]
  ) throws {
    let text = window(place)
    let matches = read(&structure, text, place)
    place += 1
    for match in matches where recognisers.looks(for: match.kind) && match.start >= emitted {
      structure.isInString = text[match.start - 1] == UInt8(ascii: "\"")
      try take(exact(match, text).because(.field))
    }
  }

  /// A field of a number is one of a kind, where a recogniser says so of all of it.
  private func exact(_ match: Match, _ text: TextWindow) -> Match {
    guard match.kind == .record,
      let first = (match.start..<match.end).first(where: { text.isDigit($0) })
    else { return match }
    var column: BirthDate.Column?
    if case .match(let found) = recognisers.number(text, at: first, &column, origin: origin),
      found.start <= match.start, found.end == match.end
    {
      return Match(found.kind, match.start, match.end)
    }
    return match
  }

  private func judgeZone() throws {
    guard recognisers.looks(for: .mrz), place >= judgedZone else { return place += 1 }
    let text = window(place)
    let (match, end) = MachineReadableZone.match(text, at: place, floor: floor)
    judgedZone = end
    guard var match else { return place += 1 }
    while true {
      try take(match)
      let length = match.end - match.start
      guard let next = MachineReadableZone.next(text, after: match.end, length: length)
      else { return }
      match = next
    }
  }

  private func judgeDigits() throws {
    let text = window(place)
    // Inside a word of letters and digits nothing begins.
    if text.isDigit(place - 1), place != settled { return place += 1 }
    if let given, let match = given.number(text, at: place), match.start >= emitted,
      recognisers.looks(for: match.kind)
    {
      return try take(match)
    }
    var column = self.column
    let outcome = recognisers.number(text, at: place, &column, origin: origin)
    self.column = column
    switch outcome {
    case .match(let match): try take(structure.bareNumber(match, text) ?? match)
    case .nothing(let next): place = next
    }
  }

  /// A letter: only looked at where names are given.
  private func judgeWord() throws {
    let text = window(place)
    guard let given, !text.isLetter(before: place) else { return place += 1 }
    guard let match = given.word(text, at: place, floor: floor),
      recognisers.looks(for: match.kind)
    else {
      while text.isLetter(at: place) || text[place] & 0xc0 == 0x80 { place += 1 }
      return
    }
    try take(match)
  }

  /// The rest of an address that is longer than a recogniser sees.
  private func runOn() throws {
    while place < filled, WebAddress.belongs(buffer[place]) { place += 1 }
    let end = view.end(place)
    if report != nil { count(view.text(left, end)) }
    if place < filled { runsOn = false }
    (emitted, left) = (place, end)
  }

  private func take(_ match: Match) throws {
    let start = max(match.start, emitted)
    try emit(through: start)
    tally[match.kind.index] += 1
    let textStart = max(left, view.start(start))
    let textEnd = max(textStart, view.end(match.end))
    // Signs that cannot be seen before it.
    pass(textStart)
    try report?(
      Finding(
        kind: match.kind, reason: match.reason, offset: textOrigin + textStart,
        length: textEnd - textStart, line: position.line, column: position.column))
    let found = view.text(textStart, textEnd)
    let needsQuotes = structure.form == .json && !structure.isInString
    if needsQuotes { output.append(UInt8(ascii: "\"")) }
    if var replacements {
      self.replacements = nil
      output += replacements.mark(match.kind, found, value: match.value).utf8
      self.replacements = replacements
    } else {
      output += Self.labels[match.kind.index]
    }
    if needsQuotes { output.append(UInt8(ascii: "\"")) }
    // Lines keep their count.
    for byte in found where byte.endsLine { output.append(byte) }
    if report != nil { count(found) }
    (emitted, left) = (match.end, textEnd)
    place = match.end
    settled = match.end
    runsOn = match.runsOn
  }
}

extension TextRedactor {
  /// In the order of ``Kind/allCases``.
  private static let labels = Kind.allCases.map { Array("[\($0.label)]".utf8) }
}

/// What leaves, and where it was.
extension TextRedactor {
  private func emit(through end: Int) throws {
    guard end > emitted else { return }
    pass(view.end(end))
    emitted = end
  }

  /// Gives the text before `end`.
  private func pass(_ end: Int) {
    guard end > left else { return }
    let passing = view.text(left, end)
    output.append(contentsOf: passing)
    if report != nil { count(passing) }
    left = end
  }

  /// Moves the line and column over `bytes`.
  private func count(_ bytes: UnsafeBufferPointer<UInt8>) {
    for byte in bytes {
      if byte == 0x0a {
        position = (position.line + 1, 1)
      } else if byte & 0xc0 != 0x80 {
        position.column += 1
      }
    }
  }
}
