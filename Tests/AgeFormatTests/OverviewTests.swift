import Foundation
import Testing

/// `docs/ageformat.md` shows `OverviewExample.swift`, which compiles and runs here.
@Suite struct OverviewTests {
  @Test("the page shows the example exactly as it compiles") func pageShowsTheExample() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let example = try String(
      contentsOf: folder.appending(path: "OverviewExample.swift"), encoding: .utf8)
    let page = try String(
      contentsOf: folder.appending(path: "../../docs/ageformat.md"), encoding: .utf8)
    let shown = page.components(separatedBy: "```swift\n").dropFirst().map {
      $0.components(separatedBy: "```").first ?? ""
    }
    #expect(shown == [example])
  }

  @Test("the example gives back the note") func exampleRuns() throws {
    #expect(try sealForTwo("Rash since Tuesday.") == "Rash since Tuesday.\n")
  }
}
