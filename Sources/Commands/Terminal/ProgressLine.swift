internal import Files
internal import Glibc

/// A line at the terminal about work that takes longer than a second: bytes, rate, time left.
final class ProgressLine {
  private let target: Descriptor
  private let isShown: Bool
  private let total: Int?
  private let begun = ProgressLine.now()
  private var last = ProgressLine.now()
  private var isOnScreen = false

  /// Shows nothing unless `target` is a terminal.
  init(_ printer: Printer, total: Int?) {
    target = printer.errors
    isShown = printer.errors.isTerminal && !printer.isQuiet && !printer.isJSON
    self.total = total
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// `done` bytes are read by now.
  func update(_ done: Int) {
    guard isShown else { return }
    let now = Self.now()
    guard now - begun > 1, now - last > 0.2 else { return }
    last = now
    let rate = Double(done) / (now - begun)
    var text = "\(Size.text(done)), \(Size.text(Int(rate)))/s"
    if let total, total > done, rate > 0 {
      let left = Int((Double(total - done) / rate).rounded(.up))
      text = "\(done * 100 / max(1, total)) %, \(text), \(left) s left"
    }
    try? target.write(Array("\r\u{1b}[Ktacita: \(text)".utf8))
    isOnScreen = true
  }

  /// Takes the line away.
  func finish() {
    guard isOnScreen else { return }
    try? target.write(Array("\r\u{1b}[K".utf8))
    isOnScreen = false
  }

  deinit { finish() }
}
