/// Why an age file could not be read or made.
///
/// The classes are stable and are those of the C2SP test kit, with three more for what that does
/// not cover. The text is a short reason for people, lower case, without a full stop.
public enum AgeError: Error, Equatable, Sendable {
  /// The ASCII armor is malformed.
  case armor(String)
  /// The header, a stanza for one of the identities, or the payload's nonce is malformed.
  case header(String)
  /// The input is over one of ``AgeHeader/Limits``, or wants more memory than there is.
  case tooLarge(String)
  /// An identity yielded a file key, but the header's MAC is not of that key.
  case mac
  /// No stanza is for any of the identities.
  case noMatch
  /// The payload was damaged, cut short or extended.
  case payload(String)
  /// These recipients cannot share a file.
  case recipients(String)
  /// The text or bytes of a recipient, identity or file key are malformed.
  case key(String)
}
