internal import Foundation

/// Debian's `age`, for what has to open without tacita.
package enum ReferenceAge {
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
    try ExternalProgram.run("/usr/bin/env", ["age"] + arguments)
  }
}
