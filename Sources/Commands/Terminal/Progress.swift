internal import Files

/// How far long work has come, on standard error when that is a terminal and the work takes longer
/// than a second.
final class Progress: Sendable {
  private let printer: Printer
  private let total: Int
  private let unit: String
  private let began: Double
  private let isShown: Bool

  init(_ printer: Printer, of total: Int, _ unit: String) {
    self.printer = printer
    self.total = total
    self.unit = unit
    began = MonotonicClock.seconds
    isShown = printer.showsProgress
  }

  func show(_ done: Int) {
    guard isShown, MonotonicClock.seconds - began >= 1 else { return }
    try? printer.errors.write(Array("\r\u{1b}[Ktacita: \(done) of \(total) \(unit)".utf8))
  }

  func finish() {
    guard isShown, MonotonicClock.seconds - began >= 1 else { return }
    try? printer.errors.write(Array("\r\u{1b}[K".utf8))
  }
}
