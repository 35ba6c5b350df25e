internal import ArgumentParser
internal import Files
internal import MessageVault

struct KeyList: TacitaCommand {
  static let declaration = CommandConfiguration(
    commandName: "list", abstract: "List the slots; needs no passphrase.",
    discussion: "tacita key list")

  @OptionGroup var home: HomeOptions
  @OptionGroup var output: OutputOptions

  func run(_ context: Context) throws -> Status {
    let printer = output.printer(context)
    for slot in try home.vault(context).keyslots.slots {
      try printer.result(text: "\(slot.id.hex)  \(slot.text)", json: slot.json)
    }
    return .done
  }
}

extension Keyslots.Slot {
  var kindName: String {
    switch kind {
    case .passphrase: "passphrase"
    case .keyfile: "keyfile"
    case .recovery: "recovery"
    }
  }

  var needsSecondFactor: Bool {
    if case .passphrase(_, _, let secondFactor, _) = kind { return secondFactor }
    return false
  }

  /// As `--json` tells it.
  var json: JSONObject {
    JSONObject([
      "id": .string(id.hex), "kind": .string(kindName),
      "oneTime": isOneTime ? .bool(true) : nil, "schema": "tacita/key/1",
      "secondFactor": .bool(needsSecondFactor),
    ])
  }

  var text: String {
    (isOneTime ? "one-time " : "") + kindName + (needsSecondFactor ? " with second factor" : "")
  }
}
