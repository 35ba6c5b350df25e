internal import AgeFormat
internal import Envelopes
internal import Files
internal import MessageVault

/// Under which day an envelope that cannot be opened yet is kept.
enum QueueDay {
  /// The day that the hint of an envelope names, when this home has prekeys for it; else today: a
  /// forged hint must not keep a file for years.
  static func of(_ file: Descriptor, _ vault: Vault) -> Day {
    guard (try? file.size()) != nil,
      let day = try? EnvelopeHint.day(of: DescriptorSource(fromStart: file)),
      (try? vault.hasPrekeys(for: day)) == true
    else { return vault.today }
    return day
  }
}
