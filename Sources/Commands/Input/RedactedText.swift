internal import AgeFormat
internal import Files
internal import Redaction

/// A text with its findings masked, while it is read.
final class RedactedText: ByteSource {
  private let source: any ByteSource
  private let redactor: TextRedactor
  private var ready: [UInt8] = []
  private var taken = 0
  private var hasEnded = false
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)

  /// `given` is what the sender knows of the patient and of others.
  init(_ source: any ByteSource, given: GivenTerms? = nil) {
    self.source = source
    redactor = TextRedactor(given: given)
  }

  deinit { buffer.deallocate() }

  var counts: [Kind: Int] { redactor.counts }

  func read(into target: UnsafeMutableRawBufferPointer) throws -> Int {
    var filled = 0
    while filled < target.count {
      if taken == ready.count {
        guard try refill() else { break }
        continue
      }
      let count = min(target.count - filled, ready.count - taken)
      ready.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(rebasing: target[filled...])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<taken + count]))
      }
      taken += count
      filled += count
    }
    return filled
  }

  /// False at the end of the text.
  private func refill() throws -> Bool {
    guard !hasEnded else { return false }
    ready.removeAll(keepingCapacity: true)
    taken = 0
    let count = try source.read(into: buffer)
    let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    try redactor.add(piece) { ready.append(contentsOf: $0) }
    if count < buffer.count {
      hasEnded = true
      try redactor.finish { ready.append(contentsOf: $0) }
    }
    return true
  }
}

/// A text that leaves only if nothing in it would be masked.
enum CheckedText {
  /// Texts are read whole before they are sent, so that none is known to be harmful too late.
  private static let longest = 16 << 20

  /// The text as it is. Throws a ``Failure`` that tells what was found, by kind.
  static func read(_ source: any ByteSource, given: GivenTerms? = nil) throws -> MemorySource {
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65536, alignment: 16)
    defer { buffer.deallocate() }
    let redactor = TextRedactor(given: given)
    while true {
      let count = try source.read(into: buffer)
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      bytes.append(contentsOf: piece)
      try redactor.add(piece) { _ in }
      guard bytes.count <= longest else {
        throw Failure(
          "too-long", .badData, "the text is too long to be checked before it is sent",
          hint: "check it with tacita redact --check, then send it without --check-text")
      }
      if count < buffer.count { break }
    }
    try redactor.finish { _ in }
    guard redactor.counts.isEmpty else {
      throw Failure(
        "identifies", .no,
        "the text identifies somebody: \(RedactionSummary.list(redactor.counts)); nothing was sent",
        hint: "tacita redact --json tells where; --redact masks it")
    }
    return MemorySource(bytes)
  }
}
