/// The pixels of a picture in one of the forms that there are.
enum RasterPixels {
  case bytes(Raster<UInt8>)
  case deep(Raster<UInt16>)
  /// Somebody else has them now, so that they are changed in place.
  case taken
}

/// A picture as pixels, and how they are written as a PNG.
struct RasterPicture {
  private(set) var pixels: RasterPixels
  /// As the pixels lie, before they are turned.
  let size: PixelSize
  /// How they are turned to be seen.
  let turn: Orientation
  /// The gray to fill with, 0 to 255.
  let filling: Float
  let writer: PNGWriter

  init(
    pixels: RasterPixels, size: PixelSize, turn: Orientation, filling: Float, writer: PNGWriter
  ) {
    self.pixels = pixels
    self.size = size
    self.turn = turn
    self.filling = filling
    self.writer = writer
  }

  /// Hands the pixels over.
  mutating func takePixels() -> RasterPixels {
    defer { pixels = .taken }
    return pixels
  }

  func plan(_ options: RedactionOptions) throws(ImagingError) -> RegionPlan {
    try RegionPlan(
      options: options, stored: size, orientation: turn, unit: PixelSize(width: 8, height: 8),
      isTurned: true)
  }
}

/// Hides regions of pixels and writes a PNG of them.
struct RasterRedactor {
  let options: RedactionOptions

  /// Enters into `report` what was done. The pixels are used up.
  func run(_ picture: inout RasterPicture, _ report: inout RedactionReport) throws -> [UInt8] {
    let output = try changingPixels(
      of: &picture,
      bytes: { raster, picture in
        try redact(&raster, picture, &report)
        return try picture.writer.write(&raster)
      },
      deep: { raster, picture in
        try redact(&raster, picture, &report)
        return try picture.writer.write(raster)
      })
    report.outputBytes = output.count
    return output
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ picture: inout RasterPicture) throws -> [UInt8] {
    try changingPixels(
      of: &picture,
      bytes: { raster, picture in
        try outline(&raster, picture)
        return try picture.writer.write(&raster)
      },
      deep: { raster, picture in
        try outline(&raster, picture)
        return try picture.writer.write(raster)
      })
  }

  /// Runs one of the two on pixels that nobody else holds.
  private func changingPixels(
    of picture: inout RasterPicture,
    bytes: (inout Raster<UInt8>, RasterPicture) throws -> [UInt8],
    deep: (inout Raster<UInt16>, RasterPicture) throws -> [UInt8]
  ) throws -> [UInt8] {
    switch picture.takePixels() {
    case .bytes(var raster): try bytes(&raster, picture)
    case .deep(var raster): try deep(&raster, picture)
    case .taken: []
    }
  }

  private func redact<Sample>(
    _ raster: inout Raster<Sample>, _ picture: RasterPicture, _ report: inout RedactionReport
  ) throws {
    raster.clean(picture.turn)
    let plan = try picture.plan(options)
    var redaction = RasterRedaction(
      raster: raster.taken(), mask: plan.mask, filling: picture.filling)
    plan.describe(modes: redaction.apply(), in: &report)
    raster = redaction.raster.taken()
    raster.paint(try Drawing(arrowsOf: options, stored: raster.size, orientation: .upright))
    report.arrows = options.arrows.count
  }

  private func outline<Sample>(
    _ raster: inout Raster<Sample>, _ picture: RasterPicture
  ) throws {
    raster.clean(picture.turn)
    raster.paint(
      try Drawing(
        preview: try picture.plan(options), of: options, stored: raster.size,
        orientation: .upright))
  }
}
