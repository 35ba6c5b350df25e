/// Hides regions of a PNG picture and writes it afresh.
struct PNGRedactor {
  let options: RedactionOptions

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    let structure = try PNGStructure(input)
    if !options.salvages, !structure.isWhole { throw ImagingError.damaged("it breaks off") }
    let metadata = PNGMetadata(input, structure)
    let reader = try PNGReader(input, salvages: options.salvages)
    let orientation = metadata.orientation ?? .upright
    var report = RedactionReport(format: .png, size: orientation.turned(structure.size))
    report.orientation = metadata.orientation
    report.profile = reader.colour.outcome
    report.salvaged = reader.isDamaged || !structure.isWhole
    for (kind, bytes) in metadata.removed { report.remove(kind, bytes: bytes) }
    let writer = PNGWriter(
      depth: structure.depth, colourType: structure.colourType, outcome: reader.colour.outcome,
      codePoints: metadata.codePoints)
    let output: [UInt8]
    switch reader.pixels {
    case .bytes(let raster):
      output = try writer.write(redact(raster, structure, orientation, &report))
    case .deep(let raster):
      output = try writer.write(redact(raster, structure, orientation, &report))
    }
    report.outputBytes = output.count
    return (output, report)
  }

  /// Viewers disagree whether to turn a PNG, so it comes out turned.
  private func redact<Sample>(
    _ raster: Raster<Sample>, _ structure: PNGStructure, _ orientation: Orientation,
    _ report: inout RedactionReport
  ) throws -> Raster<Sample> {
    var raster = raster
    raster.clearInvisible()
    raster = raster.turned(by: orientation)
    let plan = try RegionPlan(
      options: options, stored: raster.size, orientation: .upright,
      unit: PixelSize(width: 8, height: 8))
    var redaction = RasterRedaction(
      raster: raster, mask: plan.mask, filling: Self.filling(structure))
    plan.describe(modes: redaction.apply(), in: &report)
    redaction.raster.paint(
      try Drawing(arrowsOf: options, stored: raster.size, orientation: .upright))
    report.arrows = options.arrows.count
    return redaction.raster
  }

  /// A middle gray that the original could hold.
  private static func filling(_ structure: PNGStructure) -> Float {
    guard structure.colourType == 0 else { return 128 }
    return switch structure.depth {
    case 1: 0
    case 2: 85
    case 4: 119
    default: 128
    }
  }
}
