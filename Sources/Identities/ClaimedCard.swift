internal import Files

/// What a card says before anybody looked at its signature: enough to see whether a search is about
/// it. Nothing of this may be shown. The keys, which are nearly all of a card, are not read.
package struct ClaimedCard: Equatable, Sendable {
  package let name: String
  package let registrations: [Registration]

  /// Nil when `piece` is not a card, or has another form than ``Card/sign`` gives it: it may be one
  /// all the same.
  package init?(_ piece: DocumentPiece) {
    let (bytes, opening) = (piece.bytes, Array("\"prekeys\":{".utf8))
    guard piece.kind == .card, let start = bytes.position(of: UInt8(ascii: "{")),
      let line = bytes.position(of: 0x0a, from: start),
      let keys = bytes.range(of: opening, from: start),
      let end = bytes.range(of: Array("},".utf8), from: keys.upperBound), end.upperBound <= line,
      let object = try? CanonicalJSON.decode(
        bytes[start..<keys.lowerBound] + bytes[end.upperBound..<line]),
      let name = try? object.shortText("name"),
      let registrations = try? object.objects("registrations").map({ try $0.registration() })
    else { return nil }
    self.name = name
    self.registrations = registrations
  }
}
