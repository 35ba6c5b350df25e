internal import Backups

/// What an error of backup and restore means to the user.
extension Failure {
  init(_ error: BackupError) {
    switch error {
    case .noRepository(let path):
      self.init(
        "no-repository", .noInput, "there is no backup at \(path)",
        hint: "check the path, and that the disk is mounted")
    case .notEmpty(let path):
      self.init(
        "not-empty", .cannotCreate, "\(path) holds other files, so no backup can begin there",
        hint: "name an empty folder, or one that does not exist yet")
    case .notAFolder(let path):
      self.init(
        "backup-damaged", .badData, "\(path) is not a folder of the backup",
        hint: "move it elsewhere, and back up again")
    case .notAKeyring(let path):
      self.init(
        "not-a-keyring", .cannotCreate, "what is at \(path) is not a keyring of this home",
        hint: "name another file with --keyring; each home needs one of its own")
    case .notWritten(let path):
      self.init(
        "not-written", .inputOutput, "\(path) does not hold what was written to it",
        hint: "the earlier backup is kept; try again, on another disk if it fails again")
    case .rehearsalInPlace(let path):
      self.init(
        "rehearsal-in-place", .cannotCreate, "a rehearsal replaces nothing, and \(path) is taken",
        hint: "name a folder that does not exist with --home")
    case .newerRepository(let found):
      self.init(
        "newer-repository", .configuration,
        "this backup was written by a newer tacita (format \(found))",
        hint: "install the newer tacita on this machine too")
    case .otherVault(let path):
      self.init(
        "other-vault", .locked, "\(path) is the backup of another home",
        hint: "check --home; each home needs a folder of its own")
    case .otherState(let reason):
      self.init(
        "other-state", .locked, "this backup and this home do not belong together: \(reason)",
        hint:
          "if this home was restored, or is the copy that you keep, add --fork; otherwise name "
          + "another folder"
      )
    case .noSnapshot(let path):
      self.init(
        "backup-damaged", .badData,
        "no snapshot in \(path) is whole, so nothing tells what belongs to it",
        hint: "use another copy of the backup, or the keyring that belongs to it, with --keyring")
    case .damaged(let what):
      self.init(
        "backup-damaged", .badData, "the backup is damaged: \(what)",
        hint: "use another copy of it; a keyring that is elsewhere is named with --keyring")
    }
  }
}
