internal import Backups
internal import Files
internal import FuzzSupport
internal import MessageVault

/// The files of a repository: packs, audit segments, and a snapshot once it is open. The first byte
/// says which.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard let kind = input.first else { return 0 }
  let bytes = Array(input.dropFirst())
  switch kind % 3 {
  case 0:
    let rows = Pack.rows(bytes)
    // What was read is what would be written.
    let again = rows.reduce(into: Pack.magic) { $0 += Pack.record(of: $1) }
    expect(Pack.rows(again) == rows, "rows that change when they are written again")
    expect(again.count <= bytes.count + Pack.magic.count, "more rows than there is room for")
  case 1:
    let records = AuditSegment.decode(bytes).records
    expect(
      AuditSegment.decode(AuditSegment.encode(records)).records == records,
      "lines that change when they are written again")
  default: readSnapshot(bytes)
  }
  return 0
}

private func readSnapshot(_ bytes: [UInt8]) {
  do {
    let manifest = try Manifest(json: try JSONParser.object(bytes))
    let json = CanonicalJSON.encode(manifest.json)
    expect(
      CanonicalJSON.encode(try Manifest(json: try JSONParser.object(json)).json) == json,
      "a snapshot that changes when it is written again")
  } catch is JSONError {} catch is BackupError {} catch {
    fatalError("an error without a name: \(error)")
  }
}

/// Writes seeds where that is asked for.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>
) -> CInt {
  Seeds.writeIfAsked(arguments.pointee, count: count.pointee) {
    let row = SealedRow(
      rowKey: [UInt8](repeating: 1, count: 16), day: Day(20_780),
      columns: SealedRow.Column.allCases.map { [UInt8](repeating: UInt8($0.rawValue), count: 9) })
    let line = AuditRecord(
      number: 1, epoch: 1, line: [1, 2, 3], mac: [UInt8](repeating: 4, count: 32))
    let digest = String(repeating: "ab", count: 32)
    let snapshot = """
      {"audit":{"segments":[{"first":1,"last":9,"name":"1","sha256":"\(digest)","size":9}],\
      "tail":""},"deletions":[[20780,"\(digest.prefix(32))"]],"envelopes":[],"generation":1,\
      "keyring":"\(digest)","mailbox":"\(digest.prefix(32))","objects":[],"packs":[{"day":20780,\
      "rows":1,"sha256":"\(digest)","size":9}],"position":4,"schema":"tacita/snapshot/1",\
      "time":"2026-11-22T12:00:00Z"}
      """
    return [
      [0] + Pack.magic + Pack.record(of: row), [1] + AuditSegment.encode([line, line]),
      [2] + Array(snapshot.utf8),
    ]
  }
  return 0
}
