internal import AgeFormat
internal import Envelopes
internal import Files
internal import MessageVault

/// Opens a message as it lies in a repository and compares all of it with what its sender signed.
struct MessageCheck {
  private let vault: OpenVault

  init(_ vault: OpenVault) { self.vault = vault }

  enum Verdict {
    case whole
    case damaged
    /// The key of its day is not here.
    case noKey
  }

  /// Whether the columns of a row open, whatever its payload is.
  func verdictOnColumns(of row: SealedRow) throws -> Verdict {
    do { return try vault.opened(row) == nil ? .noKey : .whole } catch is VaultError {
      return .damaged
    }
  }

  /// `object` is the payload of a row that holds none.
  func verdict(on row: SealedRow, object: Descriptor?) throws -> Verdict {
    do {
      guard let opened = try vault.opened(row) else { return .noKey }
      guard row.isMessage else { return .whole }
      return try isWhole(opened, row, object) ? .whole : .damaged
    } catch is VaultError {
      return .damaged
    } catch is Refusal {
      return .damaged
    } catch is AgeError {
      return .damaged
    }
  }

  private func isWhole(
    _ columns: [SealedRow.Column: [UInt8]], _ row: SealedRow, _ object: Descriptor?
  ) throws -> Bool {
    guard let head = columns[.head], let tail = columns[.tail], let frames = columns[.frames],
      let fileKey = columns[.fileKey], columns[.summary] != nil
    else { return false }
    let key = try FileKey(fileKey)
    let payload: PayloadReader
    if let object {
      payload = try PayloadReader(fileKey: key, object)
    } else {
      guard !row[.payload].isEmpty else { return false }
      payload = try PayloadReader(fileKey: key, row[.payload])
    }
    let reader = try ContentReader(
      headLine: head, tailLine: tail, frames: frames, payload: payload)
    for part in reader.tail.parts.indices { try reader.read(part) { _ in } }
    return true
  }
}
