import Foundation
import Glibc

/// Programs that the tests run to make or judge pictures.
enum Tool {
  struct Missing: Error, CustomStringConvertible {
    var description: String
  }

  /// A folder of its own, removed when `body` is done.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let path = NSTemporaryDirectory() + "/imaging-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// Runs a program of Debian's package `package` and returns its standard output.
  @discardableResult
  static func run(_ program: String, package: String, _ arguments: [String]) throws -> [UInt8] {
    guard let path = find(program) else {
      throw Missing(description: "\(program) is missing: apt-get install \(package)")
    }
    return try withFolder { folder in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      let output = folder + "/output"
      try write([], to: output)
      process.standardOutput = FileHandle(forWritingAtPath: output)
      process.standardError = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return try read(output)
    }
  }

  private static func find(_ program: String) -> String? {
    ["/usr/bin/", "/usr/local/bin/"].map { $0 + program }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
  }

  static func read(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  static func jpegtran(_ bytes: [UInt8], _ arguments: [String]) throws -> [UInt8] {
    try withFolder { folder in
      try write(bytes, to: folder + "/in.jpg")
      return try run(
        "jpegtran", package: "libjpeg-turbo-progs", arguments + [folder + "/in.jpg"])
    }
  }

  /// Writes tags into a picture with exiftool.
  static func tagged(_ bytes: [UInt8], name: String, _ arguments: [String]) throws -> [UInt8] {
    try withFolder { folder in
      try write(bytes, to: folder + "/" + name)
      try run(
        "exiftool", package: "libimage-exiftool-perl",
        ["-m", "-overwrite_original"] + arguments + [folder + "/" + name])
      return try read(folder + "/" + name)
    }
  }
}
