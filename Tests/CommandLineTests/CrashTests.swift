import Foundation
import Testing

/// Plays the programs in `Crash`: verbs that are killed at any moment, side by side, or without room
/// on the disk. Each ends with status 0 when it saw what it should.
@Suite struct CrashTests {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Crash").path

  static let programs: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".py") && $0 != "crash.py" }.sorted()
  }()

  @Test("there are programs") func some() { #expect(!Self.programs.isEmpty) }

  @Test("in the worst case", arguments: programs) func plays(_ name: String) throws {
    let shell = try Shell(patience: 1200)
    let outcome = try shell.run("/usr/bin/python3 -B '\(Self.folder)/\(name)'")
    #expect(outcome.status == 0, "\(name)\n\(outcome.output)\(outcome.errors)")
  }
}
