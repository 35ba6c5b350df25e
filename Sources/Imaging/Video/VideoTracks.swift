/// Places at which a detector finds the same thing in one frame after the other.
struct VideoTracks {
  private struct Sight {
    var frame: Int
    var from: Double
    var to: Double
    var place: Rectangle
  }

  private struct Track {
    let kind: Region.Kind
    var score: Int?
    var sights: [Sight]
  }

  /// Every so many frames are looked at.
  static let step = 3
  /// Frames that a thing may be missing from, and how many it is hidden before and behind.
  private static let patience = 5
  /// The share of both places together that one has to have in common with the next.
  private static let overlap = 0.2

  private var tracks: [Track] = []
  private var open: [Int] = []
  /// When each frame begins and ends, in seconds.
  private var times: [(from: Double, to: Double)] = []

  /// Enters the next frame; `found` in frames that were looked at.
  mutating func add(
    from: Double, to: Double, _ found: [(place: Rectangle, kind: Region.Kind, score: Int?)]?
  ) {
    let number = times.count
    times.append((from, to))
    guard let found else { return }
    open.removeAll { track in
      number - (tracks[track].sights.last?.frame ?? 0) > Self.patience + 1
    }
    var free = open
    for thing in found {
      let sight = Sight(frame: number, from: from, to: to, place: thing.place)
      let known = free.filter { tracks[$0].kind == thing.kind }.max { one, other in
        share(one, thing.place) < share(other, thing.place)
      }
      if let known, share(known, thing.place) >= Self.overlap {
        free.removeAll { $0 == known }
        tracks[known].sights.append(sight)
        tracks[known].score = max(tracks[known].score ?? 0, thing.score ?? 0)
      } else {
        open.append(tracks.count)
        tracks.append(Track(kind: thing.kind, score: thing.score, sights: [sight]))
      }
    }
  }

  private func share(_ track: Int, _ place: Rectangle) -> Double {
    guard let last = tracks[track].sights.last?.place else { return 0 }
    let both = Rectangle(
      left: max(last.left, place.left), top: max(last.top, place.top),
      right: min(last.right, place.right), bottom: min(last.bottom, place.bottom))
    guard !both.isEmpty else { return 0 }
    let common = both.width * both.height
    return Double(common)
      / Double(last.width * last.height + place.width * place.height - common)
  }

  /// Regions with times, each as large as the places at both ends of its time.
  func regions(margin: Region.Length?) -> [Region] {
    var joined = 1
    // Of many, each counts for a longer time.
    while tracks.reduce(0, { $0 + $1.sights.count / joined + 1 }) > Limits.regions / 2 {
      joined *= 2
    }
    var regions: [Region] = []
    for (number, track) in tracks.enumerated() {
      for start in stride(from: 0, to: track.sights.count, by: joined) {
        let end = min(start + joined, track.sights.count - 1)
        var place = track.sights[start].place
        for sight in track.sights[start...end] { place = place.with(sight.place) }
        var region = Region(place, kind: track.kind, text: "\(track.kind.rawValue) \(number + 1)")
        region.margin = margin
        region.score = track.score
        let first = track.sights[start].frame - (start == 0 ? Self.patience : 0)
        let last =
          track.sights[end].frame + (end == track.sights.count - 1 ? Self.patience : 0)
        region.time =
          times[max(first, 0)].from...times[min(last, times.count - 1)].to
        regions.append(region)
      }
    }
    return regions
  }
}

extension Rectangle {
  /// The smallest that holds both.
  fileprivate func with(_ other: Rectangle) -> Rectangle {
    Rectangle(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}

extension VideoCoder {
  /// What `detector` finds in a clip: regions with times that follow each thing. Things that are
  /// not found in a few frames are taken to be still there.
  package func proposals(
    of detector: PictureDetector, in clip: [UInt8], margin: Region.Length?
  ) throws -> [Region] {
    let head = try head(of: clip)
    let sight = VideoSight(head: head)
    let size = head.turn.turned(head.size)
    var tracks = VideoTracks()
    var number = 0
    try eachFrame(of: clip, head) { frame in
      defer { number += 1 }
      var found: [(place: Rectangle, kind: Region.Kind, score: Int?)]?
      if number.isMultiple(of: VideoTracks.step) {
        found = try detector.proposals(
          in: SeenPicture(sight.picture(frame)), margin: nil, quickly: true
        ).map { (try $0.rectangle(in: size), $0.kind, $0.score) }
      }
      tracks.add(
        from: head.seconds(frame.time), to: head.seconds(frame.time + frame.length), found)
    }
    return tracks.regions(margin: margin)
  }
}
