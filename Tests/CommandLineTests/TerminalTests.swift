import Foundation
import Testing

/// Plays sessions at a real terminal: the programs in `Terminal`, which type and read through
/// pexpect (Debian: python3-pexpect). Each ends with status 0 when it saw what it should.
@Suite struct TerminalTests {
  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Terminal").path

  static let sessions: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".py") && $0 != "terminal.py" }.sorted()
  }()

  @Test("there are sessions") func some() { #expect(!Self.sessions.isEmpty) }

  @Test("at a terminal", arguments: sessions) func plays(_ name: String) throws {
    let shell = try Shell(patience: 600)
    let outcome = try shell.run("TERM=xterm /usr/bin/python3 -B '\(Self.folder)/\(name)'")
    #expect(outcome.status == 0, "\(name)\n\(outcome.output)\(outcome.errors)")
  }
}
