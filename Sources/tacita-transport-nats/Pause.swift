internal import Glibc

enum Pause {
  static func milliseconds(_ count: Int) { poll(nil, 0, Int32(count)) }
}
