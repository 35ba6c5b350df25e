import CLinux
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Files

/// A folder in which others rename, exchange and remove while we work.
struct ForeignFolderTests {
  private let outer: TemporaryFolder
  private let folder: ForeignFolder

  init() throws {
    outer = try TemporaryFolder()
    try FileTree.makeFolder(outer.path("shared"))
    try FileTree.makeFolder(outer.path("home"))
    try outer.write("secret", to: "home/secret")
    folder = try ForeignFolder(outer.path("shared"))
  }

  private func inside(_ name: String) -> String { outer.path("shared/\(name)") }

  /// Both ways of opening refuse the same.
  @Test(arguments: [false, true]) func opening(isStepwise: Bool) throws {
    func open(_ folder: Int32, _ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
      isStepwise
        ? clinux_open_stepwise(folder, path, flags, mode)
        : clinux_open_beneath(folder, path, flags, mode)
    }
    try FileTree.makeFolder(inside("a/b"))
    try outer.write("x", to: "shared/a/b/file")
    try FileTree.link(inside("link"), to: outer.path("home"))
    try FileTree.link(inside("a/b/link"), to: "file")
    let root = try Descriptor.folder(outer.path("shared"))
    func code(_ path: String) -> Int32 {
      errno = 0
      let file = open(root.number, path, O_RDONLY, 0)
      guard file >= 0 else { return errno }
      close(file)
      return 0
    }
    #expect(code("a/b/file") == 0)
    #expect(code("a") == 0)
    #expect(code("link/secret") != 0)
    #expect(code("a/b/link") == ELOOP)
    for path in ["../home/secret", "a/../../home/secret", outer.path("home/secret")] {
      #expect(code(path) == EXDEV, "\(path)")
    }
    #expect(code("a/none") == ENOENT)
    let made = open(root.number, "a/new", O_RDWR | O_CREAT | O_EXCL, 0o600)
    #expect(made >= 0 && fcntl(made, F_GETFD) == FD_CLOEXEC)
    close(made)
    #expect(open(root.number, "a/new", O_RDWR | O_CREAT | O_EXCL, 0o600) < 0 && errno == EEXIST)
    #expect(open(root.number, "link", O_RDWR | O_CREAT | O_EXCL, 0o600) < 0)
  }

  @Test func whatIsThereStays() throws {
    try outer.write("present", to: "shared/name")
    let draft = try folder.create("draft")
    #expect(throws: FileError.self) { try folder.move(draft, to: folder, as: "name") }
    #expect(try outer.text(of: "shared/name") == "present")
    try draft.file.write([1])
    try folder.move(draft, to: folder, as: "name", replacing: true)
    #expect(try FileTree.bytes(inside("name")) == [1])
    do { _ = try folder.create("let go") }
    #expect(!FileTree.exists(inside("let go")))
  }

  @Test func listing() throws {
    for number in 0..<30 { try outer.write("", to: "shared/\(number + 100)") }
    try FileTree.makeFolder(inside("999"))
    try FileTree.link(inside("998"), to: "/etc/hostname")
    let first = try folder.names(limit: 10) { _ in true }
    #expect(first.names == (100..<110).map(String.init) && !first.isComplete)
    let last = try folder.names(after: "119", limit: 10) { _ in true }
    #expect(last.names == (120..<130).map(String.init) && last.isComplete)
    #expect(try folder.names(limit: 100) { $0 == "105" }.names == ["105"])
    #expect(try folder.names(limit: 100, ending: "05") { _ in true }.names == ["105"])
    #expect(try folder.folders(limit: 10) { _ in true }.names == ["999"])
    #expect(try folder.folders(limit: 1) { _ in true }.isComplete)
    try FileTree.makeFolder(inside("997"))
    #expect(try !folder.folders(limit: 1) { _ in true }.isComplete)
  }

  @Test func listingWithFacts() throws {
    for name in ["a.card", "b.card", ".c.card", "card", "a.cards"] {
      try outer.write(name, to: "shared/\(name)")
    }
    try FileTree.makeFolder(inside("d.card"))
    try FileTree.link(inside("e.card"), to: inside("a.card"))
    let all = try folder.files(ending: ".card", limit: 2)
    #expect(all.isComplete && Set(all.found.map(\.name)) == ["a.card", "b.card"])
    #expect(all.found.allSatisfy { $0.facts.isRegularFile && $0.facts.size == 6 })
    let some = try folder.files(ending: ".card", limit: 1)
    #expect(!some.isComplete && some.found.count == 1)
    let before = try #require(try folder.facts("a.card"))
    #expect(all.found.contains { $0.facts.version == before.version })
    try outer.write("longer than before", to: "shared/a.card")
    #expect(try folder.facts("a.card")?.version != before.version)
  }

  /// While one makes folders, others exchange them with links to a home, and with a home itself.
  @Test(.timeLimit(.minutes(2))) func exchanges() throws {
    let victims = [outer.path("home"), outer.path("home2")]
    try FileTree.makeFolder(victims[1])
    try outer.write("x", to: "home2/x")
    for victim in victims { try FileTree.setMode(0o700, victim) }
    let (ended, path) = (Flag(), outer.path("shared"))
    let sharing = ForeignFolder.Sharing(folderMode: 0o2770, fileMode: 0o660, group: 12_345)
    let shared = folder.sharing(sharing)
    let rounds = 300
    let home = outer.path("home")
    Threads.run(3) { number in
      guard number > 0 else {
        for round in 0..<rounds {
          if let made = try? shared.makingFolder("box\(round)") {
            if let draft = try? made.create("draft") {
              try? made.move(draft, to: made, as: "file")
            }
          }
        }
        ended.raise()
        return
      }
      let link = "\(path)/.link\(number)"
      symlink(home, link)
      var round = 0
      while !ended.isRaised {
        clinux_rename_exchange(link, "\(path)/box\(round % rounds)")
        round += 1
      }
    }
    for victim in victims {
      let facts = try #require(try Directories.facts(victim))
      #expect(facts.permissions == 0o700 && facts.group != 12_345)
    }
    #expect(try FileTree.files(home) == ["secret"])
  }

  @Test func holes() throws {
    try outer.write("whole", to: "shared/whole")
    try outer.write("", to: "shared/hole")
    #expect(truncate(inside("hole"), 1 << 20) == 0)
    #expect(try #require(try folder.open("whole")).hasHole() == false)
    #expect(try #require(try folder.open("hole")).hasHole())
    try outer.write("", to: "shared/empty")
    #expect(try #require(try folder.open("empty")).hasHole() == false)
  }
}

/// Something that one thread says to the others.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isRaised: Bool { value.load(ordering: .acquiring) }
  func raise() { value.store(true, ordering: .releasing) }
}
