internal import Files
internal import Glibc
internal import MessageVault
internal import Transports

/// `receive --follow`: looks, waits, and looks again, until a signal asks it to end. What may pass
/// by itself is said once when it comes and once when it is over.
struct Following {
  let printer: Printer
  let mailbox: String
  /// Where a service manager wants to hear of it (sd_notify(3)).
  let serviceSocket: String?
  /// The route, looked at again each time: it may have been mounted again.
  let connect: () throws -> (any Route)?

  /// How long it waits before it tries again.
  private static let pause = 2

  /// Throws ``VaultError/locked`` once `isOpen` does not hold any more.
  func run(
    while isOpen: () throws -> Bool = { true }, look: ((any Route)?) throws -> Void
  ) throws {
    Signals.endGently()
    var trouble: String?
    while !Signals.endIsWanted {
      guard try isOpen() else { throw VaultError.locked }
      var route: (any Route)?
      do {
        route = try connect()
        try look(route)
        if trouble != nil { printer.warn("it works again: mail is fetched") }
        trouble = nil
      } catch  where canPass(error) {
        let message = Failure(describing: error).message
        if trouble != message { printer.warn("\(message); trying again until it works") }
        // What was fetched before is opened all the same.
        if trouble == nil, error is RouteError { try lookAlone(look) }
        trouble = message
      }
      notify("READY=1\nWATCHDOG=1")
      if let route {
        route.wait(for: mailbox, seconds: route.pollingSeconds)
      } else {
        poll(nil, 0, Int32(Self.pause * 1000))
      }
    }
    notify("STOPPING=1")
  }

  /// Looks at what is here already.
  private func lookAlone(_ look: ((any Route)?) throws -> Void) throws {
    do { try look(nil) } catch  where canPass(error) {}
  }

  private func canPass(_ error: any Error) -> Bool {
    switch error {
    case VaultError.busy: true
    case let error as RouteError: if case .sticky = error { false } else { true }
    case let error as FileError: error.path != printer.output.path && error.isFull
    default: false
    }
  }

  private func notify(_ state: String) {
    if let serviceSocket { Process.notify(state, socket: serviceSocket) }
  }
}
