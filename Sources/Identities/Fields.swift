package import Files

/// Text that is shown to people beside other things: at most 255 bytes, no control characters, no
/// line or paragraph separators, nothing that turns the direction of text.
package enum ShortText {
  package static let sizeLimit = 255

  package static func isAllowed(_ text: String) -> Bool {
    text.utf8.count <= sizeLimit
      && !text.unicodeScalars.contains {
        $0.isControl || $0.isLineOrParagraphSeparator || $0.isBidiControl
      }
  }
}

/// The readers of JSONObject for what documents hold. Each throws `JSONError` naming the key.
extension JSONObject {
  package func identity(_ key: String) throws -> Identity {
    guard let identity = Identity(try string(key)) else {
      throw JSONError("“\(key)” is not an identity")
    }
    return identity
  }

  /// A list of identities, in whatever order.
  package func identities(_ key: String) throws -> [Identity] {
    try strings(key).map { text in
      guard let identity = Identity(text) else {
        throw JSONError("“\(key)” is not a list of identities")
      }
      return identity
    }
  }

  /// A number out of `range`.
  func number(_ key: String, in range: ClosedRange<Int>) throws -> Int {
    let number = try number(key)
    guard range.contains(number) else {
      throw JSONError("“\(key)” is not from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A text that satisfies ``ShortText``.
  func shortText(_ key: String) throws -> String {
    let text = try string(key)
    guard ShortText.isAllowed(text) else { throw JSONError("“\(key)” is not a short plain text") }
    return text
  }

  /// One of the raw values of `Choice`.
  func choice<Choice: RawRepresentable<String>>(_ key: String) throws -> Choice {
    guard let choice = Choice(rawValue: try string(key)) else {
      throw JSONError("“\(key)” is none of the values it may have")
    }
    return choice
  }

  /// `register` and `number`, wherever they stand beside each other.
  func registration() throws -> Registration {
    Registration(register: try shortText("register"), number: try shortText("number"))
  }

  /// A list of keys in base 64 without padding, each of `size` bytes.
  func keys(_ key: String, size: Int) throws -> [[UInt8]] {
    try strings(key).map { text in
      guard let bytes = Base64.decode(Array(text.utf8)), bytes.count == size else {
        throw JSONError("“\(key)” is not a list of keys of \(size) bytes")
      }
      return bytes
    }
  }
}

extension JSONValue {
  /// The description of `value` as a string: what identities and times are in JSON.
  static func text(_ value: some CustomStringConvertible) -> JSONValue {
    .string(value.description)
  }
}
