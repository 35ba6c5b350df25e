package import Foundation

/// Programs of the system that tests compare with.
package enum ExternalProgram {
  package struct Failure: Error { let output: String }

  /// Runs `program` to its end, in `folder` where one is given; throws with what it said unless its
  /// status is 0.
  package static func run(_ program: String, _ arguments: [String], in folder: URL? = nil) throws {
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
  }
}
