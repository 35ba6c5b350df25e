internal import ArgumentParser
internal import Files
internal import MessageVault

struct KeyPassphrase: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "passphrase", abstract: "Change the passphrase.",
    discussion: """
      tacita key passphrase

      Replaces the slot that the old passphrase opens. Its second factor stays the same unless \
      you give another. With a copy of the old key slots, the old passphrase still opens that \
      copy: if it leaked, run tacita key rekey as well.
      """)

  @OptionGroup var new: NewSecretOptions
  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let (vault, secret) = try home.openedBySecret(context, printer)
    guard case .passphrase(_, let secondFactor) = secret else {
      throw Failure(
        "usage", .usage, "the home was opened by a key file",
        hint: "add a passphrase with tacita key add passphrase")
    }
    let old = try vault.vault.keyslots.opened(by: secret)
    var made: [TemporaryFile] = []
    if old.contains(where: \.isOneTime) {
      let fresh = try new.passphrase(context, for: vault, noInput: home.noInput, &made)
      try vault.endOneTimePassphrase(fresh.passphrase, secondFactor: fresh.secondFactor)
      made.forEach { $0.keep() }
      guard let slot = try Keyslots.read(vault.vault.home).slots.first else { return .done }
      try printer.result(
        text: "the home is yours alone: the one-time passphrase opens nothing any more",
        json: slot.json)
      return .done
    }
    let slot = try vault.changePassphrase(replacing: old) { slots, master in
      let fresh = try new.passphrase(
        context, for: vault, noInput: home.noInput, &made)
      // A second factor stays one unless another is given: a new passphrase opens no more easily.
      let factor = old.contains(where: \.needsSecondFactor) ? secondFactor : nil
      try slots.addPassphrase(
        fresh.passphrase, secondFactor: fresh.secondFactor ?? factor, to: master)
    }
    made.forEach { $0.keep() }
    try printer.result(text: "changed; the new slot is \(slot.id.hex)", json: slot.json)
    printer.remark(
      "if the old passphrase leaked, run tacita key rekey: old copies then open "
        + "nothing")
    return .done
  }
}
