internal import Files
internal import Identities

/// Words from outside as parts of mail headers: whatever they hold, they stay inside their place.
package enum MailHeader {
  /// `Name <key@tacita.invalid>`: mail readers want an address, and nobody has this one.
  static func address(_ person: Correspondent) -> String {
    let key = person.identity.description.dropFirst("tacita1".count)
    let address = "<\(key)@tacita.invalid>"
    return person.name.map { phrase($0) + "\r\n " + address } ?? address
  }

  package static func messageID(_ id: [UInt8]) -> String { "<\(id.hex)@tacita.invalid>" }

  /// Unstructured text, as in a subject.
  package static func text(_ text: String) -> String {
    isPlain(text) && text.utf8.count < 60 && text.first != " " && text.last != " "
      ? text : encodedWords(text)
  }

  /// A display name.
  private static func phrase(_ text: String) -> String {
    let isWords = text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x20 }
    return isWords && !text.isEmpty && text.utf8.count < 60 && text.first != " "
      ? text : encodedWords(text)
  }

  /// Encoded words of RFC 2047, at most 75 characters each, on lines of their own. No character is
  /// divided between two.
  private static func encodedWords(_ text: String) -> String {
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 42 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Base64.text($0, padded: true))?=" }.joined(separator: "\r\n ")
  }

  /// `; name="value"`, or in the form of RFC 2231 where the value needs it, in pieces when long.
  package static func parameter(_ name: String, _ value: String) -> String {
    let isToken = value.utf8.allSatisfy {
      isAlphanumeric($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
        || $0 == UInt8(ascii: "_")
    }
    if isToken, value.utf8.count < 60 { return "; \(name)=\"\(value)\"" }
    var pieces = [""]
    for byte in value.utf8 {
      let text =
        isAlphanumeric(byte)
        ? String(Character(Unicode.Scalar(byte))) : "%" + [byte].hex.uppercased()
      if pieces[pieces.count - 1].utf8.count + text.utf8.count > 54 { pieces.append("") }
      pieces[pieces.count - 1] += text
    }
    if pieces.count == 1 { return ";\r\n \(name)*=utf-8''\(pieces[0])" }
    return pieces.enumerated().map { index, piece in
      ";\r\n \(name)*\(index)*=\(index == 0 ? "utf-8''" : "")\(piece)"
    }.joined()
  }

  /// The type of an attachment as its sender says, if it is one, without parameters; those that
  /// would have a reader look inside for parts are bytes like any other.
  package static func mediaType(_ type: String) -> String {
    let essence = type.prefix { $0 != ";" }
    let halves = essence.split(separator: "/", omittingEmptySubsequences: false)
    let isToken = halves.allSatisfy { half in
      !half.isEmpty && half.utf8.allSatisfy { isAlphanumeric($0) || "!#$&-^_.+".utf8.contains($0) }
    }
    guard halves.count == 2, isToken, essence.utf8.count < 60,
      !["multipart", "message"].contains(halves[0].lowercased())
    else { return "application/octet-stream" }
    return String(essence)
  }

  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { (0x20..<0x7f).contains($0) } && !text.contains("=?")
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
}
