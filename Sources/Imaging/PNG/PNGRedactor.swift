/// Hides regions of a PNG picture and writes it afresh.
struct PNGRedactor {
  let options: RedactionOptions

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    let structure = try PNGStructure(input)
    let metadata = PNGMetadata(input, structure)
    var reader = try PNGReader(input, structure, salvages: options.salvages)
    var report = RedactionReport(format: .png, size: metadata.turn.turned(structure.size))
    report.orientation = metadata.orientation
    report.profile = reader.colour.outcome
    report.salvaged = options.salvages && (reader.isDamaged || !structure.isWhole)
    for (kind, bytes) in metadata.removed { report.remove(kind, bytes: bytes) }
    let writer = PNGWriter(structure, metadata, reader)
    let output = try changingPixels(
      of: &reader,
      bytes: { raster in
        try redact(&raster, structure, metadata, &report)
        return try writer.write(&raster)
      },
      deep: { raster in
        try redact(&raster, structure, metadata, &report)
        return try writer.write(raster)
      })
    report.outputBytes = output.count
    return (output, report)
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    let structure = try PNGStructure(input)
    let metadata = PNGMetadata(input, structure)
    var reader = try PNGReader(input, structure, salvages: options.salvages)
    let writer = PNGWriter(structure, metadata, reader)
    return try changingPixels(
      of: &reader,
      bytes: { raster in
        try outline(&raster, structure, metadata)
        return try writer.write(&raster)
      },
      deep: { raster in
        try outline(&raster, structure, metadata)
        return try writer.write(raster)
      })
  }

  /// Runs one of the two on pixels that nobody else holds.
  private func changingPixels(
    of reader: inout PNGReader, bytes: (inout Raster<UInt8>) throws -> [UInt8],
    deep: (inout Raster<UInt16>) throws -> [UInt8]
  ) throws -> [UInt8] {
    switch reader.takePixels() {
    case .bytes(var raster): try bytes(&raster)
    case .deep(var raster): try deep(&raster)
    case .taken: []
    }
  }

  private func redact<Sample>(
    _ raster: inout Raster<Sample>, _ structure: PNGStructure, _ metadata: PNGMetadata,
    _ report: inout RedactionReport
  ) throws {
    raster.clean(metadata.turn)
    let plan = try plan(structure, metadata)
    var redaction = RasterRedaction(
      raster: raster.taken(), mask: plan.mask, filling: structure.filling)
    plan.describe(modes: redaction.apply(), in: &report)
    raster = redaction.raster.taken()
    raster.paint(try Drawing(arrowsOf: options, stored: raster.size, orientation: .upright))
    report.arrows = options.arrows.count
  }

  private func outline<Sample>(
    _ raster: inout Raster<Sample>, _ structure: PNGStructure, _ metadata: PNGMetadata
  ) throws {
    raster.clean(metadata.turn)
    raster.paint(
      try Drawing(
        preview: try plan(structure, metadata), of: options, stored: raster.size,
        orientation: .upright))
  }

  private func plan(
    _ structure: PNGStructure, _ metadata: PNGMetadata
  ) throws(ImagingError) -> RegionPlan {
    try RegionPlan(
      options: options, stored: structure.size, orientation: metadata.turn,
      unit: PixelSize(width: 8, height: 8), isTurned: true)
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

extension PNGWriter {
  fileprivate init(_ structure: PNGStructure, _ metadata: PNGMetadata, _ reader: PNGReader) {
    self.init(
      depth: structure.depth, colourType: structure.colourType, outcome: reader.colour.outcome,
      codePoints: metadata.codePoints, resolution: metadata.resolution)
  }
}
