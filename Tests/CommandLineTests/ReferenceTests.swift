import Foundation
import TestSupport
import Testing

/// Plays the programs in `Reference`, which open what the built program made with the decoder of
/// docs/reference, a second reading of the pages (Debian: python3-nacl). Each ends with status 0 when
/// both agree.
@Suite struct ReferenceTests {
  private static let checkout =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized.path
  private static let folder = checkout + "/Tests/CommandLineTests/Reference"

  @Test("the decoder opens what the program seals", arguments: ["envelopes.py", "homes.py"])
  func opens(_ name: String) throws { try play(name) }

  @Test("the decoder opens and refuses the published envelopes", .enabled(if: Vectors.areThere))
  func vectors() throws { try play("vectors.py", "'\(Vectors.path("tacita"))'") }

  @Test(
    "the decoder reads the published heads, documents, forwards and tokens of teams",
    .enabled(if: Vectors.areThere))
  func teams() throws { try play("teams_vectors.py", "'\(Vectors.path("teams"))'") }

  private func play(_ name: String, _ arguments: String = "") throws {
    let shell = try Shell(patience: 600)
    let outcome = try shell.run(
      """
      export PYTHONPATH='\(Self.checkout)/docs/reference:\(Self.folder)'
      /usr/bin/python3 -B '\(Self.folder)/\(name)' \(arguments)
      """)
    #expect(outcome.status == 0, "\(name)\n\(outcome.output)\(outcome.errors)")
  }
}
