package import ArgumentParser
internal import Files
internal import MessageVault
internal import Messaging

package struct Delete: TacitaCommand {
  package static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete messages here before they expire.",
    discussion: """
      tacita delete 3f9a

      For a message to the wrong patient or person. Copies elsewhere stay until they expire.
      """)

  @Argument(help: "The beginnings of ids, or @last.")
  var ids: [String]

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  package init() {}

  package func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    let messages = StoredMessages(try home.openVault(context, printer))
    let found = try ids.map { try messages.find($0) }
    for message in found {
      try messages.delete(message)
      try printer.result(
        text: "deleted \(message.summary.id.hex)",
        json: JSONObject([
          "id": .string(message.summary.id.hex), "outcome": "deleted", "schema": "tacita/delete/1",
        ]))
    }
    return .done
  }
}
