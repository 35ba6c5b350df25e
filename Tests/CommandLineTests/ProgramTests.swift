import Foundation
import TestSupport
import Testing

/// Plays the Python programs beside this file. Each works in an empty folder of its own with the
/// built program, and ends with status 0 when it saw what it should.
@Suite struct ProgramTests {
  @Test("an agent among its user's own processes", arguments: programs(in: "Agent"))
  func agent(_ name: String) throws { try play("Agent/\(name)", with: ["Agent"]) }

  @Test(
    "an agent, seen by root", .enabled(if: geteuid() == 0, "needs a second user"),
    arguments: programs(in: "Agent/Root"))
  func agentSeenByRoot(_ name: String) throws { try play("Agent/Root/\(name)", with: ["Agent"]) }

  @Test("killed at any moment, side by side, without room", arguments: programs(in: "Crash"))
  func crash(_ name: String) throws { try play("Crash/\(name)") }

  @Test("at a terminal, by way of pexpect", arguments: programs(in: "Terminal"))
  func terminal(_ name: String) throws { try play("Terminal/\(name)") }

  @Test("pages, in a browser", arguments: programs(in: "Browser"))
  func browser(_ name: String) throws { try play("Browser/\(name)") }

  @Test("the decoder opens what the program seals", arguments: programs(in: "Reference"))
  func reference(_ name: String) throws { try play("Reference/\(name)", with: Self.decoder) }

  @Test(
    "the decoder opens and refuses the published vectors", .enabled(if: Vectors.areThere),
    arguments: [("vectors.py", "tacita"), ("teams_vectors.py", "teams")])
  func referenceVectors(_ name: String, _ vectors: String) throws {
    try play("Reference/Vectors/\(name)", "'\(Vectors.path(vectors))'", with: Self.decoder)
  }

  @Test(
    "there are programs",
    arguments: ["Agent", "Agent/Root", "Browser", "Crash", "Terminal", "Reference"])
  func areThere(_ folder: String) { #expect(!Self.programs(in: folder).isEmpty) }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().path
  private static let decoder = ["../../docs/reference", "Reference"]

  /// The modules that the programs beside them import.
  private static let shared = [
    "agent.py", "browser.py", "crash.py", "terminal.py", "reference.py", "fhir_rules.py",
    "hl7_rules.py",
  ]

  private static func programs(in folder: String) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(".py") && !shared.contains($0) }.sorted()
  }

  /// Runs a program with the folders named where Python looks for modules.
  private func play(_ path: String, _ arguments: String = "", with folders: [String] = []) throws {
    let shell = try Shell(patience: 1200)
    let modules = folders.map { "\(Self.folder)/\($0)" }.joined(separator: ":")
    let outcome = try shell.run(
      """
      export PYTHONPATH='\(modules)'
      TERM=xterm /usr/bin/python3 -B '\(Self.folder)/\(path)' \(arguments)
      """)
    #expect(outcome.status == 0, "\(path)\n\(outcome.output)\(outcome.errors)")
  }
}
