package import AgeFormat
package import Files

/// What an envelope says without being opened.
package enum EnvelopeHint {
  /// The day whose prekeys the envelope was sealed to; nil without a hint. Throws when the header
  /// is not that of an envelope.
  package static func day(of source: any ByteSource) throws -> Day? {
    try HintStanza.read(try AgeHeader.read(from: Armor.unwrapped(source)).stanzas)?.day
  }
}
