internal import ArgumentParser
internal import Messaging
internal import Policies
internal import Secrets

/// What a new passphrase must be.
struct PassphraseOptions: ParsableArguments {
  @Flag(help: "Take a passphrase that is easy to guess, as tests do.")
  var allowWeakPassphrase = false

  /// Why a passphrase typed for the home of `name` is refused, with one to use instead.
  func objection(name: String, _ machine: MachinePolicy) -> (SecretBytes) -> String? {
    { secret in
      guard !allowWeakPassphrase || machine.judgesPassphrases,
        let reason = PassphraseRule.objection(to: secret, name: name, machine)
      else { return nil }
      return "\(reason). \(PassphraseWords.count) words at random (\(PassphraseWords.bits) bits) "
        + "are good, like: \(PassphraseWords.generate())"
    }
  }

  /// Throws for a passphrase from a file that is refused.
  func check(_ secret: SecretBytes, name: String, _ machine: MachinePolicy) throws {
    guard !allowWeakPassphrase || machine.judgesPassphrases,
      let reason = PassphraseRule.objection(to: secret, name: name, machine)
    else { return }
    throw Failure(
      "weak-passphrase", .usage, "\(reason); nothing was made",
      hint: "take another, like \(PassphraseWords.count) words at random"
        + (machine.judgesPassphrases ? "; tacita policy tells what this machine asks for" : ""))
  }
}
