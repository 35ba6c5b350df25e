/// Hides regions of a JPEG picture without coding the rest anew.
struct JPEGRedactor {
  let options: RedactionOptions

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    let structure = try JPEGStructure(input)
    try checkWhole(structure)
    let metadata = JPEGMetadata(input, structure)
    var report = Self.report(structure, metadata)
    let output: [UInt8]
    if options.needsCoefficients {
      output = try redact(input, structure, metadata, &report)
    } else {
      output = JPEGCleaner.clean(input, structure, metadata)
    }
    report.outputBytes = output.count
    return (output, report)
  }

  private func checkWhole(_ structure: JPEGStructure) throws(ImagingError) {
    guard !options.salvages else { return }
    guard structure.isWhole else { throw .damaged("it breaks off") }
    guard structure.isComplete else { throw .damaged("a colour component is missing") }
  }

  private static func report(
    _ structure: JPEGStructure, _ metadata: JPEGMetadata
  ) -> RedactionReport {
    let orientation = metadata.orientation ?? .upright
    var report = RedactionReport(format: .jpeg, size: orientation.turned(structure.size))
    report.orientation = metadata.orientation
    report.profile = metadata.profile
    for (kind, bytes) in metadata.removed { report.remove(kind, bytes: bytes) }
    return report
  }

  private func redact(
    _ input: [UInt8], _ structure: JPEGStructure, _ metadata: JPEGMetadata,
    _ report: inout RedactionReport
  ) throws -> [UInt8] {
    let picture = try JPEGPicture(reading: input)
    if picture.isDamaged {
      guard options.salvages else { throw ImagingError.damaged("its coded data has errors") }
    }
    report.salvaged = picture.isDamaged || !structure.isWhole || !structure.isComplete
    let plan = try RegionPlan(
      options: options, stored: picture.size, orientation: metadata.orientation ?? .upright,
      unit: picture.unit)
    if options.scrubsEdges ?? !plan.mask.isEmpty {
      report.scrubbedBlocks = EdgeScrub(picture: picture, mask: plan.mask).apply()
    }
    let modes = CoefficientRedaction(picture: picture, mask: plan.mask).apply()
    plan.describe(modes: modes, in: &report)
    CoefficientDrawing(
      picture: picture,
      drawing: try Drawing(
        arrowsOf: options, stored: picture.size, orientation: metadata.orientation ?? .upright)
    ).apply()
    report.arrows = options.arrows.count
    return try picture.write(
      segments: metadata.segments, optimised: options.optimises,
      expected: input.count + input.count / 8 + 4096)
  }
}
