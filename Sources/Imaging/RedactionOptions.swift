/// How a region is made to say nothing, or nearly nothing, of what was in it.
package enum RedactionMode: String, CaseIterable, Sendable {
  /// A smooth surface spanned from the blocks around the region: 0 bits of the inside.
  case blur
  /// One constant: 0 bits.
  case fill
  /// At most nine cells of four levels and one of four tints: 20 bits.
  case pixelate
}

/// What is to be done with a picture.
package struct RedactionOptions: Sendable {
  package var regions: [Region] = []
  package var mode: RedactionMode = .blur
  package var arrows: [Arrow] = []
  package var arrowColour = DrawingColour.standard
  /// Of the shaft, in pixels; nil for one that suits the picture.
  package var arrowWidth: Double?
  /// Says that nothing is to be hidden and only cleaning is meant.
  package var metadataOnly = false
  /// Hidden pixels beyond the right and bottom edge are overwritten; nil means with any region.
  package var scrubsEdges: Bool?
  /// Takes a damaged picture as far as it can be read.
  package var salvages = false
  /// What pictures become that have to be converted.
  package var target = PictureFormat.jpeg
  /// The page that is taken of several, counted from 1; nil for the only one.
  package var page: Int?

  package init() {}

  /// False when a JPEG can be cleaned without decoding it.
  var needsCoefficients: Bool {
    !regions.isEmpty || !arrows.isEmpty || scrubsEdges == true || salvages
  }
}
