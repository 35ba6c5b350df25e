internal import ArgumentParser
internal import MessageVault
internal import Policies

/// People who were never verified, and why they are written to all the same.
struct UnverifiedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Accept people who are not verified, and why.", valueName: "reason"))
  private var allowUnverified: String?

  /// The reason, where the policy of this machine takes one.
  func reason(in vault: OpenVault) throws -> String? {
    try vault.machine.checkException(allowUnverified, option: "--allow-unverified")
    return allowUnverified
  }

  func check() throws {
    if let reason = allowUnverified, reason.allSatisfy(\.isWhitespace) {
      throw Failure.usage("--allow-unverified needs a reason", hint: "it is kept in the audit log")
    }
  }
}
