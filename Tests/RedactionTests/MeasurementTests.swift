import Foundation
import Redaction
import Testing

/// The tables of docs/redaction.md. With `TACITA_REDACTION_TABLES=FOLDER` in the environment they
/// are written there, with every miss and every false alarm.
@Suite struct MeasurementTests {
  private static let seed: UInt64 = 20_261_122

  private func write(_ text: String, to name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["TACITA_REDACTION_TABLES"] else {
      return
    }
    try Data((text + "\n").utf8).write(to: URL(filePath: folder).appending(path: name))
  }

  @Test("what is planted is masked") func recall() throws {
    let corpus = Corpus(seed: Self.seed, items: 18000)
    let result = try Measurement.recall(corpus)
    try write(result.table, to: "recall.txt")
    try write(result.misses.joined(separator: "\n"), to: "misses.txt")
    #expect(corpus.items.count >= 10000)
    for (kind, row) in result.rows {
      let share = Double(row.found) / Double(row.planted)
      #expect(
        share >= (Planted.checksummed.contains(kind) ? 0.99 : 0.95),
        "\(kind.name): \(row.found) of \(row.planted)\n\(result.misses.joined(separator: "\n"))")
    }
  }

  @Test("what identifies nobody stays") func falseAlarms() throws {
    let result = try FalseAlarms(CleanText.make(seed: 7, words: 100_000))
    try write(result.table, to: "false-alarms.txt")
    try write(result.unforced.joined(separator: "\n"), to: "alarms.txt")
    #expect(result.words >= 100_000)
    #expect(result.perThousand < 1, "\(result.unforced.joined(separator: "\n"))")
  }

  @Test("the corpus is the same on every machine") func seeded() {
    let first = Corpus(seed: 1, items: 50)
    #expect(first.bytes == Corpus(seed: 1, items: 50).bytes)
    #expect(first.bytes != Corpus(seed: 2, items: 50).bytes)
  }
}
