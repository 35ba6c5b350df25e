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
    let writer = PNGWriter(structure, metadata, reader)
    let filling = structure.filling
    let output: [UInt8]
    switch reader.pixels {
    case .bytes(let raster):
      output = try writer.write(redact(raster.cleaned(orientation), filling, &report))
    case .deep(let raster):
      output = try writer.write(redact(raster.cleaned(orientation), filling, &report))
    }
    report.outputBytes = output.count
    return (output, report)
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    let structure = try PNGStructure(input)
    let metadata = PNGMetadata(input, structure)
    let reader = try PNGReader(input, salvages: options.salvages)
    let orientation = metadata.orientation ?? .upright
    let writer = PNGWriter(structure, metadata, reader)
    switch reader.pixels {
    case .bytes(let raster): return try writer.write(outlined(raster.cleaned(orientation)))
    case .deep(let raster): return try writer.write(outlined(raster.cleaned(orientation)))
    }
  }

  private func redact<Sample>(
    _ raster: Raster<Sample>, _ filling: Float, _ report: inout RedactionReport
  ) throws -> Raster<Sample> {
    let plan = try plan(raster.size)
    var redaction = RasterRedaction(raster: raster, mask: plan.mask, filling: filling)
    plan.describe(modes: redaction.apply(), in: &report)
    redaction.raster.paint(
      try Drawing(arrowsOf: options, stored: raster.size, orientation: .upright))
    report.arrows = options.arrows.count
    return redaction.raster
  }

  private func outlined<Sample>(_ raster: Raster<Sample>) throws -> Raster<Sample> {
    var raster = raster
    raster.paint(
      try Drawing(
        preview: try plan(raster.size), of: options, stored: raster.size, orientation: .upright))
    return raster
  }

  private func plan(_ size: PixelSize) throws(ImagingError) -> RegionPlan {
    try RegionPlan(
      options: options, stored: size, orientation: .upright, unit: PixelSize(width: 8, height: 8))
  }
}

extension PNGStructure {
  /// A middle gray that the original could hold.
  var filling: Float {
    guard colourType == 0 else { return 128 }
    return switch depth {
    case 1: 0
    case 2: 85
    case 4: 119
    default: 128
    }
  }
}

extension Raster {
  /// Turned as it is seen, because viewers disagree whether to turn a PNG, and without what lies
  /// under full transparency.
  func cleaned(_ orientation: Orientation) -> Raster {
    var raster = turned(by: orientation)
    raster.clearInvisible()
    return raster
  }
}

extension PNGWriter {
  fileprivate init(_ structure: PNGStructure, _ metadata: PNGMetadata, _ reader: PNGReader) {
    self.init(
      depth: structure.depth, colourType: structure.colourType, outcome: reader.colour.outcome,
      codePoints: metadata.codePoints)
  }
}
