import Files
import Glibc

enum Pipe {
  /// F_SETPIPE_SZ of linux/fcntl.h.
  private static let setSize: Int32 = 1031

  /// The reading end of a pipe that holds `bytes`, at most 1 MiB.
  static func carrying(_ bytes: [UInt8]) throws -> Descriptor {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw FileError("create", "pipe") }
    guard fcntl(ends[1], Self.setSize, 1 << 20) >= 0 else { throw FileError("create", "pipe") }
    let writer = Descriptor(ends[1], path: "pipe")
    try writer.write(bytes)
    return Descriptor(ends[0], path: "standard input")
  }
}
