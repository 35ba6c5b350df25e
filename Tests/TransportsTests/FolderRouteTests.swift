import Files
import Glibc
import TestSupport
import Testing

@testable import Transports

/// What others may leave in a shared folder, and what we leave there.
struct FolderRouteTests {
  private let folder: TemporaryFolder
  private let mailbox = "00112233445566778899aabbccddeeff"
  private let now = MovableClock.start

  init() throws { folder = try TemporaryFolder() }

  private var route: FolderRoute { get throws { try FolderRoute(folder.path) } }

  @discardableResult
  private func put(_ text: String) throws -> EnvelopeName {
    let name = EnvelopeName(at: now)
    try route.put(
      SealedEnvelope(header: Array(text.utf8), payload: .bytes([])), as: name, into: mailbox)
    return name
  }

  private func entries() throws -> [MailEntry] {
    try route.entries(in: mailbox, after: nil, limit: 100).entries
  }

  private func path(_ name: String) -> String { folder.path("mailboxes/\(mailbox)/\(name)") }

  private func expect(_ isExpected: (RouteError) -> Bool, _ body: () throws -> Void) {
    let error = #expect(throws: RouteError.self) { try body() }
    if let error { #expect(isExpected(error), "\(error)") }
  }

  @Test func contract() throws { try RouteContract(route: route).play() }

  @Test func contractOfATeam() throws {
    try FileTree.setMode(0o2770, folder.path)
    try RouteContract(route: route).play()
  }

  @Test func missing() throws {
    for name in ["nothing", "file"] {
      if name == "file" { try folder.write("", to: name) }
      expect({ if case .missing = $0 { true } else { false } }) {
        _ = try FolderRoute(folder.path(name))
      }
    }
  }

  @Test(arguments: [(0o1777, true), (0o1770, false)]) func sticky(mode: Int, isPublic: Bool) throws
  {
    try FileTree.setMode(mode, folder.path)
    expect({ if case .sticky(_, isPublic: isPublic) = $0 { true } else { false } }) {
      _ = try route
    }
  }

  /// Found before anything is made.
  @Test func openToAll() throws {
    try FileTree.setMode(0o777, folder.path)
    let isExpected = { (error: RouteError) in
      if case .shutsOut(_, .openToAll) = error { true } else { false }
    }
    expect(isExpected) { try route.checkIsFair() }
    expect(isExpected) { _ = try route.check(mailbox) }
    expect(isExpected) { try route.prepare([mailbox]) }
    expect(isExpected) { try route.publish([1], as: .card, of: "tacita1x") }
    #expect(try FileTree.files(folder.path).isEmpty)
    #expect(!FileTree.exists(folder.path("mailboxes")))
  }

  @Test(arguments: [(0o700, 0o700, 0o600), (0o2770, 0o2770, 0o660), (0o755, 0o700, 0o600)])
  func modes(root: Int, folders: Int, files: Int) throws {
    try FileTree.setMode(root, folder.path)
    let name = try put("x")
    try route.publish([1], as: .card, of: "tacita1x")
    try route.publish([2], as: .card, of: "tacita1x")
    for name in ["cards", "mailboxes", "mailboxes/\(mailbox)"] {
      #expect(try FileTree.mode(folder.path(name)) == folders, "\(name)")
    }
    for name in ["tmp", "new"] { #expect(try FileTree.mode(path(name)) == folders, "\(name)") }
    #expect(try FileTree.mode(path("new/\(name)")) == files)
    #expect(try FileTree.mode(folder.path("cards/tacita1x.card")) == files)
    #expect(try FileTree.files(path("tmp")).isEmpty)
  }

  @Test func names() throws {
    var seen = Set<String>()
    for _ in 0..<20 {
      let name = EnvelopeName(at: now).description
      let fields = name.dropLast(4).split(separator: "-")
      #expect(name.hasSuffix(".age") && fields.count == 2)
      let milliseconds = try #require(Int(fields[0]))
      #expect((now.unix * 1000...now.unix * 1000 + 999).contains(milliseconds))
      #expect([UInt8](hex: String(fields[1]))?.count == 8)
      #expect(EnvelopeName(name) != nil)
      seen.insert(String(name))
    }
    #expect(seen.count == 20)
    for name in [
      "x.age", "1-0011223344556677.age.part", ".1-0011223344556677.age", "1-00112233445566.age",
      "-0011223344556677.age", "1-001122334455667g.age", "１-0011223344556677.age", "Thumbs.db",
      "../1-0011223344556677.age", "1-0011223344556677.age/",
    ] { #expect(EnvelopeName(name) == nil, "\(name)") }
  }

  /// What is not mail: other names, and things that are not files however they are called.
  @Test func junk() throws {
    try put("mail")
    for name in ["x.age", "1-0011223344556677.age.part", "Thumbs.db"] {
      try FileTree.write([1], to: path("new/\(name)"))
    }
    try FileTree.makeFolder(path("new/2-0011223344556677.age"))
    try FileTree.link(path("new/3-0011223344556677.age"), to: "/etc/hostname")
    #expect(mkfifo(path("new/4-0011223344556677.age"), 0o600) == 0)
    #expect(try entries().count == 1)
    // Not even when one takes the place of mail between looking and opening.
    for number in ["2", "3", "4", "5"] {
      let name = try #require(EnvelopeName("\(number)-0011223344556677.age"))
      let entry = MailEntry(mailbox: mailbox, name: name, place: "")
      #expect(try route.open(entry) == nil)
      try route.remove(entry)
    }
    #expect(FileTree.exists(path("new/2-0011223344556677.age")))
    #expect(FileTree.exists("/etc/hostname"))
  }

  @Test func documentsThatAreNone() throws {
    try route.publish([1], as: .card, of: "tacita1x")
    try FileTree.makeFolder(folder.path("cards/tacita1y.card"))
    try FileTree.link(folder.path("cards/tacita1z.card"), to: "/etc/hostname")
    #expect(mkfifo(folder.path("cards/tacita1w.card"), 0o600) == 0)
    for name in ["tacita1y", "tacita1z", "tacita1w"] {
      #expect(try route.document(.card, of: name) == nil, "\(name)")
    }
    // A link in the place of a document is replaced, and what it leads to stays.
    try route.publish([5], as: .card, of: "tacita1z")
    #expect(try route.document(.card, of: "tacita1z") == [5])
  }

  /// Every folder of the route in turn is a link to somebody's own folder, full of what looks like
  /// mail and drafts of long ago: nothing there is read, changed or removed.
  @Test(arguments: ["cards", "mailboxes", "mailboxes/M", "mailboxes/M/tmp", "mailboxes/M/new"])
  func linksToElsewhere(place: String) throws {
    let home = try TemporaryFolder()
    let place = place.replacing("M", with: mailbox)
    try put("mail")
    try route.publish([1], as: .card, of: "tacita1x")
    let folders = ["", "tmp", "new", mailbox, "\(mailbox)/tmp", "\(mailbox)/new"]
    for folder in folders {
      if !folder.isEmpty { try FileTree.makeFolder(home.path(folder)) }
      for name in ["1-0011223344556677.age", "tacita1x.card", ".tacita1x.card.1.part"] {
        let file = home.path(folder.isEmpty ? name : "\(folder)/\(name)")
        try FileTree.write([7], to: file)
        try FileTree.setModified(1000, file)
      }
    }
    let before = try Listing.of(home.path)
    try FileTree.remove(folder.path(place))
    try FileTree.link(folder.path(place), to: home.path)
    let route = try route
    let entry = MailEntry(
      mailbox: mailbox, name: try #require(EnvelopeName("1-0011223344556677.age")), place: "")
    try? route.sweep(mailbox, now: now)
    #expect((try? route.open(entry)) == nil)
    try? route.remove(entry)
    try? route.prepare([mailbox])
    try? route.publish([2], as: .card, of: "tacita1x")
    try? route.put(
      SealedEnvelope(header: [1], payload: .bytes([])), as: EnvelopeName(at: now), into: mailbox)
    #expect((try? route.document(.card, of: "tacita1x")) != [7])
    _ = try? route.mailboxes()
    _ = try? route.entries(in: mailbox, after: nil, limit: 10)
    #expect(try Listing.of(home.path) == before)
  }

  /// Names that others chose so that they break a listing, or look like those of somebody.
  @Test func strangeDocuments() throws {
    try route.publish([1], as: .card, of: "tacita1x")
    let ending = Array(".card".utf8)
    let names = [
      [UInt8](repeating: 0xff, count: 100) + ending, Array("tacita1x\u{600}".utf8) + ending,
      Array("tacita1 x".utf8) + ending, Array("TACITA1X".utf8) + ending, ending,
      Array("tacita1x.card".utf8) + ending, [UInt8](repeating: 0x61, count: 250) + ending,
      Array("tacita1x.card\n".utf8),
    ]
    for name in names {
      let path = Array(folder.path("cards/").utf8) + name + [0]
      let file = path.withUnsafeBytes {
        open($0.assumingMemoryBound(to: CChar.self).baseAddress!, O_CREAT | O_WRONLY, 0o600)
      }
      #expect(file >= 0)
      close(file)
    }
    let listing = try route.documents(.card, changedSince: Timestamp(unix: 0))
    #expect(listing.isComplete && listing.documents.map(\.identity) == ["tacita1x"])
    try route.sweep(mailbox, now: now)
  }

  /// Only what a sender's tacita could have left is swept.
  @Test func sweeping() throws {
    try route.prepare([mailbox])
    let old = now.unix - 2 * 86400 - 1
    func lay(_ name: String, modified: Int) throws {
      try FileTree.write([1], to: path(name))
      try FileTree.setModified(modified, path(name))
    }
    try lay("tmp/1-0011223344556677.age", modified: old)
    try lay("tmp/2-0011223344556677.age", modified: old + 2)
    try lay("tmp/thesis.doc", modified: old)
    try lay("tmp/3-0011223344556677.age", modified: old)
    try FileTree.hardLink(path("tmp/3-0011223344556677.age"), to: path("elsewhere"))
    try FileTree.makeFolder(path("tmp/.stfolder"))
    try FileTree.setModified(old, path("tmp/.stfolder"))
    try FileTree.link(path("tmp/4-0011223344556677.age"), to: path("elsewhere"))
    try lay("tmp/5-0011223344556677.age", modified: old)
    let isRoot = geteuid() == 0
    if isRoot { #expect(chown(path("tmp/5-0011223344556677.age"), 12_345, 12_345) == 0) }
    try route.sweep(mailbox, now: now)
    #expect(!FileTree.exists(path("tmp/1-0011223344556677.age")))
    for name in ["2-0011223344556677.age", "thesis.doc", "3-0011223344556677.age", ".stfolder"] {
      #expect(FileTree.exists(path("tmp/\(name)")), "\(name)")
    }
    #expect(FileTree.exists(path("tmp/5-0011223344556677.age")) == isRoot)
    try route.sweep("ffffffffffffffffffffffffffffffff", now: now)
  }

  @Test func addresses() throws {
    #expect(RouteAddress("spool:/srv/ward") == .folder(path: "/srv/ward"))
    #expect(RouteAddress("spool:/srv/ward")?.description == "spool:/srv/ward")
    for text in [
      "spool:/srv/ward/", "spool:/srv//ward", "spool://srv/./ward//.", "spool:/srv/ward/./",
    ] {
      #expect(RouteAddress(text)?.description == "spool:/srv/ward", "\(text)")
    }
    #expect(RouteAddress("spool:/srv/../ward")?.description == "spool:/srv/../ward")
    for text in ["", "spool:", "spool:ward", "spool:../x", "/srv/ward", "spool:/a\0b"] {
      #expect(RouteAddress(text) == nil, "\(text)")
    }
    let longest = "spool:/" + String(repeating: "x", count: RouteAddress.sizeLimit - 7)
    #expect(RouteAddress(longest)?.description == longest)
    #expect(RouteAddress(longest + "x") == nil)
  }
}
