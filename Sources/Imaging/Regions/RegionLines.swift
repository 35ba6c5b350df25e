/// Regions as a detector prints them: JSON Lines with `x`, `y`, `width`, `height` in pixels, and
/// perhaps `kind`. Fractions and negative places are taken; other members are passed over.
package enum RegionLines {
  /// Empty lines are passed over. Throws ``ImagingError/regionMalformed(_:)`` naming the line.
  package static func read(_ text: [UInt8]) throws(ImagingError) -> [Region] {
    var regions: [Region] = []
    for (number, line) in text.split(separator: 0x0a, omittingEmptySubsequences: false).enumerated()
    where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }) {
      guard let region = region(line, name: "line \(number + 1)") else {
        throw .regionMalformed("line \(number + 1)")
      }
      regions.append(region)
      guard regions.count <= Limits.regions else { throw .tooManyRegions(regions.count) }
    }
    return regions
  }

  private static func region(_ line: ArraySlice<UInt8>, name: String) -> Region? {
    var scanner = DetectorScanner(line)
    guard let members = scanner.object() else { return nil }
    var numbers: [String: Double] = [:]
    var kind = Region.Kind.manual
    for (key, value) in members {
      switch (key, value) {
      case ("x", .number(let number)), ("y", .number(let number)), ("width", .number(let number)),
        ("height", .number(let number)):
        guard abs(number) <= NumberScanner.greatest, numbers[key] == nil else { return nil }
        numbers[key] = number
      case ("x", _), ("y", _), ("width", _), ("height", _): return nil
      case ("kind", .string(let name)):
        guard let known = Region.Kind(rawValue: name) else { return nil }
        kind = known
      case ("kind", _): return nil
      default: break
      }
    }
    guard let x = numbers["x"], let y = numbers["y"], let width = numbers["width"],
      let height = numbers["height"], width > 0, height > 0
    else { return nil }
    return Region(
      width: .pixels(width), height: .pixels(height), x: .pixels(x), y: .pixels(y), kind: kind,
      text: name)
  }
}

/// Reads one JSON object (RFC 8259) with numbers of any form, which documents of this house do not
/// have and detectors do.
private struct DetectorScanner {
  enum Value {
    case string(String)
    case number(Double)
    case other
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ line: ArraySlice<UInt8>) { bytes = Array(line) }

  /// The members of the object that is all of the line.
  mutating func object() -> [(key: String, value: Value)]? {
    guard let members = members(depth: 0) else { return nil }
    skipSpace()
    return position == bytes.count ? members : nil
  }

  private mutating func members(depth: Int) -> [(key: String, value: Value)]? {
    guard depth < 8, takes("{") else { return nil }
    var members: [(key: String, value: Value)] = []
    if takes("}") { return members }
    repeat {
      // An escaped key could be another spelling of one that matters.
      guard let key = string(), !key.contains("\\"), takes(":"),
        let value = value(depth: depth)
      else { return nil }
      members.append((key, value))
    } while takes(",")
    return takes("}") ? members : nil
  }

  private mutating func value(depth: Int) -> Value? {
    skipSpace()
    guard position < bytes.count else { return nil }
    switch bytes[position] {
    case UInt8(ascii: "\""): return string().map(Value.string)
    case UInt8(ascii: "{"): return members(depth: depth + 1).map { _ in .other }
    case UInt8(ascii: "["): return list(depth: depth + 1) ? .other : nil
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return number()
    default:
      for word in ["true", "false", "null"] where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return .other
      }
      return nil
    }
  }

  private mutating func list(depth: Int) -> Bool {
    guard depth < 8, takes("[") else { return false }
    if takes("]") { return true }
    repeat {
      guard value(depth: depth) != nil else { return false }
    } while takes(",")
    return takes("]")
  }

  private mutating func number() -> Value? {
    let start = position
    while position < bytes.count, "+-.0123456789eE".utf8.contains(bytes[position]) {
      position += 1
    }
    return Double(String(decoding: bytes[start..<position], as: UTF8.self)).flatMap {
      $0.isFinite ? .number($0) : nil
    }
  }

  /// Escapes are passed over, not undone.
  private mutating func string() -> String? {
    guard takes("\"") else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else { return nil }
    position += 1
    return String(decoding: bytes[start..<position - 1], as: UTF8.self)
  }

  private mutating func takes(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0d].contains(bytes[position]) { position += 1 }
  }
}
