internal import ArgumentParser

struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Keep snapshots of professional registers.",
    discussion: """
      tacita register import rpps PS_LibreAcces_Personne_activite_202611200300.txt
      tacita register list
      """,
    subcommands: [RegisterImport.self, RegisterList.self, RegisterRemove.self])
}
