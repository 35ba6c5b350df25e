package import Files

/// Where snapshots of registers are kept: public data, one file a register.
package struct SnapshotFolder: Sendable {
  package let path: String

  package init(_ path: String) { self.path = path }

  /// `$XDG_DATA_HOME/tacita-registers`, else `~/.local/share/tacita-registers`. Nil when neither
  /// variable is set.
  package static func located(environment: [String: String]) -> SnapshotFolder? {
    func value(_ name: String) -> String? {
      environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    let data = value("XDG_DATA_HOME") ?? value("HOME").map { Paths.join($0, ".local/share") }
    return data.map { SnapshotFolder(Paths.join($0, "tacita-registers")) }
  }

  func place(of register: Register) -> String { Paths.join(path, "\(register.rawValue).snapshot") }

  /// The registers that have a snapshot.
  package func registers() throws -> [Register] {
    try Register.allCases.filter { try Directories.facts(place(of: $0)) != nil }
  }

  /// The snapshot of `register`; nil when there is none.
  package func open(_ register: Register) throws -> Snapshot? {
    let place = place(of: register)
    guard try Directories.facts(place) != nil else { return nil }
    return try Snapshot(place, register)
  }

  /// Removes the snapshot of `register`. Throws ``RegisterError/noSnapshot(_:)``.
  package func remove(_ register: Register) throws {
    guard try Directories.facts(place(of: register)) != nil else {
      throw RegisterError.noSnapshot(register)
    }
    try Directories.removeFile(place(of: register))
  }
}

/// What a snapshot says of itself.
package struct SnapshotFacts: Sendable, Equatable {
  package let register: Register
  /// The name of the file it was made from.
  package let source: String
  /// Of what moment the data is.
  package let date: Timestamp
  package let imported: Timestamp
  /// SHA-256 of the file, in hexadecimal.
  package let sha256: String
  /// Different numbers.
  package let people: Int
  /// Rows that were read, rows of other identifiers, and rows that could not be read.
  package let rows: Int
  package let skipped: Int
  package let bad: Int
}
