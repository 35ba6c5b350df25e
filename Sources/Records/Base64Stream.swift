internal import Files
internal import Messaging

/// Base 64 on one line, of bytes that come in pieces.
final class Base64Stream {
  private let sink: InternetMessage.Sink
  private var held: [UInt8] = []

  init(_ sink: @escaping InternetMessage.Sink) { self.sink = sink }

  func add(_ bytes: UnsafeRawBufferPointer) throws {
    held.append(contentsOf: bytes)
    let whole = held.count / 3 * 3
    try write(held[..<whole])
    held.removeFirst(whole)
  }

  func finish() throws {
    try write(held[...])
    held = []
  }

  private func write(_ bytes: ArraySlice<UInt8>) throws {
    guard !bytes.isEmpty else { return }
    try Base64.encode(bytes, padded: true).withUnsafeBytes(sink)
  }
}
