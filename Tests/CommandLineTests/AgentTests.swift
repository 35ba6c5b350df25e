import Foundation
import Testing

/// Plays the programs in `Agent`: an agent among its own user's processes, and, in `Agent/Root`,
/// among others' and seen by root. Each ends with status 0 when it saw what it should.
@Suite struct AgentTests {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Agent").path

  static func programs(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".py") && $0 != "agent.py" }.sorted()
  }

  @Test("there are programs") func some() {
    #expect(!Self.programs(in: Self.folder).isEmpty)
    #expect(!Self.programs(in: Self.folder + "/Root").isEmpty)
  }

  @Test("an agent", arguments: programs(in: folder)) func plays(_ name: String) throws {
    try play("\(Self.folder)/\(name)")
  }

  @Test(
    "an agent, seen by root", .enabled(if: geteuid() == 0, "needs a second user"),
    arguments: programs(in: folder + "/Root"))
  func playsAsRoot(_ name: String) throws { try play("\(Self.folder)/Root/\(name)") }

  private func play(_ path: String) throws {
    let shell = try Shell(patience: 600)
    let outcome = try shell.run(
      "PYTHONPATH='\(Self.folder)' /usr/bin/python3 -B '\(path)'")
    #expect(outcome.status == 0, "\(path)\n\(outcome.output)\(outcome.errors)")
  }
}
