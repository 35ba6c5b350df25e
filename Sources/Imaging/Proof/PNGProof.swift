/// See ``Verifier``.
struct PNGProof {
  let options: RedactionOptions
  let redacted: [UInt8]

  /// Chunks that a redacted picture may have.
  private static let list = [
    "IHDR", "PLTE", "tRNS", "sRGB", "iCCP", "cICP", "pHYs", "IDAT", "IEND",
  ]

  /// Compares with the PNG file `original`.
  func run(original: [UInt8]) throws -> ProofReport {
    let structure = try PNGStructure(original)
    var reader = try PNGReader(original, structure, salvages: false)
    var source = RasterPicture(structure, PNGMetadata(original, structure), &reader)
    return try run(&source)
  }

  /// Compares with the pixels of `source`, which are used up.
  func run(_ source: inout RasterPicture) throws -> ProofReport {
    var report = ProofReport()
    let shared = try PNGStructure(redacted)
    var result = try PNGReader(redacted, shared, salvages: false)
    report.findings = audit(shared, result, source.writer.resolution)
    switch (source.takePixels(), result.takePixels()) {
    case (.bytes(var from), .bytes(var to)): try judge(&from, &to, source, &report)
    case (.bytes(var from), .deep(var to)): try judge(&from, &to, source, &report)
    case (.deep(var from), .bytes(var to)): try judge(&from, &to, source, &report)
    case (.deep(var from), .deep(var to)): try judge(&from, &to, source, &report)
    case (.taken, _), (_, .taken): break
    }
    return report
  }

  private func audit(
    _ structure: PNGStructure, _ reader: PNGReader, _ told: PNGResolution?
  ) -> [ProofReport.Finding] {
    var findings: [ProofReport.Finding] = []
    let resolution = PNGMetadata(redacted, structure).resolution
    for chunk in structure.chunks
    where !Self.list.contains(chunk.type)
      || chunk.type == "pHYs" && (resolution == nil || resolution != told)
    {
      findings.append(.foreignData(kind: chunk.type, bytes: chunk.payload.count + 12))
    }
    if structure.end < redacted.count {
      findings.append(
        .foreignData(kind: "trailing-data", bytes: redacted.count - structure.end))
    }
    if !structure.isWhole { findings.append(.unexplainedCoding("it breaks off")) }
    if let profile = reader.profile, !CanonicalProfile.all.contains(where: { $0.bytes == profile })
    {
      findings.append(.foreignData(kind: "icc", bytes: profile.count))
    }
    if structure.colourType == 3, case .bytes(let raster) = reader.pixels,
      let palette = structure.chunks.first(where: { $0.type == "PLTE" }),
      IndexedRaster(raster)?.palette.count != palette.payload.count / 3
    {
      findings.append(.unexplainedCoding("the palette has colours that are not used"))
    }
    return findings
  }

  private func judge<Sample, Other>(
    _ source: inout Raster<Sample>, _ result: inout Raster<Other>, _ picture: RasterPicture,
    _ report: inout ProofReport
  ) throws {
    source.clean(picture.turn)
    result.clean(.upright)
    guard source.size == result.size else {
      report.findings.append(.otherPicture("the size"))
      return
    }
    let drawing = try Drawing(arrowsOf: options, stored: source.size, orientation: .upright)
    let differing = source.painted(drawing).unitsDiffering(from: result)
    guard let plan = try plan(differing, picture, &report) else { return }
    let outside = differing.units.filter { !plan.mask.isHidden(x: $0.x, y: $0.y) }
    if let first = outside.first {
      let place = Rectangle(
        left: first.x, top: first.y, right: first.x + 1, bottom: first.y + 1)
      report.findings.append(.changedOutside(blocks: outside.count, first: plan.seen(place)))
    }
    judgeInside(source.taken(), result, plan, drawing, picture.filling, differing, &report)
  }

  /// The parts that are asked for, or those that differ; nil when there are none to judge.
  private func plan(
    _ differing: UnitGrid, _ picture: RasterPicture, _ report: inout ProofReport
  ) throws -> RegionPlan? {
    guard options.regions.isEmpty else { return try picture.plan(options) }
    let hulls = options.metadataOnly ? [] : Verifier.hulls(differing.units)
    if hulls.isEmpty, !options.metadataOnly { report.findings.append(.nothingHidden) }
    guard !hulls.isEmpty || options.metadataOnly else { return nil }
    return RegionPlan(
      units: hulls, mode: .blur, stored: picture.turn.turned(picture.size),
      orientation: .upright, unit: PixelSize(width: 8, height: 8))
  }

  private func judgeInside<Sample, Other>(
    _ source: Raster<Sample>, _ result: Raster<Other>, _ plan: RegionPlan, _ drawing: Drawing,
    _ filling: Float, _ differing: UnitGrid, _ report: inout ProofReport
  ) {
    let mask = plan.mask
    let mosaics = mask.clusters.indices.map { Mosaic(of: $0, in: source, mask: mask) }
    var trial = RasterRedaction(raster: source, mask: mask, filling: filling)
    var open = Set(mask.clusters.indices)
    for mode in [RedactionMode.fill, .blur, .pixelate] where !open.isEmpty {
      var tried = open
      for cluster in open {
        trial.fill(cluster)
        switch mode {
        case .fill: break
        case .blur: if !trial.blur(cluster) { tried.remove(cluster) }
        case .pixelate: trial.lay(mosaics[cluster], over: cluster)
        }
      }
      let wrong = trial.raster.painted(drawing).unitsDiffering(from: result)
      for unit in wrong.units where mask.isHidden(x: unit.x, y: unit.y) {
        tried.remove(Int(mask.label(x: unit.x, y: unit.y)) - 1)
      }
      for cluster in tried.sorted() {
        report.hidden.append((plan.seen(mask.clusters[cluster].bounds), mode))
      }
      open.subtract(tried)
    }
    for cluster in open.sorted() {
      let place = plan.seen(mask.clusters[cluster].bounds)
      let shows = mask.units(of: cluster).contains { !differing.contains(x: $0.x, y: $0.y) }
      report.findings.append(shows ? .notCovered(place) : .dependsOnOriginal(place))
    }
  }
}

extension Raster {
  /// A copy with shapes painted over it; itself when there are none.
  fileprivate func painted(_ drawing: Drawing) -> Raster {
    guard !drawing.isEmpty else { return self }
    var painted = self
    painted.paint(drawing)
    return painted
  }

  /// Red, green, blue or alpha of a pixel in 16 bits, whatever the form.
  private func wide(_ pixel: Int, _ channel: Int) -> UInt16 {
    if channel == 3, !hasAlpha { return .max }
    let place = channel == 3 ? colours : colours == 1 ? 0 : channel
    let sample = UInt16(truncatingIfNeeded: samples[pixel * channels + place])
    return Sample.max == 255 ? sample * 257 : sample
  }

  /// Units of 8 × 8 pixels in which two pictures of one size differ.
  fileprivate func unitsDiffering<Other>(from other: Raster<Other>) -> UnitGrid {
    var grid = UnitGrid(columns: (size.width + 7) / 8, rows: (size.height + 7) / 8)
    for y in 0..<size.height {
      for x in 0..<size.width {
        let pixel = y * size.width + x
        for channel in 0..<4 where wide(pixel, channel) != other.wide(pixel, channel) {
          grid.insert(x: x / 8, y: y / 8)
        }
      }
    }
    return grid
  }
}
