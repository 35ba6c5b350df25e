internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault

/// The lines of the audit log about what arrived. Whoever can write to a mailbox could make it grow
/// for ever: of one kind, a run writes so many lines and then one with the number of the rest.
final class RefusalLog {
  private static let most = 16

  private let vault: OpenVault
  private var counts: [String: Int] = [:]

  init(_ vault: OpenVault) { self.vault = vault }

  /// The line for a message that is kept.
  func line(for head: MessageHead) -> AuditLine {
    line("done", SignedFacts(head), patient: head.patient?.description)
  }

  /// The line for what is not kept; nil when it is only counted.
  func line(for outcome: ReceiveOutcome) -> AuditLine? {
    switch outcome {
    case .duplicate(let facts): counted(outcome.name, facts)
    case .refused(let refusal, let facts): counted(refusal.name, facts)
    case .received, .receipt, .recall, .notice, .recalled, .queued, .held, .unknownKind, .early,
      .skipped:
      nil
    }
  }

  private func counted(_ name: String, _ facts: SignedFacts?) -> AuditLine? {
    counts[name, default: 0] += 1
    return counts[name, default: 0] <= Self.most ? line(name, facts) : nil
  }

  private func line(
    _ outcome: String, _ facts: SignedFacts?, patient: String? = nil, purpose: String? = nil
  ) -> AuditLine {
    AuditLine(
      "receive", .create, at: vault.clock.now(), outcome: outcome,
      object: facts.map { vault.rowKey(from: $0.from, id: $0.id).hex }, patient: patient,
      parties: facts.map { [$0.from.description] } ?? [], purpose: purpose)
  }

  /// Writes down how many were only counted.
  func finish() throws {
    let lines = counts.filter { $0.value > Self.most }.sorted { $0.key < $1.key }.map {
      line($0.key, nil, purpose: "\($0.value - Self.most) more")
    }
    counts = [:]
    if !lines.isEmpty { try vault.note(lines) }
  }
}
