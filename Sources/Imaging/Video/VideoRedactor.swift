/// Hides regions in every frame of a clip, and writes it afresh: H.264 in MP4, without sound and
/// without anything else that the file said.
struct VideoRedactor {
  let options: RedactionOptions
  let coder: VideoCoder?

  func run(_ input: [UInt8]) throws -> (output: [UInt8], report: RedactionReport) {
    guard let coder else { throw ImagingError.noVideoProgram }
    try Self.check(options)
    let head = try coder.head(of: input)
    let plan = try VideoPlan(options, head)
    var account = VideoAccount(plan, head)
    var painter = VideoPainter(head, areas: plan.areas)
    let output = try coder.clip(head) { write in
      try coder.eachFrame(of: input, head) { frame in
        var frame = frame
        let hidden = plan.hidden(in: frame)
        account.add(frame, hidden, painter.hide(hidden, in: &frame))
        try write(frame)
      }
    }
    return (output, try account.report(output.count))
  }

  private static func check(_ options: RedactionOptions) throws(ImagingError) {
    if options.mode == .pixelate, !options.regions.isEmpty {
      throw .notForVideos("--mode pixelate: every frame would tell a little more")
    }
    if !options.arrows.isEmpty { throw .notForVideos("--arrow") }
  }
}

/// Which regions are hidden in which frames.
struct VideoPlan {
  let regions: [Region]
  /// As they are seen, as they are hidden, and as that is stored.
  let places: [(asked: Rectangle, done: Rectangle)]
  let areas: [(place: Rectangle, mode: RedactionMode)]
  private let head: VideoHead

  init(_ options: RedactionOptions, _ head: VideoHead) throws(ImagingError) {
    self.head = head
    regions = options.regions
    var timeless = options
    for index in timeless.regions.indices { timeless.regions[index].time = nil }
    let plan = try RegionPlan(
      options: timeless, stored: head.size, orientation: head.turn, unit: VideoPainter.unit)
    var places: [(asked: Rectangle, done: Rectangle)] = []
    for (region, stored) in zip(timeless.regions, plan.storedRectangles) {
      places.append(
        (
          try region.seen(stored: head.size, orientation: head.turn),
          head.turn.seen(stored, in: head.size)
        ))
    }
    self.places = places
    areas = zip(timeless.regions, plan.storedRectangles).map { region, stored in
      (stored, region.kind.forcesFill ? .fill : options.mode)
    }
  }

  /// The numbers of the regions that are hidden in a frame: those whose time it touches.
  func hidden(in frame: VideoFrame) -> [Int] {
    let start = head.seconds(frame.time)
    let end = head.seconds(frame.time + frame.length)
    return regions.indices.filter { index in
      regions[index].time.map { $0.lowerBound <= end && start <= $0.upperBound } ?? true
    }
  }
}

/// What was done to a clip.
struct VideoAccount {
  private let plan: VideoPlan
  private let head: VideoHead
  private var modes: [Int: RedactionMode] = [:]
  private var seconds: [Set<Int>] = []
  private var facts = VideoFacts()
  private var end = 0

  init(_ plan: VideoPlan, _ head: VideoHead) {
    self.plan = plan
    self.head = head
  }

  mutating func add(_ frame: VideoFrame, _ hidden: [Int], _ done: [RedactionMode]) {
    facts.frames += 1
    end = frame.time + frame.length
    for (region, mode) in zip(hidden, done) where modes[region] == nil || mode == .fill {
      modes[region] = mode
    }
    let first = Int(head.seconds(frame.time))
    guard first < Limits.frames else { return }
    while seconds.count <= first { seconds.append([]) }
    seconds[first].formUnion(hidden)
  }

  /// Throws when a region was never hidden, because the clip is shorter.
  func report(_ bytes: Int) throws(ImagingError) -> RedactionReport {
    for (index, region) in plan.regions.enumerated() where modes[index] == nil {
      throw .timeOutside(region.text, seconds: head.seconds(end))
    }
    var report = RedactionReport(format: nil, size: head.turn.turned(head.size))
    if head.turn != .upright { report.orientation = head.turn }
    report.hidden = plan.regions.indices.map { index in
      let region = plan.regions[index]
      return RedactionReport.Hidden(
        asked: region.text, kind: region.kind, score: region.score,
        place: plan.places[index].asked, done: plan.places[index].done,
        mode: modes[index] ?? .fill)
    }
    if !plan.regions.isEmpty {
      report.mode = report.hidden.map(\.mode).contains(.blur) ? .blur : .fill
    }
    for kind in head.removed { report.remove(kind, bytes: 0, isSizeKnown: false) }
    report.outputBytes = bytes
    var facts = facts
    facts.milliseconds = Int((head.seconds(end) * 1000).rounded())
    facts.bits = head.bits > 8 ? head.bits : nil
    facts.isHDR = head.isHDR
    if !plan.regions.isEmpty {
      facts.seconds = seconds.map { $0.sorted().map { plan.places[$0].done } }
    }
    report.video = facts
    return report
  }
}
