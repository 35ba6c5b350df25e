internal import Files
internal import MessageVault
internal import Policies

/// The policy of this machine, as its users see it.
enum MachineText {
  /// The administrator's message, for a person at a terminal.
  static func greet(_ machine: MachinePolicy, _ context: Context, _ printer: Printer) {
    guard context.errors.isTerminal, let message = machine.word(.message) else { return }
    printer.remarkPlain(message.escapedForTerminal())
  }

  /// A row of `tacita status`; none where there is no policy.
  static func rows(_ machine: MachinePolicy) -> [[String]] {
    guard !machine.isEmpty else { return [] }
    return [["policy", "\(machine.rules.count.counted("rule")) of this machine: tacita policy"]]
  }
}

/// Whether a home is as the policy of this machine wants it, as far as a locked home can tell.
extension Checkup {
  static func policy(_ vault: Vault) -> [Check] {
    let machine = vault.machine
    guard !machine.isEmpty else { return [] }
    var found: [Check] = []
    if case .opensTooEasily(let rule, let reason, let mend)? = vault.slotObjection {
      found.append(
        .todo(.policy, "by policy of this machine (\(rule.rawValue)): \(reason)", hint: mend))
    }
    if !machine.recoveryRecipients.isEmpty, !vault.keyslots.hasRecovery {
      found.append(
        .todo(
          .policy, "by policy of this machine (recovery) the home should have a recovery slot",
          hint: "tacita key add recovery"))
    }
    if machine.forwardsAudit, !SystemLog.isThere {
      found.append(
        .todo(
          .policy, "the audit log is not forwarded: nothing listens at \(SystemLog.path)",
          hint: "start the machine's log, or take audit.forward out of its policy"))
    }
    let rules = machine.rules.count.counted("rule")
    return found.isEmpty
      ? [.good(.policy, "\(rules) of this machine: tacita policy lists them")] : found
  }
}
