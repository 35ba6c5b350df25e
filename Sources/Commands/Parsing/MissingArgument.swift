/// What a verb needs and did not get, in words that say what to do.
struct MissingArgument {
  let message: String
  let hint: String

  /// Nil where the name of the argument says enough.
  init?(_ verb: String, _ name: String) {
    switch (verb, name) {
    case ("tacita show", "ID"):
      (message, hint) = ("name a message by its id, or @last", "tacita list shows the ids")
    case ("tacita show", "--part NUMBER"):
      (message, hint) = ("name a part by its number", "tacita show ID lists the parts")
    case ("tacita delete", _):
      (message, hint) = ("name at least one message by its id", "tacita list shows the ids")
    case ("tacita backup", "DIR"):
      (message, hint) = (
        "name the folder for the backup", "for example: tacita backup /mnt/backup/devries"
      )
    case ("tacita restore", "DIR"):
      (message, hint) = (
        "name the folder of the backup", "for example: tacita restore /mnt/backup/devries"
      )
    case ("tacita keygen", "--name NAME"):
      (message, hint) = (
        "give your name with --name", "for example: tacita keygen --name 'A. de Vries'"
      )
    case ("tacita key remove", _):
      (message, hint) = ("name a slot by its id", "tacita key list shows the ids")
    case ("tacita key add", "KIND"):
      (message, hint) = (
        "say what kind of slot: passphrase, keyfile or recovery",
        "for example: tacita key add passphrase"
      )
    case (_, "CONTACT"):
      (message, hint) = ("name a contact", "tacita contact list shows your contacts")
    default: return nil
    }
  }
}
