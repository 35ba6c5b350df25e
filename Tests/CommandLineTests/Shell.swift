import Foundation
import TestSupport

/// Runs commands as a user's shell would, in a folder of its own.
struct Shell {
  let folder: TemporaryFolder
  /// What commands find in their environment besides what every one has.
  var variables: [String: String] = [:]

  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The folder of the program to play with: that of the running tests, or, for a release
  /// (`scripts/test-release`), the one that TACITA_BINARIES names.
  static let binaries: String = {
    if let chosen = ProcessInfo.processInfo.environment["TACITA_BINARIES"] { return chosen }
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(filePath: own).deletingLastPathComponent().path
  }()

  /// Seconds after which a command is taken to hang.
  private let patience: Int

  init(patience: Int = 120) throws {
    folder = try TemporaryFolder()
    self.patience = patience
  }

  /// Runs `command` with an empty standard input and no terminal to ask at.
  func run(_ command: String) throws -> Outcome {
    let streams = try TemporaryFolder()
    let process = Process()
    // Signals act as for a user, whatever the tests' own process does about them; and the last line
    // keeps the shell from becoming the command, so that it tells of its signal.
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "--default-signal", "setsid", "--wait", "timeout", "--foreground", "\(patience)", "/bin/bash",
      "-c",
      "\(Self.people)\n\(command)\nexit $?",
    ]
    process.currentDirectoryURL = URL(filePath: folder.path)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    for name in ["output", "errors"] { try streams.write("", to: name) }
    process.standardOutput = FileHandle(forWritingAtPath: streams.path("output"))
    process.standardError = FileHandle(forWritingAtPath: streams.path("errors"))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: try streams.text(of: "output"),
      errors: try streams.text(of: "errors"))
  }

  private var environment: [String: String] {
    let own = ProcessInfo.processInfo.environment
    var environment = [
      "HOME": folder.path, "LC_ALL": "C.UTF-8", "PATH": "\(Self.binaries):/usr/bin:/bin",
      "TERM": "dumb", "TMPDIR": folder.path, "TZ": "UTC",
    ]
    // What the toolchain needs to find its libraries.
    environment["LD_LIBRARY_PATH"] = own["LD_LIBRARY_PATH"]
    return environment.merging(variables) { $1 }
  }

  /// The people of a ``TwoHomes``, as commands; and `faketime -f OFFSET COMMAND`, which leaves no
  /// semaphore behind when its command is killed, as the program of that name does.
  private static let people = """
    faketime() {
      local library=(/usr/lib/*/faketime/libfaketime.so.1)
      LD_PRELOAD=${library[0]} FAKETIME_DISABLE_SHM=1 FAKETIME=$2 "${@:3}"
    }
    devries() { tacita "$@" --home devries --keyfile devries.key; }
    jansen() { tacita "$@" --home jansen --keyfile jansen.key; }
    bakker() { tacita "$@" --home bakker --keyfile bakker.key; }
    """
}
