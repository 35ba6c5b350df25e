import Foundation
import Redaction
import Testing

/// The tables of docs/redaction.md. With `TACITA_REDACTION_TABLES=FOLDER` in the environment they
/// are written there, with every miss and every false alarm, and the corpora for other programs;
/// `TACITA_REDACTION_SEED` makes others. scripts/measure-redaction sets both.
@Suite struct MeasurementTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let seed = environment["TACITA_REDACTION_SEED"].flatMap(UInt64.init) ?? 20_261_122

  private func write(_ text: String, to name: String) throws {
    guard let folder = Self.environment["TACITA_REDACTION_TABLES"] else { return }
    try Data((text + "\n").utf8).write(to: URL(filePath: folder).appending(path: name))
  }

  @Test("what is planted is masked") func recall() throws {
    let corpus = Corpus(seed: Self.seed, items: 18000)
    let result = try Measurement.recall(corpus)
    try write(result.table, to: "recall.txt")
    try write(result.misses.joined(separator: "\n"), to: "misses.txt")
    try writeCorpus(
      corpus.bytes, corpus.items.map { ($0.kind.name, $0.range) }, label: "kind", to: "planted")
    #expect(corpus.items.count >= 10000)
    for (kind, row) in result.rows {
      let share = Double(row.found) / Double(row.planted)
      #expect(
        share >= (Planted.checksummed.contains(kind) ? 0.99 : 0.95),
        "\(kind.name): \(row.found) of \(row.planted)\n\(result.misses.joined(separator: "\n"))")
    }
  }

  /// A text and a table of what is in it: the first byte, the bytes, and what they are.
  private func writeCorpus(
    _ bytes: [UInt8], _ items: [(String, Range<Int>)], label: String, to name: String
  ) throws {
    try write(String(decoding: bytes, as: UTF8.self), to: name + ".txt")
    let rows = items.map { "\($0.1.lowerBound)\t\($0.1.count)\t\($0.0)" }
    try write((["offset\tlength\t" + label] + rows).joined(separator: "\n"), to: name + ".tsv")
  }

  @Test("what identifies nobody stays") func falseAlarms() throws {
    let result = try FalseAlarms(CleanText.make(seed: 7, words: 100_000))
    try write(result.table, to: "false-alarms.txt")
    try write(result.unforced.joined(separator: "\n"), to: "alarms.txt")
    #expect(result.words >= 100_000)
    #expect(result.perThousand < 1, "\(result.unforced.joined(separator: "\n"))")
  }

  @Test("codes of things stay") func codes() throws {
    let text = CodeText(seed: Self.seed, each: 1000)
    var found: [Finding] = []
    _ = try run(TextRedactor { found.append($0) }, text.bytes)
    var masked = [Kind?](repeating: nil, count: text.bytes.count)
    for finding in found {
      for place in finding.offset..<finding.offset + finding.length { masked[place] = finding.kind }
    }
    var alarms: [String: [String]] = [:]
    for code in text.codes {
      guard let kind = code.range.lazy.compactMap({ masked[$0] }).first else { continue }
      let start = text.bytes[..<code.range.lowerBound].lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
      let line = String(decoding: text.bytes[start..<code.range.upperBound], as: UTF8.self)
      alarms[code.type, default: []].append("\(code.type)\t\(kind.name)\t\(line)")
    }
    let table = CodeText.types.map { "\($0)\t1000\t\(alarms[$0]?.count ?? 0)" }
    try write(table.joined(separator: "\n"), to: "codes-false.txt")
    try write(alarms.values.joined().sorted().joined(separator: "\n"), to: "codes-alarms.txt")
    try writeCorpus(text.bytes, text.codes.map { ($0.type, $0.range) }, label: "code", to: "codes")
    for type in CodeText.types {
      let most = ["SNOMED", "UDI"].contains(type) ? 0 : 10
      #expect(
        (alarms[type]?.count ?? 0) <= most,
        "\(alarms[type, default: []].prefix(20).joined(separator: "\n"))")
    }
  }

  @Test("the corpus is the same on every machine") func seeded() {
    let first = Corpus(seed: 1, items: 50)
    #expect(first.bytes == Corpus(seed: 1, items: 50).bytes)
    #expect(first.bytes != Corpus(seed: 2, items: 50).bytes)
  }
}
