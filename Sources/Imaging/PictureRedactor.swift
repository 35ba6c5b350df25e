/// Hides parts of a picture so that nothing of them is left, and cleans the file of what it says
/// beside the picture.
///
/// Two inputs that differ only inside the units a region touches give the same output, byte for
/// byte; with `pixelate`, whenever the stated bits are the same.
package struct PictureRedactor: Sendable {
  package let options: RedactionOptions

  package init(_ options: RedactionOptions) { self.options = options }

  /// Throws ``ImagingError``; without a region too, unless only cleaning is meant.
  package func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    guard options.metadataOnly || !options.regions.isEmpty else { throw ImagingError.noRegion }
    do {
      return try redact(input)
    } catch ImagingError.damaged(let what) where !options.salvages {
      // Advised only when it works.
      var salvaging = options
      salvaging.salvages = true
      let works = (try? PictureRedactor(salvaging).redact(input)) != nil
      throw works ? ImagingError.salvageable(what) : .damaged(what)
    }
  }

  private func redact(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    switch try PictureFormat(of: input) {
    case .jpeg: return try JPEGRedactor(options: options).run(input)
    case .png: return try PNGRedactor(options: options).run(input)
    }
  }

  /// The picture with frames round what would be hidden, and nothing hidden. Cleaned, but still
  /// the original for whoever sees it.
  package func preview(_ input: [UInt8]) throws -> [UInt8] {
    switch try PictureFormat(of: input) {
    case .jpeg: return try JPEGRedactor(options: options).preview(input)
    case .png: return try PNGRedactor(options: options).preview(input)
    }
  }
}
