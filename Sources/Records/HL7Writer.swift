internal import Messaging

/// Writes the segments of one HL7 v2 message, each with the CR that ends it, and numbers the OBX.
final class HL7Writer {
  private let sink: InternetMessage.Sink
  private var observations = 0

  init(_ sink: @escaping InternetMessage.Sink) { self.sink = sink }

  /// A segment; the fields of MSH begin with MSH-3.
  func segment(_ name: StaticString, _ fields: [HL7Value]) throws {
    let line = HL7Value.segment(name, fields)
    let isHeader = "\(name)" == "MSH"
    try write((isHeader ? "MSH\(HL7Value.delimiters)" + line.dropFirst(3) : line) + "\r")
  }

  /// A final OBX with `value` of the type `type`.
  func observation(
    _ identifier: HL7Value, sub: HL7Value = .none, _ value: HL7Value, type: HL7Value = "ST"
  ) throws {
    observations += 1
    try segment(
      "OBX",
      [HL7Value(observations), type, identifier, sub, value]
        + Array(repeating: .none, count: 5) + ["F"])
  }

  /// A final OBX with encapsulated data (ED) of a media type, written as they are read.
  func data(
    _ identifier: HL7Value, sub: HL7Value = .none, type: String,
    _ read: (Base64Stream) throws -> Void
  ) throws {
    observations += 1
    let (kind, subtype) = Self.dataType(of: type)
    let start = HL7Value.segment(
      "OBX",
      [
        HL7Value(observations), "ED", identifier, sub,
        .components(["tacita", kind, subtype, "Base64"]),
      ])
    try write(start + "^")
    let encoder = Base64Stream(sink)
    try read(encoder)
    try encoder.finish()
    try write("||||||F\r")
  }

  /// As tables 0191 and 0291 name a media type.
  private static func dataType(of type: String) -> (HL7Value, HL7Value) {
    let words = type.prefix { $0 != ";" }.split(separator: "/")
    let subtype: HL7Value =
      words.count == 2 && words[1] != "octet-stream" ? HL7Value(String(words[1])) : "Octet-stream"
    return switch words.first {
    case "image": ("IM", subtype)
    case "audio": ("AU", subtype)
    case "text": ("TEXT", subtype)
    default: ("AP", subtype)
    }
  }

  private func write(_ text: String) throws { try Array(text.utf8).withUnsafeBytes(sink) }
}
