internal import Files
package import Identities
package import MessageVault
package import Messaging
package import Registers
package import Transports

/// Checks whether contacts are still what they were believed to be.
package struct ContactsCheck {
  private let vault: OpenVault
  private let desk: RegisterDesk
  package private(set) var book: ContactBook

  package init(_ vault: OpenVault, at desk: RegisterDesk) throws {
    self.vault = vault
    self.desk = desk
    book = try ContactBook(vault)
  }

  /// Publishes what was revoked here, then takes what the route has of `contacts` and of verifiers.
  package mutating func refresh(
    _ contacts: [Contact], from spool: any Route
  ) throws -> [ContactBook.RefusedDocument] {
    try Revoker(vault).publishAll(in: spool)
    return try book.refresh(contacts + book.verifiers, from: spool)
  }

  /// Looks up all claims of `contacts`, hands each result to `report`, and notes in the audit log
  /// who was checked. `report` returns the outcome as the log is to have it, nil when all is well.
  package func run(
    _ contacts: [Contact], report: (Contact, CardCheck) throws -> String?
  ) throws {
    let current = contacts.compactMap { book[$0.identity] }
    var outcome = "done"
    for contact in current {
      let check = try CardCheck(
        contact.card, at: desk, trust: book.trust, now: vault.clock.now())
      if let worse = try report(contact, check) { outcome = worse }
    }
    try vault.note([
      AuditLine(
        "contact-check", .execute, at: vault.clock.now(), outcome: outcome,
        parties: current.map(\.identity.description))
    ])
  }
}
