internal import Foundation

/// Debian's `age`, for what has to open without tacita.
package enum ReferenceAge {
  struct Failure: Error { let output: String }

  package static let isThere = (try? run(["--version"])) != nil

  /// What `age` decrypts `file` to with an identity written as text.
  package static func open(_ file: [UInt8], identity: String) throws -> [UInt8] {
    let folder = try TemporaryFolder()
    try Data(file).write(to: URL(filePath: folder.path("sealed")))
    try folder.write(identity + "\n", to: "key")
    try run(["-d", "-i", folder.path("key"), "-o", folder.path("opened"), folder.path("sealed")])
    return try Array(Data(contentsOf: URL(filePath: folder.path("opened"))))
  }

  private static func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["age"] + arguments
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
