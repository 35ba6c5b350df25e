internal import Crypto
package import Files

/// Makes the snapshot of a register out of a file, streaming; the one that is there stays until the
/// new one is whole.
package struct SnapshotImport {
  package var register: Register
  package var folder: SnapshotFolder
  /// What the source is called, and of what moment its data is.
  package var source: String
  package var date: Timestamp
  package var now: Timestamp
  /// The header's names for columns, for files of no known layout.
  package var columns: [String: String] = [:]
  /// Further words of the status column that mean active.
  package var activeWords: [String] = []
  /// Takes the new snapshot even when it holds far fewer people.
  package var acceptsFewer = false
  /// Told of bytes read, now and then.
  package var progress: (Int) -> Void = { _ in }

  package init(
    _ register: Register, into folder: SnapshotFolder, source: String, date: Timestamp,
    now: Timestamp
  ) {
    self.register = register
    self.folder = folder
    self.source = source
    self.date = date
    self.now = now
  }

  package struct Report: Sendable {
    package let facts: SnapshotFacts
    /// The first rows that could not be read.
    package let badRows: [BadRow]
    /// The words of the status column, and how each was taken.
    package let statuses: [StatusCount]
    /// Rows that contradict an earlier row of their number; the graver standing counts.
    package let contradictions: Int
  }

  /// How many bad rows are shown.
  private static let shown = 20

  /// Reads `file` to its end. Throws ``RegisterError`` and leaves all as it was.
  package func run(_ file: Descriptor) throws -> Report {
    try Directories.createAll(folder.path, mode: 0o755)
    let draft = try SnapshotDraft(folder, register)
    let hash = HashedBytes(progress)
    let reader = TableReader(file, seen: hash.take)
    let (form, header) = try TableStart.read(reader)
    let layout = try layout(header)
    let writer = try SnapshotWriter(draft.path)
    let count = try read(reader, form, header, layout, writer)
    guard count.bad * 100 <= count.rows else {
      throw RegisterError.tooManyBadRows(bad: count.bad, of: count.rows, first: count.first)
    }
    let statuses = count.tally.counts(words)
    guard count.tally.unknown * 100 <= count.rows else {
      throw RegisterError.unknownStatuses(statuses.filter { $0.meaning == "unknown" })
    }
    guard count.taken > 0 else {
      throw RegisterError.wrongFile("it has a header, but no row of a number of this register")
    }
    return try finish(draft, writer, count, sha256: hash.digest)
  }

  private var words: StatusWords { StatusWords(active: activeWords) }

  private func layout(_ header: TableHeader) throws -> any TableLayout {
    if columns.isEmpty {
      switch register {
      case .rpps: return try RPPSLayout(header)
      case .npi: return try NPILayout(header)
      default:
        throw RegisterError.badColumns(
          "a file of \(register.rawValue) needs --columns number=…; its header has: "
            + header.names.prefix(40).joined(separator: ", "))
      }
    }
    var named: [NamedLayout.Column: String] = [:]
    for (name, column) in columns {
      guard let key = NamedLayout.Column(rawValue: name) else {
        throw RegisterError.badColumns(
          "“\(name)” is not one of "
            + NamedLayout.Column.allCases.map(\.rawValue).joined(separator: ", "))
      }
      named[key] = column
    }
    guard named[.number] != nil else {
      throw RegisterError.badColumns("no column is named for the number: number=…")
    }
    return try NamedLayout(header, register: register, columns: named, words: words)
  }

  private struct Count {
    var rows = 0
    var taken = 0
    var skipped = 0
    var bad = 0
    var first: [BadRow] = []
    var tally = StatusTally()

    mutating func note(_ line: Int, _ reason: String) {
      bad += 1
      if first.count < SnapshotImport.shown { first.append(BadRow(line: line, reason: reason)) }
    }
  }

  private func read(
    _ reader: TableReader, _ form: TableForm, _ header: TableHeader, _ layout: any TableLayout,
    _ writer: SnapshotWriter
  ) throws -> Count {
    var count = Count()
    var fields = FieldTable()
    let width = header.names.count
    while let row = try reader.next(form) {
      switch row {
      case .bad(let reason):
        count.rows += 1
        count.note(reader.line, reason)
      case .bytes(let bytes):
        if bytes.isEmpty { continue }
        count.rows += 1
        guard fields.split(bytes, form) else {
          count.note(reader.line, "quotes in the wrong place")
          continue
        }
        guard fields.count == width || (fields.count > width && areEmpty(fields, from: width))
        else {
          count.note(reader.line, "\(fields.count) fields instead of \(width)")
          continue
        }
        switch layout.outcome(of: fields) {
        case .entry(let key, let entry):
          count.taken += 1
          try writer.add(key, entry)
        case .status(let key, let entry, let word, let meaning):
          count.taken += 1
          count.tally.note(word, meaning)
          try writer.add(key, entry)
        case .skipped: count.skipped += 1
        case .bad(let reason): count.note(reader.line, reason)
        }
      }
    }
    return count
  }

  /// A trailing delimiter makes one empty field more.
  private func areEmpty(_ fields: FieldTable, from width: Int) -> Bool {
    fields.count <= width + 4 && (width..<fields.count).allSatisfy { fields.isEmpty($0) }
  }

  private func finish(
    _ draft: SnapshotDraft, _ writer: SnapshotWriter, _ count: Count, sha256: String
  ) throws -> Report {
    try writer.flush()
    if !acceptsFewer, let before = try? folder.open(register)?.facts.people,
      writer.people * 10 < before * 9
    {
      throw RegisterError.shrunk(people: writer.people, before: before)
    }
    let facts = SnapshotFacts(
      register: register, source: source, date: date, imported: now, sha256: sha256,
      people: writer.people, rows: count.rows, skipped: count.skipped, bad: count.bad)
    try writer.finish([
      "register": register.rawValue, "source": source, "date": date.description,
      "imported": now.description, "sha256": sha256, "people": "\(facts.people)",
      "rows": "\(facts.rows)", "skipped": "\(facts.skipped)", "bad": "\(facts.bad)",
    ])
    try draft.publish()
    return Report(
      facts: facts, badRows: count.first, statuses: count.tally.counts(words),
      contradictions: writer.contradictions)
  }
}

/// SHA-256 and size of all that was read.
private final class HashedBytes {
  private var hash = SHA256()
  private var size = 0
  private let progress: (Int) -> Void

  init(_ progress: @escaping (Int) -> Void) { self.progress = progress }

  func take(_ bytes: UnsafeRawBufferPointer) {
    hash.update(bufferPointer: bytes)
    size += bytes.count
    progress(size)
  }

  var digest: String { Array(hash.finalize()).hex }
}
