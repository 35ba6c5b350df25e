/// Finds what identifies a patient in a stream of text and puts marks in its place; all else passes
/// byte for byte, ends of line included.
///
/// Memory is constant. What is found depends on the text alone, not on the pieces it comes in: a
/// recogniser sees as much before and after a place as ``reach`` says, and nothing is judged before
/// that much has come.
package final class TextRedactor {
  /// Where masked text goes.
  package typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// How far a recogniser may see: behind it for the head of a table, before it for the longest
  /// thing there is.
  private static let reach = (behind: 4096, ahead: 1024)
  /// How far before what gave it away a finding may begin.
  private static let furthestStart = 128
  private static let piece = 65536
  private static let room = piece + reach.behind + reach.ahead + furthestStart

  private let recognisers: Recognisers
  private let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: TextRedactor.room)
  /// Bytes that give something away: digits, and what addresses and passports hold.
  private let signs = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
  private var filled = 0
  /// The next byte to be judged.
  private var place = 0
  /// The first byte that has not left.
  private var emitted = 0
  /// Bytes of the stream before the buffer.
  private var origin = 0
  private var column: BirthDate.Column?
  /// Within an address that is longer than a recogniser sees.
  private var runsOn = false
  /// Where the signs of a line end that was judged already.
  private var judgedZone = 0
  private var output: [UInt8] = []
  private var position = (line: 1, column: 1)

  /// How many of each kind were found.
  package private(set) var counts: [Kind: Int] = [:]
  /// Told of each finding, in order; nil for nobody, who costs no counting of lines.
  private let report: ((Finding) throws -> Void)?
  private var replacements: Replacements?

  /// With `numbered`, what is the same gets the same number: `[BSN-1]`.
  package init(
    kinds: Set<Kind> = Set(Kind.allCases), numbered: Bool = false,
    report: ((Finding) throws -> Void)? = nil
  ) {
    recognisers = Recognisers(kinds)
    replacements = numbered ? Replacements() : nil
    self.report = report
    for byte in 0..<256 {
      signs[byte] = UInt8(byte).isDigit || [0x2e, 0x3a, 0x3c, 0x40].contains(byte)
    }
  }

  deinit {
    buffer.deallocate()
    signs.deallocate()
  }

  /// What the marks stand for, in the order of their appearance; empty unless numbered.
  package var legend: [(mark: String, text: [UInt8])] { replacements?.legend ?? [] }

  /// Takes the next bytes, and gives what is settled to `sink`.
  package func add(_ bytes: UnsafeRawBufferPointer, to sink: Sink) throws {
    var rest = bytes[...]
    while let start = rest.baseAddress(in: bytes), !rest.isEmpty {
      let count = min(Self.room - filled, rest.count)
      UnsafeMutableRawPointer(buffer + filled).copyMemory(from: start, byteCount: count)
      filled += count
      rest = rest.dropFirst(count)
      try judge(through: filled - Self.reach.ahead)
      try flush(to: sink)
      makeRoom()
    }
  }

  /// Takes the end of the text, and gives all that is left to `sink`.
  package func finish(to sink: Sink) throws {
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
    UnsafeMutableRawPointer(buffer).copyMemory(
      from: buffer + gone, byteCount: filled - gone)
    filled -= gone
    place -= gone
    emitted -= gone
    judgedZone -= gone
    origin += gone
  }
}

/// Finding.
extension TextRedactor {
  private func window(_ place: Int) -> TextWindow {
    TextWindow(
      base: buffer, lower: max(0, place - Self.reach.behind),
      upper: min(filled, place + Self.reach.ahead))
  }

  /// Judges every byte before `limit`; what is found may end after it.
  private func judge(through limit: Int) throws {
    if runsOn { try runOn() }
    let (signs, bytes) = (signs, UnsafePointer(buffer))
    while place < limit {
      var next = place
      while next < limit, !signs[Int(bytes[next])] { next += 1 }
      place = next
      guard next < limit else { return }
      switch buffer[next] {
      case UInt8(ascii: "@"): try judgeSign(.email) { EmailAddress.match($0, at: $1, floor: $2) }
      case UInt8(ascii: ":"):
        try judgeSign(.url) { WebAddress.match(scheme: $0, at: $1, floor: $2) }
      case UInt8(ascii: "."): try judgeSign(.url) { WebAddress.match(www: $0, at: $1, floor: $2) }
      case UInt8(ascii: "<"): try judgeZone()
      default: try judgeDigits()
      }
      if runsOn { try runOn() }
    }
  }

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
    if text.isDigit(place - 1) { return place += 1 }
    switch recognisers.number(text, at: place, &column, origin: origin) {
    case .match(let match): try take(match)
    case .nothing(let next): place = next
    }
  }

  /// The rest of an address that is longer than a recogniser sees.
  private func runOn() throws {
    while place < filled, WebAddress.belongs(buffer[place]) { place += 1 }
    if report != nil {
      count(UnsafeBufferPointer(start: buffer + emitted, count: place - emitted))
    }
    if place < filled { runsOn = false }
    emitted = place
  }

  private func take(_ match: Match) throws {
    let start = max(match.start, emitted)
    try emit(through: start)
    counts[match.kind, default: 0] += 1
    try report?(
      Finding(
        kind: match.kind, offset: origin + start, length: match.end - start, line: position.line,
        column: position.column))
    let found = UnsafeBufferPointer(start: buffer + start, count: match.end - start)
    if var replacements {
      self.replacements = nil
      output += replacements.mark(match.kind, found, value: match.value).utf8
      self.replacements = replacements
    } else {
      output.append(UInt8(ascii: "["))
      output += match.kind.label.utf8
      output.append(UInt8(ascii: "]"))
    }
    // Lines keep their count.
    for byte in found where byte.endsLine { output.append(byte) }
    if report != nil { count(found) }
    emitted = match.end
    place = match.end
    runsOn = match.runsOn
  }
}

/// What leaves, and where it was.
extension TextRedactor {
  private func emit(through end: Int) throws {
    guard end > emitted else { return }
    let passing = UnsafeBufferPointer(start: buffer + emitted, count: end - emitted)
    output.append(contentsOf: passing)
    if report != nil { count(passing) }
    emitted = end
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

extension Slice<UnsafeRawBufferPointer> {
  fileprivate func baseAddress(in whole: UnsafeRawBufferPointer) -> UnsafeRawPointer? {
    whole.baseAddress.map { $0 + startIndex }
  }
}
