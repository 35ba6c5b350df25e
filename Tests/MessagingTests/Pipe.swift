import Files
import Glibc

enum Pipe {
  /// The reading end of a pipe that holds `bytes`, few enough for its buffer.
  static func carrying(_ bytes: [UInt8]) throws -> Descriptor {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileError("create", "pipe") }
    let writer = Descriptor(ends[1], path: "pipe")
    try writer.write(bytes)
    return Descriptor(ends[0], path: "standard input")
  }
}
