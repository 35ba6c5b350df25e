internal import ArgumentParser
internal import Files
internal import Registers

/// How registers are looked up.
struct LookUpOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("How old a snapshot may be, like 7d; else 31d.", valueName: "duration"))
  var maxAge: String?

  @Flag(help: "Ask the register over the network, through the program tacita-register.")
  var online = false

  @Option(
    help: ArgumentHelp(
      "With --online: another address, such as that of a test server.", valueName: "url"))
  var endpoint: String?

  @Option(
    help: ArgumentHelp(
      "With --online: a file with the key that the French service asks for.", valueName: "file"),
    completion: .file())
  var accessKeyFile: String?

  @Option(
    help: ArgumentHelp(
      "With --online: how long an answer may take; else 20s.", valueName: "duration"))
  var timeout: String?

  func check() throws {
    for (name, value) in [
      ("--endpoint", endpoint), ("--access-key-file", accessKeyFile), ("--timeout", timeout),
    ] where value != nil && !online {
      throw Failure.usage("\(name) goes with --online")
    }
    if online, maxAge != nil { throw Failure.usage("--max-age cannot be used with --online") }
  }

  func desk(_ context: Context) throws -> RegisterDesk {
    RegisterDesk(
      try Self.folder(context), clock: context.clock,
      maximumAge: try Self.seconds(maxAge, "--max-age") ?? RegisterDesk.usualAge,
      online: online ? try onlineRegister(context) : nil)
  }

  static func folder(_ context: Context) throws -> SnapshotFolder {
    guard let folder = SnapshotFolder.located(environment: context.environment) else {
      throw Failure(
        "no-home", .configuration, "neither XDG_DATA_HOME nor HOME is set",
        hint: "set one of them: snapshots of registers are kept below it")
    }
    return folder
  }

  private func onlineRegister(_ context: Context) throws -> OnlineRegister {
    // Nothing found is told as a fact of each number: it could not be found out.
    let program = HelperProgram.find(
      OnlineRegister.programName, path: context.environment["PATH"])
    var options = OnlineRegister.Options(program: program ?? "")
    options.endpoint = endpoint
    options.timeout = max(1, try Self.seconds(timeout, "--timeout") ?? options.timeout)
    options.environment = OnlineRegister.passedOn(context.environment)
    if let accessKeyFile {
      guard let bytes = try Descriptor.reading(accessKeyFile).readAll(limit: 4096) else {
        throw Failure.usage("\(accessKeyFile) is too long to be an access key")
      }
      let key = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      guard key.count == 1 else {
        throw Failure.usage("there is not one access key in \(accessKeyFile)")
      }
      options.accessKey = String(key[0])
    }
    return OnlineRegister(options)
  }

  static func seconds(_ text: String?, _ option: String) throws -> Int? {
    try text.map { try Durations.seconds($0, option) }
  }
}
