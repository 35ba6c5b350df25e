internal import ArgumentParser

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read and check the log of who did what.",
    discussion: """
      tacita audit list --since 2d
      tacita audit verify
      """,
    subcommands: [AuditList.self, AuditVerify.self, AuditExport.self])
}
