package import Foundation

/// Programs of the system that tests compare with.
package enum ExternalProgram {
  package struct Failure: Error {
    let output: String

    package static func said(_ output: String) -> Failure { Failure(output: output) }
  }

  /// The folder of the programs that were built with these tests.
  package static let built: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: own).deletingLastPathComponent().path
  }()

  /// Runs `program` to its end, in `folder` where one is given; throws with what it said unless its
  /// status is 0.
  package static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws {
    _ = try output(program, arguments, in: folder)
  }

  /// The same; what it said.
  package static func output(
    _ program: String, _ arguments: [String], in folder: URL? = nil
  ) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(output: String(decoding: text, as: UTF8.self))
    }
    return String(decoding: text, as: UTF8.self)
  }
}
