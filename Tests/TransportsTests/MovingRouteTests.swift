import Files
import TestSupport
import Testing

@testable import Transports

/// A home that moves from one route to another.
struct MovingRouteTests {
  private let folder: TemporaryFolder
  private let mailbox = "00112233445566778899aabbccddeeff"
  private let now = MovableClock.start

  init() throws {
    folder = try TemporaryFolder()
    for name in ["new", "former"] { try folder.makeFolder(name) }
  }

  private func alone(_ name: String) throws -> FolderRoute { try FolderRoute(folder.path(name)) }

  private var both: MovingRoute {
    get throws { try MovingRoute(alone("new"), from: alone("former")) }
  }

  private func envelope(_ text: String) -> SealedEnvelope {
    SealedEnvelope(header: Array(text.utf8), payload: .bytes([]))
  }

  /// A home shows an envelope once that it took from one route before it came to the other.
  @Test func contract() throws { try RouteContract(route: both).play(mayRepeat: true) }

  /// Whoever has not moved finds what is sent, and is found.
  @Test func eitherSide() throws {
    let name = EnvelopeName(at: now)
    try both.put(envelope("x"), as: name, into: mailbox)
    for side in ["new", "former"] { #expect(try alone(side).has(name, in: mailbox), "\(side)") }
    let entries = try both.entries(in: mailbox, after: nil, limit: 9).entries
    #expect(entries.map(\.name) == [name])
    // Taken by somebody who has not moved.
    try alone("former").remove(try #require(entries.first))
    #expect(try !both.has(name, in: mailbox))
    #expect(try both.retract(name, from: mailbox) == .gone)
    #expect(try both.carries(alone("former").address.description))
    try alone("former").publish([1], as: .card, of: "tacita1x")
    #expect(try both.document(.card, of: "tacita1x") == [1])
    try alone("new").publish([2], as: .card, of: "tacita1x")
    #expect(try both.document(.card, of: "tacita1x") == [2, 1])
  }

  /// Pages of both are one order, in which nothing is left out.
  @Test func pages() throws {
    var names: [EnvelopeName] = []
    for number in 0..<20 {
      let name = EnvelopeName(at: now + number)
      names.append(name)
      let side = number < 9 ? "new" : number % 3 == 0 ? "new" : "former"
      try alone(side).put(envelope("\(number)"), as: name, into: mailbox)
    }
    for limit in [1, 2, 3, 7, 100] {
      var (seen, last): ([EnvelopeName], EnvelopeName?) = ([], nil)
      while true {
        let page = try both.entries(in: mailbox, after: last, limit: limit)
        #expect(page.entries.count <= limit)
        seen += page.entries.map(\.name)
        last = page.entries.last?.name
        if page.isComplete { break }
        try #require(!page.entries.isEmpty)
      }
      #expect(seen == names, "\(limit)")
    }
  }

  /// The former one may be gone for good.
  @Test func withoutTheFormer() throws {
    let route = try both
    try FileTree.remove(folder.path("former"))
    let name = EnvelopeName(at: now)
    try route.put(envelope("x"), as: name, into: mailbox)
    let entry = try #require(try route.entries(in: mailbox, after: nil, limit: 9).entries.first)
    try route.remove(entry)
    try route.publish([1], as: .card, of: "tacita1x")
    #expect(try route.document(.card, of: "tacita1x") == [1])
  }
}
