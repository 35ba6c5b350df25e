extension Drawing {
  /// The arrows of a request on a stored picture.
  init(
    arrowsOf options: RedactionOptions, stored: PixelSize, orientation: Orientation
  ) throws(ImagingError) {
    let width = options.arrowWidth ?? Self.usualWidth(stored)
    for arrow in options.arrows {
      let outline = try arrow.outline(width: width, stored: stored, orientation: orientation)
      add(.polygon(outline), colour: options.arrowColour, edge: max(1, width * 0.35))
    }
  }

  /// The arrows of a request, and frames round what a plan would hide.
  init(
    preview plan: RegionPlan, of options: RedactionOptions, stored: PixelSize,
    orientation: Orientation
  ) throws(ImagingError) {
    try self.init(arrowsOf: options, stored: stored, orientation: orientation)
    add(frames: plan.storedRectangles, in: stored)
  }

  /// Frames, in a picture of `size`.
  mutating func add(frames: [Rectangle], in size: PixelSize) {
    let width = max(2, Self.usualWidth(size) / 2)
    for frame in frames {
      add(.frame(frame, width: width), colour: .standard, edge: max(1, width / 2))
    }
  }

  /// A shaft that is well seen on the whole picture.
  private static func usualWidth(_ size: PixelSize) -> Double {
    let (width, height) = (Double(size.width), Double(size.height))
    return max(3, (width * width + height * height).squareRoot() / 170)
  }
}
