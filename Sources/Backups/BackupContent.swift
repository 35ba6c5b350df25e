internal import Files
internal import MessageVault
internal import Secrets

/// Writes what is new in a home into pieces, and says in the manifest what they are.
final class BackupContent {
  /// What of the home could not be copied, in words.
  private(set) var losses: [String] = []
  private let vault: Vault
  private let repository: Repository
  private let writer: PieceWriter

  /// Rows read at a time.
  private static let batch = 64
  /// Objects that are open at once.
  private static let objectsAtATime = 16
  /// Lines of the audit log lie in the snapshot until they are as many bytes as this.
  private static let longestTail = 1 << 18
  private static let linesAtATime = 4096

  init(_ vault: Vault, _ repository: Repository, _ writer: PieceWriter) {
    self.vault = vault
    self.repository = repository
    self.writer = writer
  }

  /// Adds the messages that came or changed since `base`; how many those are.
  func addMessages(to manifest: inout Manifest, after base: BackupBase) throws -> Int {
    let previous = base.previous
    manifest.position = try vault.lastChange()
    manifest.deletions = try vault.deletions()
    let deleted = Set(manifest.deletions.map(\.rowKey))
    manifest.packs = previous?.packs ?? []
    manifest.objects = (previous?.objects ?? []).filter { !deleted.contains($0.rowKey) }
    let present = Set(manifest.objects.map(\.rowKey))
    try addObjects(
      base.lostObjects.filter { !deleted.contains($0.rowKey) }.map { ($0.rowKey, $0.day) },
      to: &manifest)
    var messages = 0
    for day in try vault.days(changedAfter: previous?.position ?? 0) {
      let rows = try vault.rows(of: day, changedAfter: previous?.position ?? 0)
      messages += rows.count
      try addRows(rows, of: day, to: &manifest)
      try addObjects(
        rows.filter { $0.hasObject && !$0.isChange && !present.contains($0.rowKey) }
          .map { ($0.rowKey, day) },
        to: &manifest)
    }
    return messages
  }

  private func addRows(_ rows: [ChangedRow], of day: Day, to manifest: inout Manifest) throws {
    var (draft, count) = (nil as PieceDraft?, 0)
    func end() throws {
      guard let ended = draft else { return }
      manifest.packs.append(
        Manifest.Pack(day: day, piece: try writer.add(ended.finish()), rows: count))
      (draft, count) = (nil, 0)
    }
    for start in stride(from: 0, to: rows.count, by: Self.batch) {
      for row in try vault.sealedRows(rows[start..<min(start + Self.batch, rows.count)]) {
        let pack = try draft ?? PieceDraft(in: repository.packs)
        if draft == nil { try pack.write(Pack.magic) }
        draft = pack
        try pack.write(Pack.record(of: row))
        count += row.isMessage ? 1 : 0
        if pack.size >= Pack.usualSize { try end() }
      }
    }
    try end()
  }

  /// Adds the objects of those rows, some at a time on all processors.
  private func addObjects(_ rows: [(rowKey: [UInt8], day: Day)], to manifest: inout Manifest) throws
  {
    var (sources, bytes) = ([Source](), 0)
    for row in rows {
      guard let source = try source(row.rowKey, row.day) else { continue }
      sources.append(source)
      bytes += try source.file.size() ?? 0
      guard sources.count == Self.objectsAtATime || bytes >= PieceWriter.mostBytes else { continue }
      try copy(sources, to: &manifest)
      (sources, bytes) = ([], 0)
    }
    try copy(sources, to: &manifest)
  }

  private func copy(_ sources: [Source], to manifest: inout Manifest) throws {
    let copies = try mapInParallel(sources) { try PieceDraft.copy(of: $0.file, in: $0.folder) }
    for (source, copy) in zip(sources, copies) {
      manifest.objects.append(
        Manifest.Object(day: source.day, rowKey: source.rowKey, piece: try writer.add(copy)))
    }
  }

  /// An object of the home, and the folder for its copy.
  private struct Source: Sendable {
    let day: Day
    let rowKey: [UInt8]
    let file: Descriptor
    let folder: String
  }

  /// Nil when the row is gone meanwhile, and for what is noted as lost.
  private func source(_ rowKey: [UInt8], _ day: Day) throws -> Source? {
    do {
      guard let file = try vault.object(day: day, rowKey: rowKey) else { return nil }
      let folder = repository.objects(of: day)
      try Repository.make(folder)
      return Source(day: day, rowKey: rowKey, file: file, folder: folder)
    } catch VaultError.damaged(let what) {
      losses.append("the home is damaged: \(what)")
      return nil
    }
  }

  /// Adds the envelopes that wait in the queue.
  func addQueue(to manifest: inout Manifest, after previous: Manifest?) throws {
    let known = Dictionary(
      (previous?.envelopes ?? []).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    for entry in try vault.queue.entries() {
      if let envelope = known[entry.name], envelope.day == entry.day {
        manifest.envelopes.append(envelope)
      } else if let file = try Descriptor.readingForeign(entry.path) {
        let folder = repository.queue(of: entry.day)
        try Repository.make(folder)
        let copy = try PieceDraft.copy(of: file, in: folder)
        manifest.envelopes.append(
          Manifest.Envelope(day: entry.day, name: entry.name, piece: try writer.add(copy)))
      }
    }
  }

  /// Adds the lines of the audit log that came since `previous`.
  func addAudit(to manifest: inout Manifest, after previous: Manifest?) throws {
    manifest.segments = previous?.segments ?? []
    manifest.tail = previous?.tail ?? []
    while true {
      let more = try vault.auditRecords(after: manifest.lines, limit: Self.linesAtATime)
      manifest.tail += more
      let tail = AuditSegment.encode(manifest.tail)
      if tail.count >= Self.longestTail { try addSegment(tail, to: &manifest) }
      manifest.head = more.last?.mac ?? manifest.head ?? previous?.head
      if more.count < Self.linesAtATime { return }
    }
  }

  private func addSegment(_ content: [UInt8], to manifest: inout Manifest) throws {
    guard let first = manifest.tail.first?.number, let last = manifest.tail.last?.number else {
      return
    }
    let draft = try PieceDraft(in: repository.audit)
    try draft.write(content)
    // A log that another state of the home wrote is kept: the law may ask for it.
    let isTaken = try Directories.facts(Paths.join(repository.audit, String(first))) != nil
    let name = isTaken ? "\(first)-\(RandomBytes.make(8).hex)" : String(first)
    manifest.segments.append(
      Manifest.Segment(
        first: first, last: last, name: name, piece: try writer.add(draft.finish(), name: name)))
    manifest.tail = []
  }
}
