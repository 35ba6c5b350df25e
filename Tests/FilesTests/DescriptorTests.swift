import Files
import Foundation
import TestSupport
import Testing

struct DescriptorTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Both ends of a pipe.
  private func pipe() throws -> (reading: Descriptor, writing: Descriptor) {
    var ends: [Int32] = [0, 0]
    try #require(Foundation.pipe(&ends) == 0)
    return (Descriptor(ends[0], path: "pipe"), Descriptor(ends[1], path: "pipe"))
  }

  /// Runs `body` on a thread of its own, because a writer blocks on a full pipe.
  private func concurrently(_ body: @escaping @Sendable () -> Void) { Thread(block: body).start() }

  @Test func shortReadsAreContinued() throws {
    let (reading, writing) = try pipe()
    let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    concurrently { [writing] in
      // Each read of a pipe returns the bytes of one write, so each call below must read many
      // times.
      for start in stride(from: 0, to: content.count, by: 777) {
        try? writing.write(Array(content[start..<min(start + 777, content.count)]))
      }
      withExtendedLifetime(writing) {}
    }
    _ = consume writing
    let first = try reading.read(upTo: 100_000)
    #expect(first == Array(content[..<100_000]))
    let rest = try reading.read(upTo: 1_000_000)
    #expect(rest == Array(content[100_000...]))
    #expect(try reading.read(upTo: 10) == [])
  }

  @Test func aDescriptorThatDoesNotBlockIsWaitedFor() throws {
    let (reading, writing) = try pipe()
    try #require(fcntl(reading.number, F_SETFL, O_NONBLOCK) == 0)
    try #require(fcntl(writing.number, F_SETFL, O_NONBLOCK) == 0)
    let content = [UInt8](repeating: 7, count: 1_000_000)
    concurrently { [writing] in try? writing.write(content) }
    _ = consume writing
    #expect(try reading.readAll(limit: 2_000_000) == content)
  }

  @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072])
  func allIsReadUpToTheLimit(size: Int) throws {
    let path = folder.path("file")
    let content = (0..<size).map { UInt8(truncatingIfNeeded: $0) }
    try AtomicFile.write(content, to: path, replacing: false)
    #expect(try Descriptor.reading(path).readAll(limit: size) == content)
    #expect(try Descriptor.reading(path).readAll(limit: size + 1) == content)
    if size > 0 { #expect(try Descriptor.reading(path).readAll(limit: size - 1) == nil) }
  }

  @Test func aFolderCannotBeReadAsAFile() {
    let error = #expect(throws: FileError.self) { try Descriptor.reading(folder.path) }
    #expect(error?.reason == "is a directory")
  }

  @Test func creatingNeverOpensAnExistingFile() throws {
    try folder.write("mine", to: "file")
    try symlink("nowhere", at: folder.path("link"))
    for name in ["file", "link"] {
      let error = #expect(throws: FileError.self) { try Descriptor.creating(folder.path(name)) }
      #expect(error?.exists == true)
    }
    #expect(try folder.text(of: "file") == "mine")
    #expect(try folder.names == ["file", "link"])
  }

  @Test func onlyARegularFileHasASize() throws {
    try folder.write("12345", to: "file")
    #expect(try Descriptor.reading(folder.path("file")).size() == 5)
    #expect(try pipe().reading.size() == nil)
    #expect(try Descriptor.reading("/dev/null").size() == nil)
  }

  @Test func readingAtAnOffsetKeepsThePosition() throws {
    try folder.write("abcdef", to: "file")
    let file = try Descriptor.reading(folder.path("file"))
    var bytes = [UInt8](repeating: 0, count: 4)
    #expect(try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 3) } == 3)
    #expect(bytes == Array("def".utf8) + [0])
    #expect(try file.read(upTo: 2) == Array("ab".utf8))
  }

  @Test(arguments: [0, 3])
  func appendingCopiesFromTheOffsetOn(offset: Int) throws {
    try folder.write("abcdef", to: "source")
    let target = try Descriptor.creating(folder.path("target"))
    try target.write(Array(">".utf8))
    try target.append(from: Descriptor.reading(folder.path("source")), offset: offset)
    #expect(try folder.text(of: "target") == ">" + "abcdef".dropFirst(offset))
  }

  @Test func closedWithTheLastReference() throws {
    var ends: (reading: Descriptor, writing: Descriptor)? = try pipe()
    let reading = try #require(ends).reading
    ends = nil
    // A pipe ends only when it has no writer any more.
    #expect(try reading.readAll(limit: 10) == [])
  }
}

/// Makes a symbolic link.
func symlink(_ target: String, at path: String) throws {
  try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
}
