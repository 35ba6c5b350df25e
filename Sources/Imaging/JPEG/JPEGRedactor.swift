/// Hides regions of a JPEG picture without coding the rest again.
struct JPEGRedactor {
  let options: RedactionOptions

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    let structure = try JPEGStructure(input)
    let metadata = JPEGMetadata(input, structure)
    let tidy = try tidied(input, structure, metadata)
    var report = Self.report(structure, metadata)
    report.salvaged = options.salvages && !(structure.isWhole && structure.isComplete)
    let output =
      options.needsCoefficients
      ? try redact(tidy, metadata, &report) : try codedOnly(tidy, metadata)
    report.outputBytes = output.count
    return (output, report)
  }

  /// See ``PictureRedactor/preview(_:)``.
  func preview(_ input: [UInt8]) throws -> [UInt8] {
    let structure = try JPEGStructure(input)
    let metadata = JPEGMetadata(input, structure)
    let picture = try read(try tidied(input, structure, metadata))
    let plan = try plan(picture, metadata)
    CoefficientDrawing(
      picture: picture,
      drawing: try Drawing(
        preview: plan, of: options, stored: picture.size,
        orientation: metadata.orientation ?? .upright)
    ).apply()
    return try write(picture, metadata, near: input.count)
  }

  /// The file without faults that decoders pass over, and still the same picture: that is looked at
  /// whenever more was changed than what stands beside the picture. A file that is to be salvaged
  /// is left as it is.
  private func tidied(
    _ input: [UInt8], _ structure: JPEGStructure, _ metadata: JPEGMetadata
  ) throws(ImagingError) -> [UInt8] {
    try Limits.check(structure, besides: 3 * input.count)
    if options.salvages { return input }
    // An arithmetic code may end in bytes that are left out: there, nobody can tell.
    guard structure.isWhole || structure.frame < 0xc9 else { throw .damaged("it breaks off") }
    guard structure.isComplete else { throw .damaged("a colour component is missing") }
    let tidy = try JPEGCleaner(input, structure, metadata)
    guard tidy.isTouched else { return tidy.output }
    let before = try JPEGPicture(reading: input, besides: 2 * input.count).fingerprint
    let after = try read(tidy.output)
    guard after.fingerprint == before else { throw .damaged("decoders do not agree about it") }
    return tidy.output
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
    _ tidy: [UInt8], _ metadata: JPEGMetadata, _ report: inout RedactionReport
  ) throws -> [UInt8] {
    let picture = try read(tidy)
    if picture.isDamaged { report.salvaged = true }
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
    return try write(picture, metadata, near: tidy.count)
  }

  /// `tidy` as it is, when its coded data is coefficients and nothing else. Bytes that decoders
  /// pass over could hold anything: then the same coefficients are written afresh.
  private func codedOnly(
    _ tidy: [UInt8], _ metadata: JPEGMetadata
  ) throws(ImagingError) -> [UInt8] {
    let picture = try read(tidy)
    guard picture.isOdd else { return tidy }
    let output = try write(picture, metadata, near: tidy.count)
    let again = try JPEGPicture(reading: output, besides: 2 * output.count)
    guard !again.isOdd, again.fingerprint == picture.fingerprint else {
      throw .damaged("its coded data holds more than a picture")
    }
    return output
  }

  private func read(_ tidy: [UInt8]) throws(ImagingError) -> JPEGPicture {
    let picture = try JPEGPicture(reading: tidy, besides: 2 * tidy.count)
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
      segments: metadata.segments, optimised: false, salvages: options.salvages,
      expected: count + count / 8 + 4096)
  }
}

extension Limits {
  /// Throws when the data cannot be those of so many blocks, or the coefficients with `besides`
  /// bytes more take too much memory.
  static func check(_ structure: JPEGStructure, besides: Int) throws(ImagingError) {
    guard structure.isPlausible else { throw .damaged("it breaks off") }
    guard structure.coefficientBytes + besides <= memory else {
      throw .tooLarge(width: structure.size.width, height: structure.size.height)
    }
  }
}
