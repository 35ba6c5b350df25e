internal import Files

/// Reads the answer of a helper from its front.
struct AnswerReader {
  private let answer: [UInt8]
  private var position = 0

  init(_ answer: [UInt8]) { self.answer = answer }

  var isAtEnd: Bool { position == answer.count }

  mutating func number() throws(ImagingError) -> Int { Int(try bytes(4).bigEndianInteger) }

  mutating func bytes(_ count: Int) throws(ImagingError) -> ArraySlice<UInt8> {
    guard count <= answer.count - position else {
      throw .damaged("the answer about it breaks off")
    }
    defer { position += count }
    return answer[position..<position + count]
  }
}
