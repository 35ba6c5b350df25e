internal import Files

/// Armors a file piece by piece.
public final class ArmorWriter {
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  /// Bytes that do not fill a line yet.
  private var pending: [UInt8] = []
  private var text: [UInt8] = Armor.begin + [newline]

  /// Bytes of text that are collected before they are written to the sink.
  private static let batch = 65536

  /// Writes armored text to `sink`. Its errors pass through.
  public init(sink: @escaping (UnsafeRawBufferPointer) throws -> Void) { self.sink = sink }

  /// Takes the next bytes of the binary file.
  public func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Armor.bytesPerLine - pending.count)
      pending += piece
      rest = rest.dropFirst(piece.count)
      if pending.count == Armor.bytesPerLine { try endLine() }
    }
  }

  /// Writes the rest and the END line. Do not call ``write(_:)`` after that.
  public func finish() throws {
    if !pending.isEmpty { try endLine() }
    text += Armor.end
    text.append(newline)
    try flush()
  }

  private func endLine() throws {
    text += Base64.encode(pending, padded: true)
    text.append(newline)
    pending.removeAll(keepingCapacity: true)
    if text.count >= Self.batch { try flush() }
  }

  private func flush() throws {
    try text.withUnsafeBytes(sink)
    text.removeAll(keepingCapacity: true)
  }
}
