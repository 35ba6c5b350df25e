internal import Files

/// What `tacita-video` says of a clip, every number of it checked: what wrote it has read a
/// stranger's file. `Sources/tacita-video/Video.h` describes the same.
struct VideoHead: Equatable {
  /// Of a frame as it is stored: both even.
  let size: PixelSize
  /// How frames are turned to be seen.
  let turn: Orientation
  /// A step of time is `unit / units` seconds.
  let unit: Int
  let units: Int
  /// Frames a second, on the whole, and what that is divided by.
  let rate: (Int, Int)
  /// Of a sample; 0 when it is square, or nobody said.
  let sample: (Int, Int)
  /// ITU-T H.273.
  let primaries: Int
  let transfer: Int
  let matrix: Int
  let isFull: Bool
  /// Of a sample in the file.
  let bits: Int
  /// Of the whole clip, as the file tells; 0 when it does not.
  let milliseconds: Int
  let removed: [String]

  /// Bytes of an answer.
  static let most = 1 << 14
  private static let mostRemoved = 2_000
  private static let kinds = [
    "sound", "subtitles", "data-track", "cover", "chapters", "position", "time", "camera", "text",
    "second-video",
  ]
  static let nonsense = ImagingError.damaged("the answer of tacita-video is none")

  /// Throws for an answer that says why there is no clip, and for one that is none.
  init(_ answer: [UInt8]) throws(ImagingError) {
    var reader = AnswerReader(answer)
    let outcome = try reader.number()
    guard outcome == 0 else { throw Self.refusal(outcome) }
    size = PixelSize(width: try reader.number(), height: try reader.number())
    let noted = try reader.number()
    (unit, units) = (try reader.number(), try reader.number())
    rate = (try reader.number(), try reader.number())
    sample = (try reader.number(), try reader.number())
    (primaries, transfer, matrix) = (
      try reader.number(), try reader.number(), try reader.number()
    )
    let full = try reader.number()
    (bits, milliseconds) = (try reader.number(), try reader.number())
    let count = try reader.number()
    guard let turn = Orientation(rawValue: noted), count <= Self.mostRemoved,
      size.width >= 16, size.height >= 16, size.width % 2 == 0, size.height % 2 == 0,
      size.width <= Limits.framePixels / size.height, full <= 1, bits <= 64,
      [primaries, transfer, matrix].allSatisfy({ $0 < 256 }),
      [unit, units, rate.0, rate.1].allSatisfy({ $0 > 0 && $0 <= Int32.max }),
      [sample.0, sample.1, milliseconds].allSatisfy({ $0 <= Int32.max })
    else { throw Self.nonsense }
    self.turn = turn
    isFull = full == 1
    var removed: [String] = []
    for _ in 0..<count {
      let kind = try reader.number()
      guard Self.kinds.indices.contains(kind - 1) else { throw Self.nonsense }
      removed.append(Self.kinds[kind - 1])
    }
    self.removed = removed
    guard reader.isAtEnd else { throw Self.nonsense }
  }

  static func refusal(_ outcome: Int) -> ImagingError {
    switch outcome {
    case 1: .damaged("its frames cannot be read")
    case 2: .tooManyPixels
    case 3: .unsupported(.video)
    case 4: .unsupported(.noVideo)
    default: nonsense
    }
  }

  static func == (one: VideoHead, other: VideoHead) -> Bool {
    one.numbers == other.numbers && one.bits == other.bits
  }

  /// What an encoder is told.
  var numbers: [Int] {
    [
      size.width, size.height, turn.rawValue, unit, units, rate.0, rate.1, sample.0, sample.1,
      primaries, transfer, matrix, isFull ? 1 : 0,
    ]
  }

  /// Bytes of the planes of a frame.
  var frameBytes: Int { size.width * size.height * 3 / 2 }

  func seconds(_ steps: Int) -> Double { Double(steps) * Double(unit) / Double(units) }

  /// Its brightness is coded for HDR screens (ITU-R BT.2100).
  var isHDR: Bool { transfer == 16 || transfer == 18 }
}

/// A frame: a plane of brightness, and two of colour at half its width and height.
struct VideoFrame {
  /// Steps since the first frame, and for how many it is shown.
  var time: Int
  var length: Int
  var planes: [UInt8]
}

/// Puts frames together from the pieces of an answer.
struct VideoFrameReader {
  private let frameBytes: Int
  private var buffer: [UInt8] = []
  private var isEnded = false
  private var refusal: ImagingError?
  private var last = -1
  private var count = 0

  private static let head = 16
  private static let longest = 1 << 40

  init(_ head: VideoHead) { frameBytes = head.frameBytes }

  /// Throws what `take` throws, and ``ImagingError`` for what is not an answer.
  mutating func add(_ piece: [UInt8], _ take: (VideoFrame) throws -> Void) throws {
    guard !isEnded else { throw VideoHead.nonsense }
    buffer += piece
    var position = 0
    func number(_ place: Int) -> Int {
      Int(buffer[position + 4 * place..<position + 4 * place + 4].bigEndianInteger)
    }
    reading: while buffer.count - position >= 4, !isEnded {
      switch number(0) {
      case 0:
        isEnded = true
        position += 4
      case 1:
        guard buffer.count - position >= Self.head + frameBytes else { break reading }
        let (time, length) = (number(1) << 32 | number(2), number(3))
        guard time > last, time < Self.longest, (1...Int(Int32.max)).contains(length),
          count < Limits.frames
        else { throw VideoHead.nonsense }
        (last, count) = (time, count + 1)
        let start = position + Self.head
        position = start + frameBytes
        try take(
          VideoFrame(time: time, length: length, planes: Array(buffer[start..<position])))
      case 2:
        guard buffer.count - position >= 8 else { break reading }
        refusal = VideoHead.refusal(number(1))
        isEnded = true
        position += 8
      default: throw VideoHead.nonsense
      }
    }
    buffer.removeSubrange(..<position)
    if isEnded, !buffer.isEmpty { throw VideoHead.nonsense }
  }

  /// Throws unless there were frames, and all of them.
  func finish() throws(ImagingError) {
    if let refusal { throw refusal }
    guard isEnded, count > 0 else { throw VideoHead.nonsense }
  }
}
