import Files
import TestSupport
import Testing

struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func nothingAppearsBeforeCommit() throws {
    let file = try AtomicFile(folder.path("letter"))
    try file.descriptor.write(Array("half".utf8))
    let during = try folder.names
    #expect(during.count == 1)
    #expect(during.allSatisfy { $0.hasPrefix(".letter.") })

    try file.descriptor.write(Array(" and half".utf8))
    try file.commit(replacing: false)
    #expect(try folder.names == ["letter"])
    #expect(try folder.text(of: "letter") == "half and half")
  }

  @Test func withoutCommitNothingIsLeft() throws {
    try folder.write("old", to: "letter")
    do {
      let file = try AtomicFile(folder.path("letter"))
      try file.descriptor.write(Array("new".utf8))
      #expect(try folder.names.count == 2)
    }
    #expect(try folder.names == ["letter"])
    #expect(try folder.text(of: "letter") == "old")
  }

  @Test func anExistingFileIsReplacedOnlyWhenAsked() throws {
    let path = folder.path("letter")
    try AtomicFile.write(Array("first".utf8), to: path, replacing: false)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write(Array("second".utf8), to: path, replacing: false)
    }
    #expect(error?.exists == true)
    #expect(error?.path == path)
    #expect(try folder.names == ["letter"])
    #expect(try folder.text(of: "letter") == "first")

    try AtomicFile.write(Array("third".utf8), to: path, replacing: true)
    #expect(try folder.text(of: "letter") == "third")
  }

  @Test func theTargetOfALinkIsNotWrittenThrough() throws {
    try folder.write("mine", to: "target")
    try symlink("target", at: folder.path("letter"))
    #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: folder.path("letter"), replacing: false)
    }
    try AtomicFile.write(Array("new".utf8), to: folder.path("letter"), replacing: true)
    #expect(try folder.text(of: "letter") == "new")
    #expect(try folder.text(of: "target") == "mine")
  }

  /// Every usual umask would change 0o666. None would change 0o600.
  @Test(arguments: [0o600, 0o644, 0o666, 0o400] as [UInt32])
  func theModeIsTheOneAskedFor(mode: UInt32) throws {
    try AtomicFile.write([1, 2, 3], to: folder.path("letter"), mode: mode, replacing: false)
    let facts = try #require(try Directories.facts(folder.path("letter")))
    #expect(facts.permissions == mode)
    #expect(facts.size == 3)
  }

  @Test func itIsPrivateUnlessAskedOtherwise() throws {
    try AtomicFile.write([1], to: folder.path("letter"), replacing: false)
    #expect(try Directories.facts(folder.path("letter"))?.permissions == 0o600)
    let descriptor = try Descriptor.creating(folder.path("other"))
    #expect(try Directories.facts(descriptor.path)?.permissions == 0o600)
  }

  @Test func anErrorNamesTheRequestedPath() {
    let path = folder.path("missing/letter")
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: path, replacing: true)
    }
    #expect(error?.path == path)
    #expect(error?.isMissing == true)
    #expect(error?.reason == "no such file or directory")
  }

  @Test func aNameOfTheGreatestLengthFits() throws {
    let name = String(repeating: "n", count: 255)
    try AtomicFile.write([1], to: folder.path(name), replacing: false)
    #expect(try folder.names == [name])
  }
}
