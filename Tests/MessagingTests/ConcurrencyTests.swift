import AgeFormat
import Envelopes
import Files
import Identities
import MessageVault
import Synchronization
import TestSupport
import Testing
import Transports

@testable import Messaging

/// Many runs at once on one home.
struct ConcurrencyTests {
  @Test func everythingAtOnce() async throws {
    let ward = Shared(try Ward())
    let (vries, jansen) = try ward.value.pair()
    let (one, other) = (Shared(vries), Shared(jansen))
    // Ten who write, three who fetch, two who look and delete.
    let received = Noted()
    let sentBefore = try (0..<10).map { number in
      try vries.send(
        "before \(number)", to: ["jansen"],
        attachments: [.init("f", pattern(number.isMultiple(of: 2) ? 70_000 : 10))]
      ).head.id.hex
    }
    let sent = Noted(sentBefore)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<10 {
        group.addTask {
          let id = try patiently {
            try one.value.send(
              "\(number)", to: ["jansen"],
              attachments: [.init("f", pattern(number.isMultiple(of: 2) ? 70_000 : 10))]
            ).head.id.hex
          }
          sent.add([id])
        }
      }
      for _ in 0..<3 {
        group.addTask {
          for _ in 0..<3 {
            try patiently { try other.value.receive { received.add($0) } }
          }
        }
      }
      group.addTask {
        for _ in 0..<5 {
          let vault = try other.value.vault()
          for message in try vault.messages() { _ = try? other.value.text(of: message) }
        }
      }
      group.addTask {
        for _ in 0..<3 {
          let vault = try one.value.vault()
          if let first = try vault.messages().first {
            try patiently { try StoredMessages(vault).delete(first) }
          }
        }
      }
      try await group.waitForAll()
    }
    try other.value.receive { received.add($0) }
    let (wanted, got) = (sent.all, received.all)
    #expect(wanted.count == 20 && Set(wanted).count == 20)
    #expect(got.count == Set(got).count, "nothing is reported twice")
    #expect(Set(got) == Set(wanted), "nothing is lost")
    let stored = try jansen.vault().messages()
    #expect(stored.count == 20)
    for message in stored { _ = try jansen.part(1, of: message) }
    #expect(try jansen.vault().queue.refused().isEmpty)
    #expect(try ward.value.everything.isEmpty)
    // Everybody who wrote had a number of their own.
    let numbers = try stored.map { try StoredMessages(jansen.vault()).head(of: $0).seq }
    #expect(Set(numbers) == Set(1...20))
    try vries.expectWhole()
    try jansen.expectWhole()
    // Two senders may put one copy again that was fetched between: a duplicate, with a line of its
    // own.
    let lines = try jansen.auditEvents("receive").filter { try $0.string("outcome") == "done" }
    #expect(lines.count == 20)
  }
}

/// What the test knows to be safe between its tasks: paths, and a clock behind a lock.
private struct Shared<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// Ids that tasks collect.
private final class Noted: Sendable {
  private let ids: Mutex<[String]>

  init(_ ids: [String] = []) { self.ids = Mutex(ids) }

  var all: [String] { ids.withLock { $0 } }
  func add(_ more: [String]) { ids.withLock { $0 += more } }
}

/// Tries again when others held the home for too long, as its user would: a slow disk is no error.
private func patiently<Result>(_ body: () throws -> Result) throws -> Result {
  for _ in 0..<30 {
    do { return try body() } catch VaultError.busy { continue }
  }
  return try body()
}

extension Person {
  /// Receives, and tells the ids of what came even when the run fails later.
  fileprivate func receive(_ note: @escaping ([String]) -> Void) throws {
    let (vault, route) = (try vault(), try ward.route)
    let receiver = try MessageReceiver(
      vault, route: route,
      .init(report: { outcome in
        if let id = outcome.reception?.head.id.hex { note([id]) }
      }))
    _ = try receiver.receive(from: route, mailbox: home.made.card.mailbox)
  }
}
