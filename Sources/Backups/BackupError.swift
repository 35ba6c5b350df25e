/// Why a backup or its restoring does not do what was asked.
package enum BackupError: Error {
  /// There is no repository at the path.
  case noRepository(String)
  /// The folder is to become a repository, but holds something else.
  case notEmpty(String)
  /// Something else is where a folder of the repository should be.
  case notAFolder(String)
  /// What is in the place of the keyring is not a keyring of this home.
  case notAKeyring(String)
  /// What was written to the path could not be read back; what was there before is kept.
  case notWritten(String)
  /// A rehearsal is to make a home where something is already, or where the user's own home lies.
  case rehearsalInPlace(String)
  /// The repository was written by a newer tacita: format `found`.
  case newerRepository(found: String)
  /// The repository is that of another home.
  case otherVault(String)
  /// The newest snapshot was not written by this state of the home: why.
  case otherState(String)
  /// No snapshot of the repository is whole: nothing tells what belongs to it.
  case noSnapshot(String)
  /// A file that everything hangs on does not hold what it should.
  case damaged(String)
}
