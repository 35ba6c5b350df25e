/// Where in a segment of HL7 version 2 a text is, with the usual separators, `|^~\&`; and which of
/// its fields tell of a patient or a relative (HL7 2.9, chapters 3 and 6).
struct HL7Segment {
  private enum Content {
    case name, address, phone, birth, record
  }

  private static let fields: [String: [Int: Content]] = [
    "PID": [
      2: .record, 3: .record, 4: .record, 5: .name, 6: .name, 7: .birth, 9: .name, 11: .address,
      13: .phone, 14: .phone, 18: .record, 19: .record, 20: .record, 21: .record, 23: .address,
    ],
    "NK1": [
      2: .name, 4: .address, 5: .phone, 6: .phone, 12: .record, 16: .birth, 26: .name, 30: .name,
      31: .phone, 32: .address, 33: .record, 37: .record,
    ],
    "GT1": [
      2: .record, 3: .name, 4: .name, 5: .address, 6: .phone, 7: .phone, 8: .birth, 12: .record,
      16: .name, 17: .address, 18: .phone, 19: .record,
    ],
    "IN1": [16: .name, 18: .birth, 19: .address, 36: .record, 49: .record],
    "IN2": [1: .record, 2: .record, 6: .record, 8: .record, 61: .record, 63: .phone],
    "MRG": [1: .record, 2: .record, 3: .record, 4: .record, 7: .name],
    "PV1": [19: .record, 50: .record],
  ]

  private var contents: [Int: Content]?
  private var field = 0
  /// The place of the last bar, from the beginning of the stream's window.
  private var last = 0

  mutating func move(by count: Int) { last -= count }

  mutating func bar(_ text: TextWindow, at place: Int) -> [Match] {
    let name = place - 3
    if name >= text.lower, text[place - 1].isDigit || text[place - 1].isUpper,
      text[name].isUpper, text[name - 1].endsLine || name == text.lower || text[name - 1] < 0x20
    {
      let letters = (name..<place).map { text[$0] }
      contents = Self.fields[String(decoding: letters, as: UTF8.self)]
      field = 1
    } else if contents != nil {
      let line = max(last, text.lower)
      if (line..<place).contains(where: { text[$0].endsLine }) { contents = nil }
      field += 1
    }
    last = place
    guard let content = contents?[field] else { return [] }
    var end = place + 1
    while end < text.upper, text[end] != UInt8(ascii: "|"), !text[end].endsLine { end += 1 }
    return matches(content, text, place + 1, end)
  }

  /// The components that tell of somebody, each by itself, so that the field keeps its form.
  private func matches(_ content: Content, _ text: TextWindow, _ start: Int, _ end: Int) -> [Match]
  {
    var (result, component, first) = ([Match](), 1, start)
    for place in start...end {
      let isEnd = place == end
      let byte = text[place]
      let separates =
        byte == UInt8(ascii: "^") || byte == UInt8(ascii: "~") || byte == UInt8(ascii: "&")
      guard isEnd || separates else { continue }
      if let kind = kind(content, component), isPlausible(content, text, first, place) {
        result.append(Match(kind, first, place))
      }
      first = place + 1
      if byte == UInt8(ascii: "^") { component += 1 }
      if byte == UInt8(ascii: "~") { component = 1 }
    }
    return result
  }

  private func isPlausible(_ content: Content, _ text: TextWindow, _ start: Int, _ end: Int) -> Bool
  {
    // Two quotes empty a field.
    guard end > start, !FieldNames.isMark(text, start, end),
      !(end - start == 2 && text[start] == UInt8(ascii: "\""))
    else {
      return false
    }
    return (start..<end).contains {
      content == .birth || content == .phone ? text.isDigit($0) : text[$0] > 0x20
    }
  }

  /// The kind of component number `component`; nil for what says how to read the others.
  private func kind(_ content: Content, _ component: Int) -> Kind? {
    switch content {
    case .name: component <= 4 ? .name : nil
    case .address: [1, 2, 3, 5, 8, 9, 10].contains(component) ? .address : nil
    case .phone: [1, 4, 5, 6, 7, 8, 9, 12].contains(component) ? .phone : nil
    case .birth: component == 1 ? .birthDate : nil
    case .record: component == 1 ? .record : nil
    }
  }
}
