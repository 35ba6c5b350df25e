/// A JSON value in tacita. Integers from 0 to 2^53 − 1 are the only numbers.
///
/// Strings are compared by their bytes, never by Unicode equivalence. So two keys that look alike
/// can be two different keys.
package indirect enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case number(Int)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// The largest number that may stand in a document.
  package static let greatestNumber = 9_007_199_254_740_991
}

/// The error in a JSON text or in one of its fields.
package struct JSONError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// The members of one JSON object, in the order of their text.
package struct JSONObject: Sendable {
  package struct Member: Sendable {
    package var key: String
    package var value: JSONValue
  }

  package private(set) var members: [Member] = []

  package init() {}

  package init(_ members: [(String, JSONValue)]) {
    self.members = members.map { Member(key: $0.0, value: $0.1) }
  }

  /// Leaves out the members whose value is nil, because an optional key is absent and never null.
  package init(_ members: KeyValuePairs<String, JSONValue?>) {
    self.init(members.compactMap { pair in pair.value.map { (pair.key, $0) } })
  }

  package subscript(key: String) -> JSONValue? {
    get { members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value }
    set {
      let index = members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }
}

/// Typed reading. A missing key or a value of the wrong type throws ``JSONError``, which names the
/// key.
extension JSONObject {
  package func required(_ key: String) throws -> JSONValue {
    guard let value = self[key] else { throw JSONError("“\(key)” is missing") }
    return value
  }

  package func string(_ key: String) throws -> String {
    guard case .string(let text) = try required(key) else { throw wrongType(key, "a string") }
    return text
  }

  package func number(_ key: String) throws -> Int {
    guard case .number(let number) = try required(key) else { throw wrongType(key, "a number") }
    return number
  }

  package func bool(_ key: String) throws -> Bool {
    guard case .bool(let flag) = try required(key) else { throw wrongType(key, "true or false") }
    return flag
  }

  package func array(_ key: String) throws -> [JSONValue] {
    guard case .array(let values) = try required(key) else { throw wrongType(key, "a list") }
    return values
  }

  package func object(_ key: String) throws -> JSONObject {
    guard case .object(let object) = try required(key) else { throw wrongType(key, "an object") }
    return object
  }

  package func strings(_ key: String) throws -> [String] {
    try array(key).map { value in
      guard case .string(let text) = value else { throw wrongType(key, "a list of strings") }
      return text
    }
  }

  package func objects(_ key: String) throws -> [JSONObject] {
    try array(key).map { value in
      guard case .object(let object) = value else { throw wrongType(key, "a list of objects") }
      return object
    }
  }

  package func time(_ key: String) throws -> Timestamp {
    guard let time = Timestamp(try string(key)) else {
      throw wrongType(key, "a time like 2026-11-21T19:40:00Z")
    }
    return time
  }

  /// Exactly `bytes` bytes as lower-case hexadecimal.
  package func hex(_ key: String, bytes: Int) throws -> [UInt8] {
    guard let value = [UInt8](hex: try string(key)), value.count == bytes else {
      throw wrongType(key, "\(2 * bytes) hexadecimal digits")
    }
    return value
  }

  /// `read(key)`, or nil when the key is absent.
  package func optional<Value>(
    _ key: String, _ read: (JSONObject) -> (String) throws -> Value
  ) throws -> Value? {
    self[key] == nil ? nil : try read(self)(key)
  }

  private func wrongType(_ key: String, _ wanted: String) -> JSONError {
    JSONError("“\(key)” is not \(wanted)")
  }
}

extension JSONValue: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self = .string(text) }
}
