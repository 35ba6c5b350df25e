package import Files
package import MessageVault

/// What the audit log says of a home that an agent holds open. Secrets that open no slot are noted
/// by the vault itself.
package enum Unlocking {
  /// An agent was given the key, or released it for its PIN.
  package static func began(_ vault: OpenVault, withPIN: Bool) throws {
    try vault.note([
      AuditLine("unlock", .execute, at: vault.clock.now(), object: withPIN ? "pin" : nil)
    ])
  }

  /// A wrong PIN, after the last of which the agent has forgotten the key.
  package static func refusedPIN(_ vault: Vault, forgotten: Bool) throws {
    try vault.audit([
      AuditLine(
        "unlock", .execute, at: vault.clock.now(), outcome: forgotten ? "forgotten" : "wrong-pin",
        object: "pin")
    ])
  }

  /// The agent of `home` was told to forget. That holds whatever becomes of the line: a home whose
  /// clock jumped, or that is busy or damaged, is locked all the same.
  package static func ended(_ home: Home, clock: Clock) throws {
    try Vault(home, clock: clock).audit([AuditLine("lock", .execute, at: clock.now())])
  }
}
