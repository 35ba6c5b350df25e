internal import Files
internal import Imaging

/// A picture among attachments, without what its file says beside it: `send --clean`.
struct CleanedPicture {
  let bytes: [UInt8]
  /// What was taken away, in words; nil when there was nothing of interest.
  let removed: String?

  /// What a person should know of the result.
  let remarks: [String]

  /// Reads the file that begins with `lead`. Nil when it is not a picture. Throws ``ImagingError``
  /// for a picture that cannot be cleaned.
  init?(_ file: Descriptor, lead: [UInt8], _ context: Context) throws {
    guard try Self.isPicture(lead) else { return nil }
    guard let rest = try file.readAll(limit: Limits.file - lead.count) else {
      throw Failure(
        "picture-too-large", .badData, "the picture is larger than \(Size.text(Limits.file))",
        hint: "send it without --clean if it may show all that its file says")
    }
    var options = RedactionOptions()
    options.metadataOnly = true
    let kinds = [ConvertibleFormat(of: lead)].compactMap(\.self)
    let decoder = PictureInput.decoder(for: kinds, context)
    let coder = PictureInput.videoCoder(for: VideoCoder.takes(lead) ? 1 : 0, context)
    let (bytes, report) = try PictureRedactor(options, decoder: decoder, coder: coder).run(
      lead + rest)
    self.bytes = bytes
    removed = report.removedInWords
    remarks = report.remarks
  }

  /// A document may contain pictures, but is not one. Throws for a kind of picture that is not
  /// handled.
  private static func isPicture(_ lead: [UInt8]) throws -> Bool {
    do {
      try PictureRedactor.check(lead)
      return true
    } catch ImagingError.notAPicture, ImagingError.empty, ImagingError.unsupported(.pdf) {
      return false
    }
  }
}
