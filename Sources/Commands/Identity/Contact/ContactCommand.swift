internal import ArgumentParser

struct ContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact",
    abstract: "Add, check and list the people you write to.",
    discussion: """
      tacita contact add --as jansen jansen.card
      tacita contact verify jansen
      """,
    subcommands: [
      ContactAdd.self, ContactList.self, ContactShow.self, ContactVerify.self, ContactRename.self,
      ContactReplace.self,
      ContactTrust.self, ContactDistrust.self, ContactCheck.self,
      ContactRemove.self,
    ])
}
