import Files
import Foundation
import TestSupport
import Testing

struct DirectoriesTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func factsDescribeFilesAndFolders() throws {
    try folder.write("12345", to: "file")
    try #require(chmod(folder.path("file"), 0o640) == 0)
    let file = try #require(try Directories.facts(folder.path("file")))
    #expect(!file.isDirectory && file.size == 5 && file.permissions == 0o640)
    #expect(file.readableByOthers && !file.writableByOthers && !file.isSticky)
    #expect(file.ownedByUser && file.owner == geteuid())
    let status = try FileManager.default.attributesOfItem(atPath: folder.path("file"))
    let modified = try #require(status[.modificationDate] as? Date)
    #expect(file.modified.unix == Int(modified.timeIntervalSince1970.rounded(.down)))

    try #require(mkdir(folder.path("shared"), 0o700) == 0)
    try #require(chmod(folder.path("shared"), 0o1777) == 0)
    let shared = try #require(try Directories.facts(folder.path("shared")))
    #expect(shared.isDirectory && shared.writableByOthers && shared.isSticky)
  }

  @Test func factsFollowLinks() throws {
    try folder.write("12345", to: "file")
    try symlink("file", at: folder.path("link"))
    #expect(try Directories.facts(folder.path("link"))?.size == 5)
    try symlink("nowhere", at: folder.path("dangling"))
    #expect(try Directories.facts(folder.path("dangling")) == nil)
  }

  @Test func aMissingPathHasNoFactsAndNoNames() throws {
    try folder.write("", to: "file")
    for path in [folder.path("missing"), folder.path("missing/further"), folder.path("file/in")] {
      #expect(try Directories.facts(path) == nil)
      #expect(try Directories.names(path) == [])
    }
  }

  @Test func createdFoldersHaveTheirModeWhateverTheUmask() throws {
    try Directories.createAll(folder.path("a/b/c"), mode: 0o777)
    for name in ["a", "a/b", "a/b/c"] {
      let facts = try #require(try Directories.facts(folder.path(name)))
      #expect(facts.isDirectory && facts.permissions == 0o777)
    }
    try Directories.create(folder.path("private"))
    #expect(try Directories.facts(folder.path("private"))?.permissions == 0o700)
  }

  @Test func anExistingFolderStaysUnchanged() throws {
    try Directories.create(folder.path("a"), mode: 0o750)
    try Directories.create(folder.path("a"), mode: 0o700)
    try Directories.createAll(folder.path("a"), mode: 0o700)
    #expect(try Directories.facts(folder.path("a"))?.permissions == 0o750)
  }

  @Test func namesAreSortedAndIncludeHiddenFiles() throws {
    for name in ["b", ".a", "ä", "a"] { try folder.write("", to: name) }
    #expect(try Directories.names(folder.path) == [".a", "a", "b", "ä"])
  }

  @Test func removingATreeDoesNotFollowLinks() throws {
    try Directories.createAll(folder.path("kept"))
    try folder.write("safe", to: "kept/file")
    try Directories.createAll(folder.path("tree/branch"))
    try folder.write("gone", to: "tree/branch/leaf")
    try symlink("../kept", at: folder.path("tree/folder"))
    try symlink("../../kept/file", at: folder.path("tree/branch/file"))

    try Directories.removeTree(folder.path("tree"))
    #expect(try folder.names == ["kept"])
    #expect(try folder.text(of: "kept/file") == "safe")
  }

  @Test func removingALinkToAFolderRemovesTheLink() throws {
    try Directories.createAll(folder.path("kept"))
    try folder.write("safe", to: "kept/file")
    try symlink("kept", at: folder.path("link"))
    try Directories.removeTree(folder.path("link"))
    #expect(try folder.names == ["kept"])
    #expect(try folder.text(of: "kept/file") == "safe")
  }

  @Test func removingAMissingFileIsNotAnError() throws {
    try Directories.removeTree(folder.path("missing"))
    try Directories.removeFile(folder.path("missing"))
  }

  @Test func onlyAnEmptyFolderIsRemovedAsEmpty() throws {
    try Directories.create(folder.path("empty"))
    try Directories.create(folder.path("full"))
    try folder.write("", to: "full/file")
    Directories.removeIfEmpty(folder.path("empty"))
    Directories.removeIfEmpty(folder.path("full"))
    #expect(try folder.names == ["full"])
  }

  @Test(arguments: [
    ("/", "/", "/"), ("/a", "/", "a"), ("/a/b", "/a", "b"), ("a/b/", "a", "b"), ("a", ".", "a"),
    ("/a//", "/", "a"), ("../a", "..", "a"),
  ])
  func pathsComeApart(path: String, folder: String, name: String) {
    #expect(Paths.folder(of: path) == folder)
    #expect(Paths.name(of: path) == name)
  }

  @Test func pathsAreJoinedByOneSlash() {
    #expect(Paths.join("/", "a") == "/a")
    #expect(Paths.join("/a", "b") == "/a/b")
    #expect(Paths.join("/a/", "b") == "/a/b")
  }
}
