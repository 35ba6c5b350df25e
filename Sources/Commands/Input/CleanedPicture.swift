internal import Files
internal import Imaging

/// A picture among attachments, without what its file says beside it: `send --clean`.
struct CleanedPicture {
  let bytes: [UInt8]
  /// What was taken away, in words; nil when there was nothing of interest.
  let removed: String?

  /// Reads the file that begins with `lead`. Nil when it is not a picture. Throws ``ImagingError``
  /// for a picture that cannot be cleaned.
  init?(_ file: Descriptor, lead: [UInt8]) throws {
    guard try Self.isPicture(lead) else { return nil }
    guard let rest = try file.readAll(limit: Limits.file - lead.count) else {
      throw Failure(
        "picture-too-large", .badData, "the picture is larger than \(Size.text(Limits.file))",
        hint: "send it without --clean if it may show all that its file says")
    }
    var options = RedactionOptions()
    options.metadataOnly = true
    let (bytes, report) = try PictureRedactor(options).run(lead + rest)
    self.bytes = bytes
    removed = report.removedInWords
  }

  /// A document may contain pictures, but is not one. Throws for a kind of picture that is not
  /// handled.
  private static func isPicture(_ lead: [UInt8]) throws -> Bool {
    do {
      _ = try PictureFormat(of: lead)
      return true
    } catch ImagingError.notAPicture, ImagingError.empty, ImagingError.unsupported(.pdf) {
      return false
    }
  }
}
