internal import Files
internal import FoundationEssentials
internal import GRDB
package import Identities
internal import Secrets

/// What is known of other people, as one: contacts, and which revocation ended which identity.
package struct TrustRecords: Sendable {
  package var shelf: ContactShelf
  package var revocations: KeptRevocations
  /// Other bytes once anything of this was changed; empty before it ever was.
  package private(set) var version: [UInt8] = []

  package init(shelf: ContactShelf, revocations: KeptRevocations) {
    self.shelf = shelf
    self.revocations = revocations
  }

  fileprivate init(shelf: ContactShelf, revocations: KeptRevocations, version: [UInt8]) {
    self.init(shelf: shelf, revocations: revocations)
    self.version = version
  }
}

extension OpenVault {
  /// The revocations that are kept.
  package func keptRevocations() throws -> KeptRevocations { try readKeys(keptRevocations) }

  private func keptRevocations(_ database: GRDB.Database) throws -> KeptRevocations {
    do {
      return try opened(database, .revocations).map { try KeptRevocations(bytes: $0) }
        ?? KeptRevocations()
    } catch is DocumentError {
      throw VaultError.damaged("settings.revocations")
    }
  }

  private func opened(_ database: GRDB.Database, _ name: SettingName) throws -> [UInt8]? {
    try Self.sealedSetting(database, name).map {
      try seal.open($0, rowsKey, at: Self.place(name))
    }
  }

  /// Contacts and the revocations that are kept. No contact is read by this.
  package func trustRecords() throws -> TrustRecords { try readKeys(trustRecords) }

  private func trustRecords(_ database: GRDB.Database) throws -> TrustRecords {
    TrustRecords(
      shelf: ContactShelf(self, verifiers: try verifiers(database)),
      revocations: try keptRevocations(database),
      version: try opened(database, .trustVersion) ?? [])
  }

  /// Public keys, one after another, and zeros: the length tells no number of them that is smaller
  /// than ``verifierBlock``.
  private func verifiers(_ database: GRDB.Database) throws -> Set<Identity> {
    let bytes = try opened(database, .verifiers) ?? []
    let keys = stride(from: 0, to: bytes.count, by: 32).map {
      Array(bytes[$0..<min($0 + 32, bytes.count)])
    }
    return try Set(
      keys.filter { $0.contains { $0 != 0 } }.map {
        guard let identity = Identity(publicKey: $0) else {
          throw VaultError.damaged("settings.verifiers")
        }
        return identity
      })
  }

  private static let verifierBlock = 16

  private func setVerifiers(_ database: GRDB.Database, _ verifiers: Set<Identity>) throws {
    var bytes = verifiers.sorted().flatMap(\.publicKey)
    let block = Self.verifierBlock * 32
    bytes += [UInt8](repeating: 0, count: (block - bytes.count % block) % block)
    try setSetting(database, .verifiers, bytes)
  }

  /// Changes contacts and revocations in one transaction, from what is on file now: what other
  /// processes changed meanwhile is never undone. Returns all as they are then. Only what changed
  /// is written.
  @discardableResult
  package func changeTrust(_ change: (inout TrustRecords) throws -> Void) throws -> TrustRecords {
    try writeKeys { database in
      let before = try trustRecords(database)
      var after = before
      try change(&after)
      if !after.shelf.changes.isEmpty || after.shelf.verifiers != before.shelf.verifiers
        || after.revocations != before.revocations
      {
        try setSetting(database, .trustVersion, RandomBytes.make(16))
      }
      for (identity, contact) in after.shelf.changes where contact == nil {
        try delete(database, identity)
      }
      for contact in after.shelf.changes.values.compactMap({ $0 }) {
        try write(database, contact)
      }
      if after.shelf.verifiers != before.shelf.verifiers {
        try setVerifiers(database, after.shelf.verifiers)
      }
      if after.revocations != before.revocations {
        try setSetting(database, .revocations, after.revocations.bytes)
      }
      return try trustRecords(database)
    }
  }
}
