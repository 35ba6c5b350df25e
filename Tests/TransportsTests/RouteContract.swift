import Files
import Synchronization
import TestSupport
import Testing

@testable import Transports

/// What every route promises, whatever carries it. `mailboxes` of the route are empty.
struct RouteContract {
  let route: any Route
  let mailbox = "00112233445566778899aabbccddeeff"
  let other = "ffeeddccbbaa99887766554433221100"
  let now = MovableClock.start

  /// Plays all of it, or all but what takes many calls. `mayRepeat` when two who work at the same
  /// time may both have an envelope.
  func play(briefly: Bool = false, mayRepeat: Bool = false) throws {
    try nothingThere()
    try putIsSeenWhole()
    try repeatedPutIsOne()
    try orderAndPages()
    try removing()
    try retracting()
    try mailboxesAreApart()
    try documents()
    try sweepingKeepsMail()
    if !briefly { try manyAtOnce(mayRepeat: mayRepeat) }
  }

  /// Envelopes beyond what is fetched into memory, or sent in one piece.
  func playLarge() throws {
    var generator = SeededGenerator(seed: 21)
    for size in [767 * 1024, 769 * 1024, 20 << 20] {
      var bytes = [UInt8](repeating: 0, count: size)
      for index in stride(from: 0, to: size, by: 997) {
        bytes[index] = UInt8.random(in: 0...255, using: &generator)
      }
      let name = EnvelopeName(at: now)
      for _ in 0..<2 {
        try route.put(
          SealedEnvelope(header: [1], payload: .bytes(bytes)), as: name, into: mailbox)
      }
      let entry = try #require(try all().last)
      #expect(entry.name == name)
      let file = try #require(try route.open(entry))
      #expect(try !file.hasHole())
      #expect(try file.readAll(limit: 32 << 20) == [1] + bytes, "\(size)")
      try empty()
    }
  }

  private func put(_ text: String, at moment: Timestamp? = nil) throws -> EnvelopeName {
    let name = EnvelopeName(at: moment ?? now)
    try route.put(
      SealedEnvelope(
        header: Array(text.prefix(1).utf8), payload: .bytes(Array(text.dropFirst().utf8))),
      as: name, into: mailbox)
    return name
  }

  private func all(_ mailbox: String? = nil) throws -> [MailEntry] {
    try route.entries(in: mailbox ?? self.mailbox, after: nil, limit: 1000).entries
  }

  private func text(_ entry: MailEntry) throws -> String? {
    try route.open(entry)?.readAll(limit: 1 << 20).map { String(decoding: $0, as: UTF8.self) }
  }

  private func empty() throws {
    for mailbox in [mailbox, other] { for entry in try all(mailbox) { try route.remove(entry) } }
  }

  private func nothingThere() throws {
    #expect(try all().isEmpty)
    #expect(try route.document(.card, of: "tacita1nobody") == nil)
    try route.checkIsFair()
    _ = try route.check(mailbox)
    try route.sweep(mailbox, now: now)
    try route.prepare([mailbox, other])
    #expect(throws: RouteError.self) { try route.prepare(["../\(mailbox)"]) }
    #expect(throws: RouteError.self) {
      try route.entries(in: "", after: nil, limit: 1)
    }
  }

  private func putIsSeenWhole() throws {
    let name = try put("envelope")
    let entry = try #require(try all().first)
    #expect(entry.name == name)
    #expect(try text(entry) == "envelope")
    // From a file, too, whatever was read of it.
    let folder = try TemporaryFolder()
    try folder.write("xpayload", to: "payload")
    let file = try Descriptor.reading(folder.path("payload"))
    _ = try file.read(upTo: 3)
    try route.put(
      SealedEnvelope(header: [0x61], payload: .file(file)), as: EnvelopeName(at: now + 1),
      into: mailbox)
    let last = try #require(try all().last)
    #expect(try text(last) == "axpayload")
    try empty()
  }

  private func repeatedPutIsOne() throws {
    let name = EnvelopeName(at: now)
    for _ in 0..<3 {
      try route.put(SealedEnvelope(header: [1, 2], payload: .bytes([3])), as: name, into: mailbox)
    }
    #expect(try all().map(\.name) == [name])
    try empty()
  }

  private func orderAndPages() throws {
    let names = try [3, 1, 2, 5, 4].map { try put("\($0)", at: now + $0) }
    #expect(try all().map { try text($0) } == ["1", "2", "3", "4", "5"])
    var (seen, last): ([EnvelopeName], EnvelopeName?) = ([], nil)
    while true {
      let page = try route.entries(in: mailbox, after: last, limit: 2)
      seen += page.entries.map(\.name)
      last = page.entries.last?.name
      if page.isComplete { break }
    }
    #expect(seen.count == 5 && Set(seen) == Set(names))
    try empty()
  }

  private func removing() throws {
    _ = try put("x")
    let entry = try #require(try all().first)
    #expect(try route.has(entry.name, in: mailbox))
    #expect(try !route.has(entry.name, in: other))
    try route.remove(entry)
    #expect(try !route.has(entry.name, in: mailbox))
    try route.remove(entry)
    #expect(try all().isEmpty)
    #expect(try route.open(entry) == nil)
  }

  private func retracting() throws {
    let name = try put("x")
    let outcome = try route.retract(name, from: mailbox)
    if outcome == .unsupported {
      try empty()
    } else {
      #expect(outcome == .retracted)
      #expect(try all().isEmpty)
      #expect(try route.retract(name, from: mailbox) == .gone)
    }
  }

  private func mailboxesAreApart() throws {
    let name = try put("x")
    try route.put(SealedEnvelope(header: [7], payload: .bytes([])), as: name, into: other)
    #expect(try all().count == 1 && all(other).count == 1)
    #expect(try Set(route.mailboxes()).isSuperset(of: [mailbox, other]))
    let apart = try #require(try all(other).first)
    try route.remove(apart)
    #expect(try all().count == 1)
    try empty()
  }

  private func documents() throws {
    try route.publish([1, 2], as: .card, of: "tacita1x")
    #expect(try route.document(.card, of: "tacita1x") == [1, 2])
    #expect(try route.document(.revocation, of: "tacita1x") == nil)
    let listing = try route.documents(.card, changedSince: Timestamp(unix: 0))
    let first = listing.documents
    #expect(first.map(\.identity) == ["tacita1x"])
    #expect(try route.documents(.card, changedSince: Timestamp(unix: 0)).documents == first)
    try route.publish([3, 4], as: .card, of: "tacita1x")
    #expect(try route.document(.card, of: "tacita1x") == [3, 4])
    let published = try route.documents(.card, changedSince: Timestamp(unix: 0)).documents
    #expect(published.map(\.identity) == ["tacita1x"] && published != first)
    #expect(try route.documents(.revocation, changedSince: Timestamp(unix: 0)).documents.isEmpty)
    #expect(try route.documents(.card, changedSince: Timestamp(unix: 1 << 40)).documents.isEmpty)
    try route.publish([UInt8](repeating: 0, count: (4 << 20) + 1), as: .card, of: "tacita1y")
    #expect(throws: RouteError.self) { try route.document(.card, of: "tacita1y") }
  }

  private func sweepingKeepsMail() throws {
    _ = try put("old", at: now - 9 * 86400)
    try route.sweep(mailbox, now: now + 9 * 86400)
    #expect(try all().count == 1)
    try empty()
  }

  /// Senders and a recipient at the same time: each envelope is had once.
  private func manyAtOnce(mayRepeat: Bool) throws {
    let had = Collected()
    try withThrowing(4) { number in
      guard number > 0 else {
        for _ in 0..<40 where had.all.count < 30 {
          for entry in try all() {
            guard let text = try text(entry) else { continue }
            try route.remove(entry)
            had.add(text)
          }
        }
        return
      }
      for count in 0..<10 { _ = try put("\(number)-\(count)") }
    }
    for entry in try all() { had.add((try? text(entry)) ?? "") }
    let texts = had.all
    #expect((mayRepeat || texts.count == 30) && Set(texts).count == 30)
    try empty()
  }

  private func withThrowing(
    _ count: Int, _ body: @escaping @Sendable (Int) throws -> Void
  ) throws {
    let errors = Collected()
    Threads.run(count) { number in
      do { try body(number) } catch { errors.add("\(error)") }
    }
    #expect(errors.all.isEmpty)
  }
}

/// What threads have to say.
private final class Collected: Sendable {
  private let texts = Mutex<[String]>([])

  var all: [String] { texts.withLock { $0 } }
  func add(_ text: String) { texts.withLock { $0.append(text) } }
}
