internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Policies

struct KeyAdd: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "add", abstract: "Add a slot: another passphrase, a key file, or recovery.",
    discussion: """
      tacita key add passphrase
      tacita key add keyfile /etc/tacita.key
      tacita key add recovery age1pq1…
      tacita key add passphrase --recovery-identity /media/safe/recovery.txt

      The key file is made if it is not there. Any one slot opens the home. If the passphrase is \
      forgotten, the recovery identity opens the home for this verb.
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case passphrase, keyfile, recovery
  }

  @Argument(help: "passphrase, keyfile or recovery.")
  var kind: Kind

  @Argument(
    help: "The key file, or the age recipient; else those of this machine's policy.",
    completion: .file())
  var value: String?

  @Flag(help: "Allow a recovery recipient that a quantum computer could break (age1…).")
  var classicalRecovery = false

  @Option(
    help: ArgumentHelp(
      "Open with this age identity, of a recovery slot, to add what was lost.",
      valueName: "file"),
    completion: .file())
  var recoveryIdentity: String?

  @OptionGroup var new: NewSecretOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func check() throws {
    guard (kind == .passphrase) == (value == nil) || kind == .recovery else {
      throw Failure(
        "usage", .usage, "a keyfile needs its file, recovery its recipient, a passphrase neither")
    }
  }

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let recipient = try kind == .recovery ? value.map { try self.recipient($0, printer) } : nil
    let vault = try opened(context, printer)
    if kind == .recovery, value == nil, vault.machine.recoveryRecipients.isEmpty {
      throw Failure.usage(
        "there is no recipient, and the policy of this machine names none",
        hint: "tacita key add recovery age1pq1…")
    }
    var made: [TemporaryFile] = []
    let slot = try vault.addSlot { slots, master in
      switch kind {
      case .passphrase:
        let secret = try new.passphrase(
          context, for: vault, noInput: home.noInput, &made)
        try slots.addPassphrase(
          secret.passphrase, secondFactor: secret.secondFactor, to: master)
      case .keyfile:
        slots.addKeyfile(try SecretOptions.keyfile(madeAt: value ?? "", &made), to: master)
      case .recovery:
        if let recipient {
          try slots.addRecovery(to: [recipient], of: master)
        } else {
          try slots.addRecovery(by: vault.machine, of: master)
        }
      }
    }
    made.forEach { $0.keep() }
    try printer.result(text: "added \(slot.id.hex)", json: slot.json)
    return .done
  }

  private func opened(_ context: Context, _ printer: Printer) throws -> OpenVault {
    guard let recoveryIdentity else { return try home.openedBySecret(context, printer).vault }
    let identity = SlotSecret.recovery(try RecoveryIdentity.read(recoveryIdentity))
    return try HomeOptions.unlock(
      try home.vault(context), identity, toChangeSlots: true, printer)
  }

  private func recipient(_ text: String, _ printer: Printer) throws -> any AgeRecipient {
    try RecoveryRecipient.read(text, classicalAllowed: classicalRecovery, printer)
  }
}
