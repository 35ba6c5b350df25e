internal import ArgumentParser

/// The root of the command line.
struct Tacita: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "tacita",
    abstract: "Secure clinical messaging for the shell.",
    discussion: """
      tacita keygen --name 'A. de Vries' --route spool:/srv/ward
      tacita send --to jansen --attach rash.jpg < note.txt
      tacita receive
      """,
    version: version,
    subcommands: [],
    groupedSubcommands: [
      CommandGroup(
        name: "Identity and contacts",
        subcommands: [
          Keygen.self, CardCommand.self, ProfileCommand.self, ContactCommand.self,
          DirectoryCommand.self,
        ]),
      CommandGroup(
        name: "Who is a professional",
        subcommands: [
          VerifyRegistration.self, Attest.self, Revoke.self, RegisterCommand.self,
        ]),
      CommandGroup(
        name: "Messages",
        subcommands: [
          Send.self, Receive.self, List.self, Show.self, Search.self, Ack.self, Forward.self,
          Recall.self, Overdue.self, AskAgain.self, Export.self, VerifyExport.self, Delete.self,
        ]),
      CommandGroup(
        name: "Teams and roles", subcommands: [TeamCommand.self, RoleCommand.self]),
      CommandGroup(
        name: "Pictures and texts", subcommands: [Blur.self, VerifyBlur.self, Redact.self]),
      CommandGroup(
        name: "The home",
        subcommands: [
          Unlock.self, Lock.self, KeyCommand.self, StatusCommand.self, Doctor.self,
          ConfigCommand.self, PolicyCommand.self, Retire.self, VersionCommand.self,
          AgentServe.self, HelperKeep.self,
        ]),
      CommandGroup(
        name: "Many homes", subcommands: [FleetCommand.self]),
      CommandGroup(
        name: "Forgetting and keeping",
        subcommands: [
          PurgeExpired.self, BackupCommand.self, RestoreCommand.self, AuditCommand.self,
        ]),
    ])
}
