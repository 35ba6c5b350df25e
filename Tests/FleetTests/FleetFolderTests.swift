import Files
import Fleet
import Foundation
import TestSupport
import Testing

/// The folder of the homes, when somebody else could have a say in it.
@Suite struct FleetFolderTests {
  private let folder: TemporaryFolder
  private var base: String { folder.path + "/fleet" }

  init() throws { folder = try TemporaryFolder() }

  private func make() throws -> FleetFolder { try FleetFolder(base, ifMissing: .make) }

  private func reason(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch FleetError.unsafe(_, let reason) { return reason } catch { return "\(error)" }
  }

  @Test("it is made for its user alone")
  func made() throws {
    _ = try make()
    for part in ["", "/homes", "/passphrases", "/cards", "/people", "/relay"] {
      let facts = try #require(try Directories.facts(base + part))
      #expect(facts.permissions == 0o700)
    }
    _ = try make()
  }

  @Test("a missing one is refused, or taken for empty")
  func missing() throws {
    #expect(throws: FleetError.self) { _ = try FleetFolder(base, ifMissing: .refuse) }
    _ = try FleetFolder(base, ifMissing: .accept)
    #expect(try Directories.facts(base) == nil)
  }

  @Test("links are not followed", arguments: ["/homes", "/passphrases", "/people"])
  func links(_ part: String) throws {
    _ = try make()
    try FileManager.default.removeItem(atPath: base + part)
    try FileManager.default.createSymbolicLink(
      atPath: base + part, withDestinationPath: folder.path)
    #expect(reason { _ = try make() }?.contains("link") == true)
    try FileManager.default.removeItem(atPath: base + part)
    try FileManager.default.createSymbolicLink(
      atPath: base + part, withDestinationPath: folder.path + "/nowhere")
    #expect(reason { _ = try make() } != nil)
  }

  @Test("others must not write to it", arguments: ["", "/homes"])
  func open(_ part: String) throws {
    _ = try make()
    chmod(base + part, 0o777)
    #expect(reason { _ = try make() } == "others can write to it")
  }

  @Test("a file in its place")
  func file() throws {
    try Data().write(to: URL(filePath: base))
    #expect(reason { _ = try make() } != nil)
  }

  @Test("two runs at a time")
  func busy() throws {
    let lock = try make().locked()
    #expect(throws: FleetError.self) { _ = try make().locked() }
    withExtendedLifetime(lock) {}
  }
}
