internal import Glibc
internal import Synchronization

/// Work on a thread of its own, begun at once.
///
/// It takes the kernel's threads, not libdispatch's: that stops the process where it cannot read
/// `/proc`, as in a bare chroot, or in a process that may open only what it named. No signal is
/// delivered to such a thread.
package final class ThreadedWork: Sendable {
  private let state: Mutex<State>

  private enum State {
    case running(pthread_t)
    case done
  }

  /// Where the machine gives no thread, `body` has run when this returns.
  package init(_ body: @escaping @Sendable () -> Void) {
    var (thread, signals, before) = (pthread_t(), sigset_t(), sigset_t())
    sigfillset(&signals)
    pthread_sigmask(SIG_SETMASK, &signals, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let handed = Unmanaged.passRetained(Body(body))
    let result = pthread_create(
      &thread, nil,
      { handed in
        guard let handed else { return nil }
        Unmanaged<Body>.fromOpaque(handed).takeRetainedValue().run()
        return nil
      }, handed.toOpaque())
    if result == 0 {
      state = Mutex(.running(thread))
    } else {
      state = Mutex(.done)
      handed.takeRetainedValue().run()
    }
  }

  /// Returns when the work is done; at once, when it was waited for before.
  package func wait() {
    state.withLock {
      if case .running(let thread) = $0 { pthread_join(thread, nil) }
      $0 = .done
    }
  }

  deinit { wait() }

  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }
}

/// Runs `body` for each number below `count`, on as many processors as this process may use.
/// Returns when all are done.
package func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let line = WorkLine(count, body)
  let others = (1..<max(1, min(count, processorCount()))).map { _ in ThreadedWork(line.work) }
  line.work()
  for other in others { other.wait() }
}

/// What `body` makes of each of `items`, in their order, on as many processors as this process may
/// use. Throws the error of the first of them that has one.
package func mapInParallel<Item: Sendable, Made: Sendable>(
  _ items: [Item], _ body: @escaping @Sendable (Item) throws -> Made
) throws -> [Made] {
  let made = Mutex([Result<Made, any Error>?](repeating: nil, count: items.count))
  inParallel(items.count) { number in
    let result = Result { try body(items[number]) }
    made.withLock { $0[number] = result }
  }
  return try made.withLock { $0 }.map { try $0!.get() }
}

/// Numbers that threads take one after another.
private final class WorkLine: Sendable {
  private let next = Atomic(0)
  private let count: Int
  private let body: @Sendable (Int) -> Void

  init(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.body = body
  }

  func work() {
    while true {
      let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard number < count else { return }
      body(number)
    }
  }
}

package func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
