package import ArgumentParser

package struct ConfigCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Read and change the settings of the home.",
    discussion: """
      tacita config get
      tacita config set route spool:/srv/ward
      """,
    subcommands: [ConfigGet.self, ConfigSet.self])

  package init() {}
}
