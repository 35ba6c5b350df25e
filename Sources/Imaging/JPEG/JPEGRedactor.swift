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
      output = try JPEGCleaner.clean(input, structure, metadata)
    }
    report.outputBytes = output.count
    return (output, report)
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    let structure = try JPEGStructure(input)
    try checkWhole(structure)
    let metadata = JPEGMetadata(input, structure)
    let picture = try read(input)
    let plan = try plan(picture, metadata)
    CoefficientDrawing(
      picture: picture,
      drawing: try Drawing(
        preview: plan, of: options, stored: picture.size,
        orientation: metadata.orientation ?? .upright)
    ).apply()
    return try write(picture, metadata, near: input.count)
  }

  private func checkWhole(_ structure: JPEGStructure) throws(ImagingError) {
    guard !options.salvages else { return }
    guard structure.isWhole, structure.isPlausible else { throw .damaged("it breaks off") }
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
    let picture = try read(input)
    report.salvaged = picture.isDamaged || !structure.isWhole || !structure.isComplete
    let plan = try plan(picture, metadata)
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
    return try write(picture, metadata, near: input.count)
  }

  private func read(_ input: [UInt8]) throws(ImagingError) -> JPEGPicture {
    let picture = try JPEGPicture(reading: input)
    if picture.isDamaged, !options.salvages { throw .damaged("its coded data has errors") }
    return picture
  }

  private func plan(
    _ picture: JPEGPicture, _ metadata: JPEGMetadata
  ) throws(ImagingError) -> RegionPlan {
    try RegionPlan(
      options: options, stored: picture.size, orientation: metadata.orientation ?? .upright,
      unit: picture.unit)
  }

  private func write(
    _ picture: JPEGPicture, _ metadata: JPEGMetadata, near count: Int
  ) throws(ImagingError) -> [UInt8] {
    try picture.write(
      segments: metadata.segments, optimised: options.optimises, salvages: options.salvages,
      expected: count + count / 8 + 4096)
  }
}
