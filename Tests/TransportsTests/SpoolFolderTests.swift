import Files
import Glibc
import TestSupport
import Testing

@testable import Transports

/// What others may leave in a shared folder, and what we leave there.
struct SpoolFolderTests {
  private let folder: TemporaryFolder
  private let mailbox = "00112233445566778899aabbccddeeff"
  private let now = MovableClock.start

  init() throws { folder = try TemporaryFolder() }

  private func put(_ text: String, in spool: SpoolFolder) throws -> SpoolFolder.Staged {
    let (staged, file) = try spool.stage(for: mailbox, at: now)
    try file.write(Array(text.utf8))
    try file.sync()
    return staged
  }

  private func path(_ name: String) -> String { folder.path("mailboxes/\(mailbox)/\(name)") }

  @Test func missing() throws {
    for name in ["nothing", "file"] {
      if name == "file" { try folder.write("", to: name) }
      let error = #expect(throws: SpoolError.self) { try SpoolFolder(folder.path(name)) }
      guard case .missing? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test func sticky() throws {
    try FileTree.setMode(0o1777, folder.path)
    let error = #expect(throws: SpoolError.self) { try SpoolFolder(folder.path) }
    guard case .sticky? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(arguments: [(0o700, 0o700, 0o600), (0o2770, 0o2770, 0o660), (0o755, 0o700, 0o600)])
  func modes(root: Int, folders: Int, files: Int) throws {
    try FileTree.setMode(root, folder.path)
    let spool = try SpoolFolder(folder.path)
    let staged = try put("x", in: spool)
    #expect(try FileTree.mode(staged.temporary) == files)
    try staged.release()
    try spool.publish([1], as: .card, of: "tacita1x")
    try spool.publish([2], as: .card, of: "tacita1x")
    for name in ["cards", "mailboxes", "mailboxes/\(mailbox)"] {
      #expect(try FileTree.mode(folder.path(name)) == folders, "\(name)")
    }
    for name in ["tmp", "new"] { #expect(try FileTree.mode(path(name)) == folders, "\(name)") }
    #expect(try FileTree.mode(staged.final) == files)
    #expect(try FileTree.mode(folder.path("cards/tacita1x.card")) == files)
  }

  @Test func appearsWhole() throws {
    let spool = try SpoolFolder(folder.path)
    let staged = try put("envelope", in: spool)
    #expect(try spool.entries(in: mailbox).isEmpty)
    #expect(try staged.release())
    let entry = try #require(try spool.entries(in: mailbox).first)
    #expect(try entry.open()?.readAll(limit: 100) == Array("envelope".utf8))
    #expect(try FileTree.files(path("tmp")).isEmpty)
    // Once only; also when it was taken meanwhile.
    #expect(try !staged.release())
    try FileTree.remove(entry.path)
    #expect(try !staged.release())
  }

  @Test func names() throws {
    let spool = try SpoolFolder(folder.path)
    var seen = Set<String>()
    for _ in 0..<20 {
      let staged = try put("x", in: spool)
      try staged.release()
      let name = try #require(staged.final.split(separator: "/").last)
      let fields = name.dropLast(4).split(separator: "-")
      #expect(name.hasSuffix(".age") && fields.count == 2)
      let milliseconds = try #require(Int(fields[0]))
      #expect((now.unix * 1000...now.unix * 1000 + 999).contains(milliseconds))
      #expect([UInt8](hex: String(fields[1]))?.count == 8)
      seen.insert(String(name))
    }
    #expect(seen.count == 20)
    #expect(try spool.entries(in: mailbox).map(\.name) == seen.sorted())
  }

  /// What is no mail: other names, and things that are no files however they are called.
  @Test func junk() throws {
    let spool = try SpoolFolder(folder.path)
    try put("mail", in: spool).release()
    for name in [
      "x.age", "1-0011223344556677.age.part", ".1-0011223344556677.age", "1-00112233445566.age",
      "-0011223344556677.age", "1-001122334455667g.age", "１-0011223344556677.age", "Thumbs.db",
    ] { try FileTree.write([1], to: path("new/\(name)")) }
    try FileTree.makeFolder(path("new/2-0011223344556677.age"))
    try FileTree.link(path("new/3-0011223344556677.age"), to: "/etc/hostname")
    #expect(mkfifo(path("new/4-0011223344556677.age"), 0o600) == 0)
    #expect(try spool.entries(in: mailbox).count == 1)
    // Not even when one takes the place of mail between looking and opening.
    for name in ["2", "3", "4", "5"] {
      let place = path("new/\(name)-0011223344556677.age")
      #expect(try SpoolFolder.Entry(path: place, name: name).open() == nil)
    }
  }

  @Test func documents() throws {
    let spool = try SpoolFolder(folder.path)
    #expect(try spool.document(.card, of: "tacita1x") == nil)
    try spool.publish([1, 2], as: .card, of: "tacita1x")
    #expect(try spool.document(.card, of: "tacita1x") == [1, 2])
    #expect(try spool.document(.revocation, of: "tacita1x") == nil)
    try FileTree.makeFolder(folder.path("cards/tacita1y.card"))
    try FileTree.link(folder.path("cards/tacita1z.card"), to: "/etc/hostname")
    #expect(mkfifo(folder.path("cards/tacita1w.card"), 0o600) == 0)
    for name in ["tacita1y", "tacita1z", "tacita1w"] {
      #expect(try spool.document(.card, of: name) == nil, "\(name)")
    }
    try FileTree.write(
      [UInt8](repeating: 0, count: (4 << 20) + 1), to: folder.path("cards/tacita1v.card"))
    #expect(try spool.document(.card, of: "tacita1v") == nil)
  }

  @Test func cleaning() throws {
    let spool = try SpoolFolder(folder.path)
    let (old, young) = (try put("old", in: spool), try put("young", in: spool))
    try FileTree.setModified(now.unix - 2 * 86400 - 1, old.temporary)
    try FileTree.setModified(now.unix - 2 * 86400 + 1, young.temporary)
    // A folder that some program keeps here is in nobody's way.
    try FileTree.makeFolder(path("tmp/.stfolder"))
    try FileTree.setModified(now.unix - 9 * 86400, path("tmp/.stfolder"))
    try spool.clean(mailbox, now: now)
    #expect(!FileTree.exists(old.temporary))
    #expect(FileTree.exists(young.temporary))
    #expect(FileTree.exists(path("tmp/.stfolder")))
    try spool.clean("ffffffffffffffffffffffffffffffff", now: now)
  }

  @Test func routes() throws {
    #expect(Route("spool:/srv/ward") == .spool(path: "/srv/ward"))
    #expect(Route("spool:/srv/ward")?.description == "spool:/srv/ward")
    for text in ["", "spool:", "spool:ward", "spool:../x", "/srv/ward", "spool:/a\0b", "exec:/x"] {
      #expect(Route(text) == nil, "\(text)")
    }
    let longest = "spool:/" + String(repeating: "x", count: Route.sizeLimit - 7)
    #expect(Route(longest)?.description == longest)
    #expect(Route(longest + "x") == nil)
  }
}
