import Redaction

/// `text` with its findings masked, in one piece or in pieces of `size` bytes.
func redacted(
  _ text: String, kinds: Set<Kind> = Set(Kind.allCases), numbered: Bool = false,
  pieces size: Int? = nil
) throws -> String {
  let redactor = TextRedactor(kinds: kinds, numbered: numbered)
  return String(decoding: try run(redactor, Array(text.utf8), pieces: size), as: UTF8.self)
}

func run(_ redactor: TextRedactor, _ bytes: [UInt8], pieces size: Int? = nil) throws -> [UInt8] {
  var output: [UInt8] = []
  try bytes.withUnsafeBytes { bytes in
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + (size ?? bytes.count))
      try redactor.add(UnsafeRawBufferPointer(rebasing: bytes[start..<end])) {
        output.append(contentsOf: $0)
      }
      start = end
    }
  }
  try redactor.finish { output.append(contentsOf: $0) }
  return output
}

/// What was found in `text`.
func findings(_ text: String) throws -> [Finding] {
  var found: [Finding] = []
  let redactor = TextRedactor { found.append($0) }
  _ = try run(redactor, Array(text.utf8))
  return found
}
