internal import AgeFormat
internal import Files
internal import Glibc

/// A line at the terminal about work that takes longer than a second: bytes, rate, time left.
final class ProgressLine {
  private let target: Descriptor
  private let isShown: Bool
  private let total: Int?
  /// Since when there is something to tell of: a passphrase may have been typed before.
  private var begun: Double?
  private var last = 0.0
  private var isOnScreen = false
  private var done = 0

  /// Shows nothing unless standard error is a terminal that wants it.
  init(_ printer: Printer, total: Int?) {
    target = printer.errors
    isShown = printer.showsProgress
    self.total = total
  }

  /// `done` bytes are read by now.
  func update(_ done: Int) {
    guard isShown else { return }
    let now = MonotonicClock.seconds
    guard let begun else { return begun = now }
    guard now - begun > 1, now - last > 0.2 else { return }
    last = now
    let rate = Double(done) / (now - begun)
    var text = "\(Size.text(done)), \(Size.text(Int(rate)))/s"
    if let total, total > done, rate > 0 {
      let left = Int((Double(total - done) / rate).rounded(.up))
      text = "\(done * 100 / max(1, total)) %, \(text), \(left) s left"
    }
    // On a narrow terminal the end is cut off rather than put on a line of its own.
    try? target.write(Array("\r\u{1b}[K\u{1b}[?7ltacita: \(text)\u{1b}[?7h".utf8))
    isOnScreen = true
  }

  /// `sink`, with the line growing by what goes through it.
  func watching(
    _ sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) -> (UnsafeRawBufferPointer) throws -> Void {
    guard isShown else { return sink }
    return { piece in
      try sink(piece)
      self.add(piece.count)
    }
  }

  /// `source`, with the line growing by what comes out of it.
  func watching(_ source: any ByteSource) -> any ByteSource {
    isShown ? WatchedSource(source, report: add) : source
  }

  /// `count` more bytes are done.
  func add(_ count: Int) {
    done += count
    update(done)
  }

  /// Takes the line away; what comes next is counted from its start.
  func finish() {
    (begun, done) = (nil, 0)
    guard isOnScreen else { return }
    try? target.write(Array("\r\u{1b}[K".utf8))
    isOnScreen = false
  }

  deinit { finish() }
}

/// A source whose reader is followed.
private final class WatchedSource: ByteSource {
  private let source: any ByteSource
  private let report: (Int) -> Void

  init(_ source: any ByteSource, report: @escaping (Int) -> Void) {
    self.source = source
    self.report = report
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = try source.read(into: buffer)
    report(count)
    return count
  }

  func readLine(into line: inout [UInt8], limit: Int) throws -> Bool {
    let before = line.count
    let ended = try source.readLine(into: &line, limit: limit)
    report(line.count - before)
    return ended
  }
}
