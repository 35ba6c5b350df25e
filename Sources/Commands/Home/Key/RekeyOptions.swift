internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import KeyAgent
internal import MessageVault
internal import Policies

/// What `rekey` and `remove` share.
struct RekeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep a recovery slot for this age recipient; may be repeated.", valueName: "recipient"))
  var recovery: [String] = []

  @Flag(help: "Allow a recovery recipient that a quantum computer could break (age1…).")
  var classicalRecovery = false

  @Flag(help: "Remove the other slots without asking.")
  var dropOthers = false

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context, removing prefix: String?) throws {
    let printer = output.printer(context)
    let recipients = try recovery.map {
      try RecoveryRecipient.read($0, classicalAllowed: classicalRecovery, printer)
    }
    let (vault, secret) = try home.openedBySecret(context, printer)
    let all = vault.vault.keyslots
    let kept = try all.opened(by: secret)
    let removed = try prefix.map { try slot($0, in: all, kept: kept) }
    let others = all.slots.filter { slot in
      slot.id != removed?.id && !kept.contains { $0.id == slot.id }
    }
    let keepsRecovery = !recovery.isEmpty || !vault.machine.recoveryRecipients.isEmpty
    try confirmRemoval(of: others, keepsRecovery: keepsRecovery, context)
    try vault.rekey { slots, master in
      try slots.add(secret, like: kept, to: master)
      if !recipients.isEmpty { try slots.addRecovery(to: recipients, of: master) }
      try slots.addRecovery(by: vault.machine, of: master)
    }
    _ = try home.agent(vault.vault, context).lock()
    try printer.result(
      text: removed.map { "removed \($0.id.hex); the master key is new" }
        ?? "the master key is new",
      json: JSONObject([
        "removed": .array(((removed.map { [$0] } ?? []) + others).map { .string($0.id.hex) }),
        "schema": "tacita/rekey/1",
      ]))
  }

  private func slot(
    _ prefix: String, in all: Keyslots, kept: [Keyslots.Slot]
  ) throws -> Keyslots.Slot {
    let found = all.slots.filter { $0.id.hex.hasPrefix(prefix.lowercased()) }
    guard let slot = found.first, found.count == 1, !prefix.isEmpty else {
      throw Failure(
        "unknown-slot", .noInput, "there is no slot “\(prefix.escapedForTerminal())”, or several",
        hint: "see tacita key list")
    }
    guard all.slots.count > 1 else {
      throw Failure(
        "last-slot", .locked, "this is the last slot: without it nothing opens the home",
        hint: "add another first, with tacita key add")
    }
    guard !kept.contains(where: { $0.id == slot.id }) else {
      throw Failure(
        "slot-in-use", .usage, "this is the slot that opened the home just now",
        hint: "open the home with another secret to remove it")
    }
    return slot
  }

  private func confirmRemoval(
    of others: [Keyslots.Slot], keepsRecovery: Bool, _ context: Context
  ) throws {
    let lost = others.filter { slot in !(slot.kindName == "recovery" && keepsRecovery) }
    guard !lost.isEmpty, !dropOthers else { return }
    let list = lost.map { "\($0.id.hex) (\($0.text))" }.joined(separator: ", ")
    let question = "these slots will be removed, and can be added again: \(list). Go on? (yes/no) "
    guard !home.noInput, let prompt = Prompt(context), try prompt.confirms(question) else {
      throw Failure(
        "slots-would-go", .locked, "other slots would be lost: \(list)",
        hint: "add --drop-others if that is meant")
    }
  }
}
