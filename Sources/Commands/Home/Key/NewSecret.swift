internal import AgeFormat
internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging
internal import Policies
internal import Secrets

/// The secret of a slot that is being made.
struct NewSecretOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read the new passphrase from a file of yours alone.", valueName: "file"),
    completion: .file())
  var newPassphraseFile: String?

  @Option(help: ArgumentHelp("Read the new passphrase from an open descriptor.", valueName: "n"))
  var newPassphraseFd: Int32?

  @Option(
    help: ArgumentHelp("The new slot's second factor, made if it is not there.", valueName: "file"),
    completion: .file())
  var newSecondFactor: String?

  @OptionGroup var strength: PassphraseOptions

  /// The new passphrase and its second factor, given or typed twice; a file made for it is added to
  /// `made`, to be kept once the slot is.
  func passphrase(
    _ context: Context, for vault: OpenVault, noInput: Bool, _ made: inout [TemporaryFile]
  ) throws -> (passphrase: SecretBytes, secondFactor: SecretBytes?) {
    var passphrase = try SecretOptions.passphrase(
      file: newPassphraseFile, descriptor: newPassphraseFd)
    let name = try Profile(vault).name
    try passphrase.map { try strength.check($0, name: name, vault.machine) }
    if passphrase == nil, !noInput {
      passphrase = try Prompt(context)?.newSecret(
        "new passphrase", objection: strength.objection(name: name, vault.machine))
    }
    guard let passphrase else {
      throw Failure(
        "no-passphrase", .usage, "there is no terminal to ask for the new passphrase at",
        hint: "give --new-passphrase-file or --new-passphrase-fd")
    }
    return (passphrase, try newSecondFactor.map { try SecretOptions.keyfile(madeAt: $0, &made) })
  }
}

/// What all verbs that change slots have in common.
extension HomeOptions {
  /// The home, opened by a secret that is at hand here and now: an agent's key is not enough to
  /// change how the home opens.
  func openedBySecret(
    _ context: Context, _ printer: Printer
  ) throws -> (vault: OpenVault, secret: SlotSecret) {
    let vault = try vault(context)
    let opened = try opened(vault, context) {
      (try Self.unlock(vault, $0, toChangeSlots: true, printer), $0)
    }
    guard let opened else { throw VaultError.locked }
    return opened
  }
}
