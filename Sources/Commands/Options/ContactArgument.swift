internal import ArgumentParser

/// The contact that a verb is about.
struct ContactArgument: ParsableArguments {
  @Argument(help: "An alias or an identity.", completion: .contacts)
  var contact: String
}
