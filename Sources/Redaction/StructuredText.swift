/// What a text that is JSON, XML or HL7 version 2 is known to be in, from one place to the next.
struct StructuredText {
  enum Form { case unknown, plain, json }

  private(set) var form = Form.unknown
  /// Within the quotes of a string of JSON.
  var isInString = false
  /// Whether what is being described is a patient or a relative; as long as nothing says otherwise.
  private var isPatient = true
  /// Within the element of a patient in XML.
  private var isInPatientElement = false
  private var segment = HL7Segment()

  /// Looks at the first bytes: JSON begins with a brace and a quote, or with a bracket and a brace.
  mutating func begin(_ text: TextWindow, at place: Int) {
    guard form == .unknown else { return }
    let first = Self.skippingSpace(text, place)
    let second = Self.skippingSpace(text, first + 1)
    switch (text[first], text[second]) {
    case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "{"), UInt8(ascii: "}")),
      (UInt8(ascii: "["), UInt8(ascii: "{")):
      form = .json
    default: form = .plain
    }
  }

  static func skippingSpace(_ text: TextWindow, _ place: Int) -> Int {
    var place = place
    while text[place] == 0x20 || text[place] == 0x09 || text[place].endsLine { place += 1 }
    return place
  }
}

/// JSON.
extension StructuredText {
  /// `place` is that of a quote.
  mutating func quote(_ text: TextWindow, at place: Int) -> [Match] {
    var slashes = 0
    while text[place - 1 - slashes] == UInt8(ascii: "\\") { slashes += 1 }
    guard slashes.isMultiple(of: 2) else { return [] }
    isInString.toggle()
    guard form != .json || isInString else { return [] }
    var end = place + 1
    while end - place <= FieldNames.longest + 1,
      text[end].isASCIILetter || text[end].isDigit || text[end] == UInt8(ascii: "_")
        || text[end] == 0x2d
    {
      end += 1
    }
    guard end > place + 1, text[end] == UInt8(ascii: "\"") else { return [] }
    let colon = Self.skippingSpace(text, end + 1)
    guard text[colon] == UInt8(ascii: ":") else { return [] }
    let value = Self.skippingSpace(text, colon + 1)
    if text.holds("resourcetype", at: place + 1), text[value] == UInt8(ascii: "\"") {
      isPatient = ["patient\"", "relatedperson\"", "person\""].contains {
        text.holds($0, at: value + 1)
      }
      return []
    }
    guard let kind = kind(text, place + 1, end) else { return [] }
    return matches(kind, text, value)
  }

  private func kind(_ text: TextWindow, _ start: Int, _ end: Int) -> Kind? {
    if let kind = FieldNames.kind(text, start, end) { return kind }
    guard form == .json, isPatient else { return nil }
    if text.holds("value", at: start), end - start == 5 {
      switch enclosing(text, start - 1) {
      case "identifier": return .record
      case "telecom": return .phone
      default: return nil
      }
    }
    guard text.holds("text", at: start), end - start == 4 else { return nil }
    switch enclosing(text, start - 1) {
    case "name": return .name
    case "address": return .address
    default: return nil
    }
  }

  /// The name of the list or object that the object around `place` stands in, as far as it is seen.
  private func enclosing(_ text: TextWindow, _ place: Int) -> String? {
    var (cursor, depth) = (place - 1, 0)
    while cursor > text.lower, place - cursor < 600 {
      switch text[cursor] {
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth += 1
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth -= 1
        if depth < 0 {
          var end = cursor - 1
          while text[end] == 0x20 || text[end].endsLine || text[end] == UInt8(ascii: ":")
            || text[end] == 0x09
          {
            end -= 1
          }
          guard text[end] == UInt8(ascii: "\"") else {
            // An object in a list.
            depth = 0
            break
          }
          for name in ["identifier", "telecom", "name", "address"] as [StaticString]
          where text.holds(name, at: end - name.utf8CodeUnitCount)
            && text[end - name.utf8CodeUnitCount - 1] == UInt8(ascii: "\"")
          {
            return name.description
          }
          return nil
        }
      default: break
      }
      cursor -= 1
    }
    return nil
  }

  /// The strings at `value`, one or a list, or a number.
  private func matches(_ kind: Kind, _ text: TextWindow, _ value: Int) -> [Match] {
    switch text[value] {
    case UInt8(ascii: "\""): return [string(kind, text, value)?.match].compactMap { $0 }
    case UInt8(ascii: "["):
      var (place, result) = (Self.skippingSpace(text, value + 1), [Match]())
      while text[place] == UInt8(ascii: "\""), let found = string(kind, text, place) {
        if let match = found.match { result.append(match) }
        place = Self.skippingSpace(text, found.end)
        guard text[place] == UInt8(ascii: ",") else { break }
        place = Self.skippingSpace(text, place + 1)
      }
      return result
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let end = text.digitsEnd(value + (text[value] == UInt8(ascii: "-") ? 1 : 0))
      return form == .json && FieldNames.isPlausible(kind, text, value, end)
        ? [Match(kind, value, end)] : []
    default: return []
    }
  }

  private func string(_ kind: Kind, _ text: TextWindow, _ quote: Int) -> (match: Match?, end: Int)?
  {
    var end = quote + 1
    while end < text.upper, text[end] != UInt8(ascii: "\""), !text[end].endsLine || form == .json {
      end += text[end] == UInt8(ascii: "\\") ? 2 : 1
    }
    end = min(end, text.upper)
    let match =
      FieldNames.isPlausible(kind, text, quote + 1, end)
      ? Match(kind, quote + 1, end) : nil
    return (match, end + 1)
  }

  /// The number that a finding outside quotes is part of, which then needs quotes.
  func bareNumber(_ match: Match, _ text: TextWindow) -> Match? {
    guard form == .json, !isInString else { return nil }
    var match = match
    func belongs(_ byte: UInt8) -> Bool {
      byte.isDigit || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains(byte)
    }
    while belongs(text[match.start - 1]) { match.start -= 1 }
    while belongs(text[match.end]) { match.end += 1 }
    return match
  }
}

/// XML.
extension StructuredText {
  /// `place` is that of a `<`.
  mutating func tag(_ text: TextWindow, at place: Int) -> [Match] {
    var start = place + 1
    let isEnd = text[start] == UInt8(ascii: "/")
    if isEnd { start += 1 }
    guard text[start].isASCIILetter else { return [] }
    var end = start
    while text[end].isASCIILetter || text[end].isDigit || text[end] == 0x2d || text[end] == 0x5f
      || text[end] == UInt8(ascii: ":"), end - start < 40
    {
      end += 1
      if text[end - 1] == UInt8(ascii: ":") { start = end }
    }
    let isRole = ["patientrole", "patient", "recordtarget", "relatedperson"].contains {
      (name: StaticString) in
      text.holds(name, at: start) && end - start == name.utf8CodeUnitCount
    }
    if isRole { isInPatientElement = !isEnd }
    guard !isEnd else { return [] }
    let known = FieldNames.kind(text, start, end)
    guard let kind = known ?? patientKind(text, start, end) else { return [] }
    guard let close = tagEnd(text, end) else { return [] }
    for name in [" value=", " extension="] as [StaticString] {
      if let match = attribute(name, kind, text, end, close) { return [match] }
    }
    guard text[close - 1] != UInt8(ascii: "/"), known != nil || kind == .name else { return [] }
    var (first, last) = (Self.skippingSpace(text, close + 1), close + 1)
    while last < text.upper, text[last] != UInt8(ascii: "<") { last += 1 }
    while last > first, text[last - 1] <= 0x20 { last -= 1 }
    first = min(first, last)
    return FieldNames.isPlausible(kind, text, first, last) ? [Match(kind, first, last)] : []
  }

  /// Elements that only tell of a person within the element of a patient.
  private func patientKind(_ text: TextWindow, _ start: Int, _ end: Int) -> Kind? {
    guard isInPatientElement else { return nil }
    if text.holds("id", at: start), end - start == 2 { return .record }
    if text.holds("value", at: start), end - start == 5 { return .record }
    return text.holds("name", at: start) && end - start == 4 ? .name : nil
  }

  private func tagEnd(_ text: TextWindow, _ place: Int) -> Int? {
    var (place, quote) = (place, UInt8(0))
    while place < text.upper {
      let byte = text[place]
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place
      }
      place += 1
    }
    return nil
  }

  private func attribute(
    _ name: StaticString, _ kind: Kind, _ text: TextWindow, _ start: Int, _ end: Int
  ) -> Match? {
    for place in start..<end where text[place] <= 0x20 {
      guard text.holds(name, at: place) || (text[place].endsLine && text.holds(name, at: place - 1))
      else { continue }
      let quote = place + name.utf8CodeUnitCount
      guard text[quote] == UInt8(ascii: "\"") || text[quote] == UInt8(ascii: "'") else { continue }
      var last = quote + 1
      while last < end, text[last] != text[quote] { last += 1 }
      return FieldNames.isPlausible(kind, text, quote + 1, last)
        ? Match(kind, quote + 1, last) : nil
    }
    return nil
  }
}

/// HL7 version 2.
extension StructuredText {
  /// `place` is that of a bar.
  mutating func bar(_ text: TextWindow, at place: Int) -> [Match] { segment.bar(text, at: place) }

  /// The window has moved on by `count` bytes.
  mutating func move(by count: Int) { segment.move(by: count) }
}
