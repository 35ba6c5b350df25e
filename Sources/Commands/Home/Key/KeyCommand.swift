internal import ArgumentParser

struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "The slots that open the home: passphrases, key files, recovery.",
    discussion: """
      tacita key list
      tacita key passphrase
      """,
    subcommands: [KeyList.self, KeyAdd.self, KeyRemove.self, KeyPassphrase.self, KeyRekey.self])
}
