internal import ArgumentParser

/// People who were never verified, and why they are written to all the same.
struct UnverifiedOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Accept people who are not verified, and why.", valueName: "reason"))
  var allowUnverified: String?

  func check() throws {
    if let reason = allowUnverified, reason.allSatisfy(\.isWhitespace) {
      throw Failure.usage("--allow-unverified needs a reason", hint: "it is kept in the audit log")
    }
  }
}
