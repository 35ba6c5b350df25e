internal import ArgumentParser
internal import Files
internal import Imaging
internal import MessageVault
internal import Secrets

struct VersionCommand: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "version",
    abstract: "Show the version of tacita and of the libraries inside.",
    discussion: "tacita version --json | jq -r .libraries.openssl")

  @OptionGroup var output: OutputOptions

  /// Packages of Swift, as Package.swift pins them.
  static let packages = [
    ("grdb", "7.10.0"), ("swift-argument-parser", "1.8.2"), ("swift-crypto", "4.5.2"),
  ]

  func run(_ context: Context) throws -> Status {
    let libraries =
      [
        ("libjpeg", PictureLibraries.jpeg), ("libpng", PictureLibraries.png),
        ("libsodium", Sodium.version), ("openssl", Libcrypto.version),
        ("sqlite", SQLiteLibrary.version), ("utf8proc", UnicodeText.libraryVersion),
        ("zlib", PictureLibraries.zlib),
      ] + Self.packages
    try output.printer(context).result(
      text: Tacita.version,
      json: JSONObject([
        "libraries": .object(JSONObject(libraries.map { ($0.0, .string($0.1)) })),
        "schema": "tacita/version/1", "version": .string(Tacita.version),
      ]))
    return .done
  }
}
