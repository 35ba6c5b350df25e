import Commands
import Envelopes
import Foundation
import Identities
import Testing

/// One table of statuses: the pages that show it say what the code says.
@Suite struct StatusTableTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The pages that hold the table, once they are written.
  static let pages: [String] = ["man/tacita.1", "README.md"].filter { page in
    (try? lines(of: page))?.isEmpty == false
  }

  /// The rows of a page's table: a number and its meaning, in mdoc (`.It 64`) or Markdown
  /// (`| 64 | usage |`).
  private static func lines(of page: String) throws -> [String] {
    let text = try String(contentsOf: root.appending(path: page), encoding: .utf8)
    var rows: [String] = []
    var number: String?
    for line in text.components(separatedBy: "\n") {
      if let open = number {
        rows.append("\(open) \(line)")
        number = nil
      } else if let match = line.wholeMatch(of: /\.It (\d+)/) {
        number = String(match.1)
      } else if let match = line.wholeMatch(of: /\| (\d+) \| (.+) \|/) {
        rows.append("\(match.1) \(match.2)")
      }
    }
    return rows
  }

  @Test("each status has a meaning of its own") func meanings() {
    #expect(Set(Status.allCases.map(\.meaning)).count == Status.allCases.count)
  }

  private static let stranger = SigningKey.generate().identity
  static let refusals: [Refusal] = [
    .armorFailure(""), .headerFailure(""), .tooLarge(""), .notForThisVault, .keyDestroyed,
    .payloadDamaged(""), .malformed(""), .wrongKind("card"), .unsigned, .badPartName(""),
    .digestMismatch, .headerMismatch, .fromMyself, .badSignature, .revoked(stranger),
    .notAddressedToMe, .recipientsMismatch, .wrongDay, .alreadyReceived, .fromTheFuture, .expired,
  ]

  @Test("every refused envelope is bad data", arguments: refusals)
  func refused(_ refusal: Refusal) {
    let failure = Failure(describing: refusal)
    #expect(failure.status == .badData)
    #expect(failure.name == refusal.name)
  }

  @Test("an unknown sender waits, a stale card is no bad data")
  func notRefused() {
    #expect(Failure(describing: Refusal.held(from: Self.stranger)).status == .busy)
    #expect(Failure(describing: Refusal.unknownKind(from: Self.stranger)).status == .busy)
    #expect(Failure(describing: DocumentError.staleCard).status == .unavailable)
  }

  @Test("the page's table is the code's", .enabled(if: !pages.isEmpty), arguments: pages)
  func agrees(_ page: String) throws {
    #expect(try Self.lines(of: page) == Status.allCases.map { "\($0.rawValue) \($0.meaning)" })
  }
}
