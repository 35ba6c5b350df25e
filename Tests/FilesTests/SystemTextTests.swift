import Files
import TestSupport
import Testing

struct SystemTextTests {
  private func bytes(_ text: String) -> [UInt8] {
    text.systemBytes.dropLast().map { UInt8(bitPattern: $0) }
  }

  @Test(arguments: [
    "", "note.txt", "r\u{f6}ntgen.jpg", "\u{fffd}", "\u{10ff7f}", "\u{1f600}/\u{301}x",
  ])
  func textIsItself(_ text: String) {
    #expect(SystemText.text(Array(text.utf8)) == text)
    #expect(SystemText.isText(text) && bytes(text) == Array(text.utf8))
  }

  @Test func latin1IsMarked() {
    let name = SystemText.text([0x72, 0xf6, 0x6e, 0x74])
    #expect(name == "r\u{10fff6}nt" && !SystemText.isText(name))
    #expect(name.escapedForTerminal() == "r\\xf6nt")
    #expect(bytes(name) == [0x72, 0xf6, 0x6e, 0x74])
  }

  /// A name that has the marks as text is not taken for the bytes that they stand for.
  @Test func marksThemselvesAreMarked() {
    let named = SystemText.text(Array("r\u{10fff6}nt".utf8))
    #expect(named.unicodeScalars.count == 7)
    #expect(bytes(named) == Array("r\u{10fff6}nt".utf8))
  }

  @Test func anyBytesComeBack() {
    var random = SeededGenerator(seed: 5)
    var seen: [String: [UInt8]] = [:]
    for _ in 0..<2000 {
      let count = Int.random(in: 0...12, using: &random)
      let pieces: [[UInt8]] = (0..<count).map { _ in
        Bool.random(using: &random)
          ? [UInt8.random(in: 1...255, using: &random)]
          : Array("\u{10ffff}é/".utf8).prefix(Int.random(in: 1...6, using: &random)) + []
      }
      let given = pieces.flatMap { $0 }
      let text = SystemText.text(given)
      #expect(bytes(text) == given)
      #expect(seen[text, default: given] == given)
      seen[text] = given
    }
  }

  @Test func filesAreMadeReadAndListed() throws {
    let folder = try TemporaryFolder()
    let path = Paths.join(folder.path, SystemText.text([0x62, 0xe9, 0x62, 0xe9]))
    try AtomicFile.write([1, 2], to: path, replacing: false)
    #expect(try Descriptor.reading(path).readAll(limit: 9) == [1, 2])
    #expect(try Directories.names(folder.path) == [Paths.name(of: path)])
    #expect(try Directories.facts(path)?.size == 2)
    #expect(Paths.absolute(path)?.hasSuffix(Paths.name(of: path)) == true)
    try Directories.rename(path, to: path + "x")
    try Directories.removeTree(folder.path)
    #expect(try Directories.facts(folder.path) == nil)
  }
}
