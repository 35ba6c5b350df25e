internal import CLinux
internal import Glibc

/// A program that shows long text by the screen.
package enum Pager {
  /// Has `command`, a line for the shell, show `text` at the terminal of this process, and waits
  /// for its end; false when it could not be run. A pager that is left early is not an error. less
  /// keeps no history, runs no other program, and ends by itself when the text fits the screen.
  package static func show(_ text: [UInt8], command: String) -> Bool {
    let settings = "LESS=\"${LESS-FRX}\" LESSHISTFILE=- LESSSECURE=1; "
    guard let pager = popen("\(settings)export LESS LESSHISTFILE LESSSECURE; \(command)", "we")
    else { return false }
    // The keys that end a process are the pager's as long as it runs.
    let former = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in former { signal(number, handler) } }
    var rest = text[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        clinux_write_quietly(fileno(pager), $0.baseAddress, $0.count)
      }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { break }
    }
    let status = pclose(pager)
    // What a shell says of a command that it did not find or could not run.
    return status & 0x7f != 0 || ![126, 127].contains(status >> 8 & 0xff)
  }
}
