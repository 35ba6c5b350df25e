/// See ``Verifier``.
struct JPEGProof {
  let options: RedactionOptions
  let original: [UInt8]
  let redacted: [UInt8]

  func run() throws -> ProofReport {
    var report = ProofReport()
    let originalStructure = try JPEGStructure(original)
    let metadata = JPEGMetadata(original, originalStructure)
    let structure = try JPEGStructure(redacted)
    // Both pictures are held, and the second is written again for its tables.
    let files = original.count + 2 * redacted.count
    try Limits.check(originalStructure, besides: files + structure.coefficientBytes)
    try Limits.check(structure, besides: files)
    var audit = MarkerAudit(redacted, structure)
    try audit.judgeUse(of: redacted, structure)
    let result = try JPEGPicture(reading: redacted, besides: files)
    var explained = try Self.explainedTables(result)
    // Where nothing is hidden, tables that fit the original tell nothing that is not there to see.
    if options.metadataOnly { explained.formUnion(MarkerAudit.tables(of: original)) }
    audit.judgeTables(of: redacted, explained: explained)
    report.findings = audit.findings
    if result.isOdd { report.findings.append(.unexplainedCoding("bytes that decoders pass over")) }
    if result.isDamaged { report.findings.append(.unexplainedCoding("its data has errors")) }
    let source = try JPEGPicture(
      reading: original, besides: files + structure.coefficientBytes)
    if let what = Self.difference(source, result) {
      report.findings.append(.otherPicture(what))
      return report
    }
    try judge(source, result, metadata.orientation ?? .upright, &report)
    return report
  }

  /// The tables that this very picture leads to, standard and fitted.
  private static func explainedTables(_ picture: JPEGPicture) throws -> Set<[UInt8]> {
    if picture.isArithmetic { return [] }
    let fitted = try picture.write(
      segments: [], optimised: true, salvages: false, expected: 1 << 16)
    guard !picture.isProgressive else { return MarkerAudit.tables(of: fitted) }
    let standard = try picture.write(
      segments: [], optimised: false, salvages: false, expected: 1 << 16)
    return MarkerAudit.tables(of: fitted).union(MarkerAudit.tables(of: standard))
  }

  private static func difference(_ source: JPEGPicture, _ result: JPEGPicture) -> String? {
    if source.size != result.size { return "the size" }
    if source.colour != result.colour { return "the colour space" }
    guard source.components.count == result.components.count else { return "the colour space" }
    for (from, to) in zip(source.components, result.components) {
      if from.unitColumns != to.unitColumns || from.unitRows != to.unitRows {
        return "the sampling"
      }
      for row in 0..<8 where from.steps[row] != to.steps[row] { return "the quantisation" }
    }
    return nil
  }

  private func judge(
    _ source: JPEGPicture, _ result: JPEGPicture, _ orientation: Orientation,
    _ report: inout ProofReport
  ) throws {
    let drawing = try Drawing(arrowsOf: options, stored: source.size, orientation: orientation)
    let plan: RegionPlan
    if options.regions.isEmpty, options.metadataOnly {
      plan = RegionPlan(
        units: [], mode: .blur, stored: source.size, orientation: orientation, unit: source.unit)
    } else if options.regions.isEmpty {
      let hulls = Verifier.hulls(differing(source, result, drawing))
      if hulls.isEmpty {
        report.findings.append(.nothingHidden)
        return
      }
      plan = RegionPlan(
        units: hulls, mode: .blur, stored: source.size, orientation: orientation,
        unit: source.unit)
    } else {
      plan = try RegionPlan(
        options: options, stored: source.size, orientation: orientation, unit: source.unit)
    }
    let trial = RedactionTrial(source: source, result: result, mask: plan.mask, drawing: drawing)
    report.scrubbedBlocks = trial.scrubIfResultIs()
    let outside = trial.changedOutside()
    if let first = outside.first {
      report.findings.append(.changedOutside(blocks: outside.blocks, first: plan.seen(first)))
    }
    for cluster in plan.mask.clusters.indices {
      let place = plan.seen(plan.mask.clusters[cluster].bounds)
      switch trial.judge(cluster) {
      case .hidden(let mode): report.hidden.append((place, mode))
      case .shown: report.findings.append(.notCovered(place))
      case .unexplained: report.findings.append(.dependsOnOriginal(place))
      }
    }
  }

  /// Units in which a block differs that neither scrubbing the edge nor drawing explains.
  private func differing(
    _ source: JPEGPicture, _ result: JPEGPicture, _ drawing: Drawing
  ) -> [(x: Int, y: Int)] {
    let nothing = BlockMask(columns: source.unitColumns, rows: source.unitRows, areas: [])
    let trial = RedactionTrial(source: source, result: result, mask: nothing, drawing: drawing)
    return trial.unexplainedUnits()
  }
}
