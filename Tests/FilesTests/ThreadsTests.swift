import Files
import Synchronization
import Testing

struct ThreadsTests {
  @Test func eachNumberOnce() {
    for count in [0, 1, 2, 500] {
      let seen = Mutex<[Int]>([])
      inParallel(count) { number in seen.withLock { $0.append(number) } }
      #expect(seen.withLock { $0.sorted() } == Array(0..<count))
    }
  }

  @Test func waitedForAsOftenAsOneLikes() {
    let done = Atomic(0)
    let work = (0..<50).map { _ in
      ThreadedWork { done.wrappingAdd(1, ordering: .sequentiallyConsistent) }
    }
    for _ in 1...2 { for one in work { one.wait() } }
    let count = done.load(ordering: .sequentiallyConsistent)
    #expect(count == 50)
  }

  /// What nobody waits for is done all the same, before it is forgotten.
  @Test func letGo() {
    let done = Atomic(false)
    do { _ = ThreadedWork { done.store(true, ordering: .sequentiallyConsistent) } }
    let isDone = done.load(ordering: .sequentiallyConsistent)
    #expect(isDone)
  }
}
