/// Hides parts of a picture so that nothing of them is left, and cleans the file of what it says
/// beside the picture.
///
/// Two inputs that differ only inside the units a region touches give the same output, byte for
/// byte; with `pixelate`, whenever the stated bits are the same.
package struct PictureRedactor: Sendable {
  package let options: RedactionOptions
  private let decoder: PictureDecoder?
  private let coder: VideoCoder?

  /// `decoder` reads the pictures that have to be converted, and `coder` videos.
  package init(
    _ options: RedactionOptions, decoder: PictureDecoder? = nil, coder: VideoCoder? = nil
  ) {
    self.options = options
    self.decoder = decoder
    self.coder = coder
  }

  /// The same with other options.
  package func with(_ options: RedactionOptions) -> PictureRedactor {
    PictureRedactor(options, decoder: decoder, coder: coder)
  }

  /// Throws ``ImagingError`` for what does not begin like a picture that is taken.
  package static func check(_ input: [UInt8]) throws(ImagingError) {
    _ = try PictureSource(of: input)
  }

  /// Throws ``ImagingError``; without a region too, unless only cleaning is meant.
  package func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    guard options.metadataOnly || !options.regions.isEmpty else { throw ImagingError.noRegion }
    switch try PictureSource(of: input) {
    case .converted(let format):
      return try ConvertedRedactor(options: options, decoder: decoder).run(input, from: format)
    case .video: return try VideoRedactor(options: options, coder: coder).run(input)
    case .own: break
    }
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
  /// the original for whoever sees it. Of a video, pictures of it side by side.
  package func preview(_ input: [UInt8]) throws -> [UInt8] {
    switch try PictureSource(of: input) {
    case .own(.jpeg): return try JPEGRedactor(options: options).preview(input)
    case .own(.png): return try PNGRedactor(options: options).preview(input)
    case .converted(let format):
      return try ConvertedRedactor(options: options, decoder: decoder).preview(input, from: format)
    case .video: return try VideoRedactor(options: options, coder: coder).preview(input)
    }
  }
}
