internal import ArgumentParser

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Read and change the settings of the home.",
    discussion: """
      tacita config get
      tacita config set route spool:/srv/ward
      """,
    subcommands: [ConfigGet.self, ConfigSet.self])
}
