internal import AgeFormat
internal import Envelopes
internal import Files
internal import Fleet
internal import Identities
internal import Imaging
internal import KeyAgent
internal import MessageVault
internal import Messaging
internal import Policies
internal import Redaction
internal import Registers
internal import Backups
internal import Transports
internal import Attesting

/// What each error of the modules below means to the user.
extension Failure {
  package init(describing error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as VaultError: self.init(error)
    case let error as PolicyError: self.init(error)
    case let error as ContactError: self.init(error)
    case let error as SendingError: self.init(error)
    case let error as ReadingError: self.init(error)
    case let error as SettingError: self.init(error)
    case let error as AuthorityBookError: self.init(error)
    case let error as DirectoryError: self.init(error)
    case let refusal as Refusal: self.init(refusal)
    case let error as DocumentError: self.init(error)
    case let error as RouteError: self.init(error)
    case let error as FileError: self.init(error)
    case let error as ImagingError: self.init(error)
    case let error as AgeError: self.init(error)
    case let error as AgentError: self.init(error)
    case let error as BackupError: self.init(error)
    case let error as UnreadableText: self.init(error)
    case let error as RegisterError: self.init(error)
    case let error as AttestingError: self.init(error)
    case let error as FleetError: self.init(error)
    default: self.init("internal", .internalError, "an error that should not happen: \(error)")
    }
  }

  private init(_ error: VaultError) {
    switch error {
    case .noHome(let path):
      self.init(
        "no-home", .noInput, "there is no home at \(path)",
        hint: "if you have a home, name it with --home; otherwise make one with tacita keygen "
          + "--name NAME")
    case .homeExists(let path):
      self.init(
        "home-exists", .cannotCreate, "something is at \(path) already",
        hint: "name a path that does not exist with --home; nothing was changed")
    case .replacedExists(let path):
      self.init(
        "home-exists", .cannotCreate, "\(path), which an earlier restore set aside, still exists",
        hint: "move it (mv \(path) \(path)-1), then restore again; it forgets with "
          + "tacita purge-expired --home \(path)-1")
    case .otherHome(let path):
      self.init(
        "other-home", .cannotCreate, "what is at \(path) is not the home that was backed up",
        hint: "name a path that does not exist with --home; nothing was changed")
    case .notPrivate(let path, let exposure): self.init(exposure, of: path)
    case .newerHome(let found):
      self.init(
        "newer-home", .configuration, "this home was written by a newer tacita (format \(found))",
        hint: "install the newer tacita on this machine too")
    case .damaged(let what):
      self.init(
        "damaged", .badData, "the home is damaged: \(what)",
        hint: "tacita restore DIR builds it again from a backup, and sets this one aside")
    case .wrongSecret:
      self.init(
        "wrong-secret", .locked, "the passphrase or key file does not open this home",
        hint: "check the spelling, the keyboard layout, and which home is meant with --home")
    case .oneTimePassphrase:
      self.init(
        "one-time-passphrase", .locked,
        "this passphrase is for the first time only: set one of your own, and another than this",
        hint: "at a terminal: tacita unlock; elsewhere: tacita key passphrase "
          + "--new-passphrase-file FILE")
    case .otherMaster:
      self.init(
        "key-replaced", .busy, "the master key of this home was replaced meanwhile",
        hint: "try again; if it fails again, keyslots.json does not belong to this home: bring "
          + "the right one back")
    case .slotsChanged:
      self.init(
        "slots-changed", .busy, "somebody changed the key slots meanwhile; nothing was done",
        hint: "look at them with tacita key list, then try again")
    case .locked:
      self.init(
        "vault-locked", .locked, "the home is locked",
        hint: "at a terminal, run tacita unlock; elsewhere give --passphrase-file, "
          + "--passphrase-fd or --keyfile")
    case .busy:
      self.init(
        "vault-busy", .busy, "another tacita has been working on this home for five seconds",
        hint: "try again when it is done")
    case .clockJumped(let lastDay, let today):
      self.init(
        "clock-jumped", .locked,
        "the clock says \(today), but this home was last used on \(lastDay); no key was destroyed",
        hint: "check the clock (timedatectl) and set it if it is wrong; only if it is right, add "
          + "--clock-ok once"
      )
    case .otherCopy:
      self.init(
        "other-copy", .locked,
        "another copy of this home is in use: it published a card that was not made here",
        hint:
          "run tacita retire with the copy that is to end, then tacita card --renew with the other"
      )
    case .retired:
      self.init(
        "retired", .locked, "this copy of the home is retired: it sends and receives nothing",
        hint: "use the other copy; what is here can be read and exported until it expires")
    case .notScrubbed:
      self.init(
        "not-scrubbed", .busy,
        "the keys are destroyed, but another program was using keys.db: copies of them may be "
          + "left in it",
        hint: "run tacita purge-expired again when the other tacita is done")
    case .notExported(let count):
      self.init(
        "not-exported", .locked,
        "\(count.counted("message")) due and not exported; nothing was destroyed",
        hint: "the next run of any other verb destroys them, as does purge-expired without "
          + "--require-exported")
    case .badSlot(let reason):
      self.init("bad-slot", .unavailable, "the passphrase cannot be tried: \(reason)")
    case .queueFull(let cap):
      self.init(
        "queue-full", .inputOutput, "the queue holds \(Size.text(cap)), its limit",
        hint: "unlock the home and run tacita receive")
    }
  }

  /// What to do about an owner or a mode. Nothing that is advised opens something to others, or
  /// takes it from its owner: root is told to act as that user.
  private init(_ exposure: Exposure, of path: String) {
    let shown = path.escapedForTerminal()
    switch exposure {
    case .foreign(let owner):
      self.init(
        "not-private", .locked, "\(shown) belongs to another user, of number \(owner)",
        hint: Directories.isRoot
          ? "run tacita as that user: sudo -u '#\(owner)' tacita …"
          : "name a home of your own with --home, or ask whoever looks after this machine")
    case .open:
      self.init(
        "not-private", .locked, "\(shown) is not safe to use: others can write to it",
        hint: "find out who changed that; then: chmod go-w \(shown)")
    case .closed(let mode):
      self.init(
        "not-private", .locked,
        "\(shown) is closed to its own user: its mode is \(String(mode, radix: 8))",
        hint: "chmod u+rwX \(shown)")
    }
  }

  init(_ error: FileError) {
    let path = error.path.isEmpty ? "“”" : SystemText.shown(error.path)
    let message = "cannot \(error.action) \(path): \(error.reason)"
    if error.isFull {
      let isStream = error.path == Descriptor.standardOutput.path
      self.init(
        "disk-full", .inputOutput, message, hint: isStream ? nil : "make room and try again")
    } else if error.isMissing, error.action == "read" {
      self.init("no-such-file", .noInput, message)
    } else if error.isFolder, error.action == "read" {
      self.init(
        "is-a-folder", .usage, "cannot read \(path): it is a folder", hint: "name a file")
    } else if error.isForbidden, error.action == "read" {
      self.init(
        "cannot-read", .locked, "cannot read \(path): you are not permitted to",
        hint: "see who may: ls -l \(path)")
    } else if error.isUnreadable, error.action == "read" {
      self.init("cannot-read", .locked, message)
    } else if error.exists {
      self.init(
        "file-exists", .cannotCreate, "\(path) exists already",
        hint: "choose another name, or add --force to replace it")
    } else {
      let isNew = error.action == "create"
      self.init(
        isNew ? "cannot-create" : "input-output", isNew ? .cannotCreate : .inputOutput, message,
        hint: error.isReadOnly
          ? "name a folder that you can write to, or ask whoever looks after this disk" : nil)
    }
  }

  private init(_ error: AgentError) {
    switch error {
    case .unsafeFolder(let path):
      let mayClose = Directories.belongsToUser(path)
      self.init(
        "agent-unsafe", .locked,
        "\(path) is not a folder of yours alone, so no agent there can be trusted",
        hint: mayClose ? "chmod 700 \(path)" : "--no-agent works without an agent")
    case .memoryNotLocked:
      self.init(
        "memory-not-locked", .locked,
        "the agent cannot keep the key out of the swap: the limit on locked memory is too small",
        hint: "raise it with ulimit -l, or LimitMEMLOCK= in the unit")
    case .wrongPIN(let left):
      self.init("wrong-pin", .locked, "wrong PIN; after \(left) more the agent forgets the key")
    case .forgotten:
      self.init(
        "forgotten", .locked, "the agent has forgotten the key",
        hint: "open the home with its passphrase: tacita unlock")
    case .noAgent, .notStarted:
      self.init(
        "agent-failed", .internalError, "the agent did not start or does not answer as it should")
    }
  }

  private init(_ error: AgeError) {
    switch error {
    case .key(let reason):
      self.init(
        "bad-recipient", .usage, "this is not an age recipient that can be sealed to: \(reason)")
    default:
      self.init("damaged", .badData, "sealed data of the home cannot be opened")
    }
  }
}
