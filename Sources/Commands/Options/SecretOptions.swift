internal import ArgumentParser
internal import Files
internal import MessageVault
internal import Secrets

/// Where the secret that opens the home comes from: never argv, environment, or standard input by
/// accident.
struct SecretOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Read the passphrase from an open descriptor.", valueName: "n"))
  var passphraseFd: Int32?

  @Option(
    help: ArgumentHelp("Read the passphrase from a file of yours alone.", valueName: "file"),
    completion: .file())
  var passphraseFile: String?

  @Option(
    help: ArgumentHelp("Open with a key file (for servers).", valueName: "file"),
    completion: .file())
  var keyfile: String?

  @Option(
    help: ArgumentHelp("The second factor's file, beside the passphrase.", valueName: "file"),
    completion: .file())
  var secondFactor: String?

  /// Longest passphrase in bytes.
  static let longest = 4096

  /// The secret given by option or credential, else one typed at the terminal when `mayPrompt`;
  /// nil when there is none.
  func read(_ context: Context, mayPrompt: Bool) throws -> SlotSecret? {
    if let keyfile { return .keyfile(try Self.keyfile(keyfile)) }
    var passphrase = try passphrase(context)
    if passphrase == nil, mayPrompt { passphrase = try Self.typed(context) }
    // The second factor alone is tried as well, with no passphrase at all: it fails like a wrong
    // one, after the same work, so that nothing tells which of the two is missing.
    if passphrase == nil, secondFactor != nil { passphrase = SecretBytes(count: 0) { _ in } }
    guard let passphrase else { return nil }
    return .passphrase(passphrase, secondFactor: try secondFactor.map { try Self.keyfile($0) })
  }

  /// Whether a secret comes without asking.
  func isGiven(_ context: Context) throws -> Bool {
    if keyfile != nil || passphraseFd != nil || passphraseFile != nil { return true }
    return try Self.credential(context) != nil
  }

  /// The path of systemd's credential, when there is one.
  private static func credential(_ context: Context) throws -> String? {
    guard let folder = context.environment["CREDENTIALS_DIRECTORY"], !folder.isEmpty else {
      return nil
    }
    let path = Paths.join(folder, "tacita-passphrase")
    return try Directories.facts(path) == nil ? nil : path
  }

  /// The passphrase from a descriptor, a file or systemd's credentials, in that order.
  func passphrase(_ context: Context) throws -> SecretBytes? {
    if let given = try Self.passphrase(file: passphraseFile, descriptor: passphraseFd) {
      return given
    }
    return try Self.credential(context).map { path in
      try Self.passphrase(from: try Self.privateFile(path, isCredential: true))
    }
  }

  /// The passphrase from an open descriptor, else from a file; nil when neither is named.
  static func passphrase(file: String?, descriptor: Int32?) throws -> SecretBytes? {
    if let descriptor {
      let file = Descriptor(descriptor, path: "descriptor \(descriptor)", owned: false)
      guard file.isOpen else {
        throw Failure.usage(
          "descriptor \(descriptor) is not open",
          hint: "open it in the shell: --passphrase-fd \(descriptor) \(descriptor)< FILE")
      }
      return try passphrase(from: file)
    }
    return try file.map(passphrase(inFile:))
  }

  private static func typed(_ context: Context) throws -> SecretBytes? {
    try Prompt(context)?.secret("passphrase: ")
  }

  private static func passphrase(inFile path: String) throws -> SecretBytes {
    try passphrase(from: try privateFile(path))
  }

  private static func passphrase(from file: Descriptor) throws -> SecretBytes {
    guard var bytes = try file.readAll(limit: longest) else {
      throw Failure("bad-passphrase", .usage, "the passphrase is longer than \(longest) bytes")
    }
    return try trimmed(&bytes, from: file.path)
  }

  /// Moves the bytes, less one final LF, into guarded memory.
  static func trimmed(_ bytes: inout [UInt8], from source: String) throws -> SecretBytes {
    if bytes.last == 0x0a { bytes.removeLast() }
    guard !bytes.isEmpty else {
      throw Failure("bad-passphrase", .usage, "there is no passphrase in \(source)")
    }
    return SecretBytes(moving: &bytes)
  }

  /// The 32 bytes of a key file.
  static func keyfile(_ path: String) throws -> SecretBytes {
    guard var bytes = try privateFile(path).readAll(limit: 32), bytes.count == 32 else {
      throw Failure(
        "bad-keyfile", .badData,
        "\(path) is not a key file: a key file has exactly "
          + "32 bytes")
    }
    return SecretBytes(moving: &bytes)
  }

  /// The 32 bytes of a key file, made at random when it is not there. One that was made is added
  /// to `made`, and removed with it unless it is kept.
  static func keyfile(madeAt path: String, _ made: inout [TemporaryFile]) throws -> SecretBytes {
    if try Directories.facts(path) == nil {
      try AtomicFile.write(RandomBytes.make(32), to: path, replacing: false)
      made.append(TemporaryFile(path))
    }
    return try keyfile(path)
  }

  /// Opens a file that only its owner may read or change; a pipe is as private as who wrote it.
  ///
  /// systemd grants a service its credentials by an access list, whose mask stands where the
  /// group's rights do: group 0 may seem to read them.
  static func privateFile(
    _ path: String, isCredential: Bool = false
  ) throws -> Descriptor {
    let file = try Descriptor.reading(path)
    let facts = try file.facts()
    let open = facts.permissions & (isCredential && facts.group == 0 ? 0o037 : 0o066)
    guard !facts.isRegularFile || open == 0 else {
      throw Failure(
        "not-private", .locked, "others can read or change \(path)", hint: "chmod 600 \(path)")
    }
    return file
  }
}
