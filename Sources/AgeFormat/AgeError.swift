/// Why an age file could not be read or made.
///
/// The cases are stable. They are those of the C2SP test kit, and three more for what the kit does
/// not cover. The text is a short reason for people, in lower case, without a full stop.
public enum AgeError: Error, Equatable, Sendable {
  /// The ASCII armor is malformed.
  case armor(String)
  /// The header, a stanza for one of the identities, or the payload's nonce is malformed.
  case header(String)
  /// The input is over one of ``AgeHeader/Limits``, or needs more memory than there is.
  case tooLarge(String)
  /// An identity gave a file key, but the header's MAC was not made with that key.
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
