internal import Envelopes
internal import Files
internal import Messaging
internal import Secrets

/// JSON in which the contents of parts stand in base 64, written as they are read.
struct StreamedJSON {
  private let content: ContentReader
  /// Stands in the JSON where the content of a part is written; nobody can guess it.
  private let mark = "tacita-part-\(RandomBytes.make(16).hex)-"

  init(_ content: ContentReader) { self.content = content }

  /// What stands for the content of part `index`.
  func part(_ index: Int) -> JSONValue { .string("\(mark)\(index)") }

  /// Writes `object` on a line of its own.
  func write(_ object: JSONObject, to sink: @escaping InternetMessage.Sink) throws {
    let json = CanonicalJSON.encode(object)
    var rest = String(decoding: json, as: UTF8.self)[...]
    while let place = rest.firstRange(of: mark) {
      try send(rest[..<place.lowerBound], sink)
      rest = rest[place.upperBound...]
      guard let end = rest.firstIndex(of: "\""), let index = Int(rest[..<end]) else { break }
      let encoder = Base64Stream(sink)
      try content.read(index) { try encoder.add($0) }
      try encoder.finish()
      rest = rest[end...]
    }
    try send(rest + "\n", sink)
  }

  private func send(_ text: Substring, _ sink: InternetMessage.Sink) throws {
    try Array(text.utf8).withUnsafeBytes(sink)
  }
}
