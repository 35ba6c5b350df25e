import Files
import Glibc
import TestSupport
import Testing

struct OutputFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func begin(_ text: String, replaces: Bool = false) throws -> OutputFile {
    let file = try OutputFile(folder.path("letter"), replaces: replaces)
    try file.descriptor.write(Array(text.utf8))
    return file
  }

  /// Whatever ends the process there leaves nothing.
  @Test func thereIsNoNameBeforeCommit() throws {
    let file = try begin("whole")
    #expect(try folder.names.isEmpty)
    try file.commit()
    try file.commit()
    #expect(try folder.names == ["letter"])
    #expect(try folder.text(of: "letter") == "whole")
    #expect(try Directories.facts(folder.path("letter"))?.permissions == 0o600)
  }

  @Test func anExistingFileIsReplacedOnlyWhenAsked() throws {
    let late = try begin("late")
    try begin("first").commit()
    #expect(throws: FileError.self) { try late.commit() }
    #expect(throws: FileError.self) { try begin("second") }
    #expect(try folder.text(of: "letter") == "first")
    try begin("third", replaces: true).commit()
    #expect(try folder.names == ["letter"])
    #expect(try folder.text(of: "letter") == "third")
  }

  /// The folder becomes one of another file system, which cannot name the file.
  @Test func whatCannotBeNamedIsCopied() throws {
    let other = try TemporaryFolder(in: "/dev/shm")
    let here = folder.path("here")
    try Directories.create(here)
    let link = folder.path("link")
    try symlink(here, at: link)
    for replaces in [false, true] {
      let file = try OutputFile(link + "/letter", replaces: replaces)
      try file.descriptor.write(Array("copied \(replaces)".utf8))
      #expect(unlink(link) == 0)
      try symlink(other.path, at: link)
      try file.commit()
      #expect(try other.names == ["letter"])
      #expect(try other.text(of: "letter") == "copied \(replaces)")
      #expect(unlink(link) == 0)
      try symlink(here, at: link)
    }
  }

  @Test func aDeviceIsWrittenDirectly() throws {
    let file = try OutputFile("/dev/null", replaces: false)
    try file.descriptor.write([1])
    try file.commit()
  }

  @Test func anErrorNamesTheRequestedPath() {
    let path = folder.path("missing/letter")
    let error = #expect(throws: FileError.self) { try OutputFile(path, replaces: true) }
    #expect(error?.path == path && error?.isMissing == true)
  }
}
