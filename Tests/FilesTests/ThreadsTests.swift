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

  @Test func orderIsKept() throws {
    struct Odd: Error { let number: Int }
    for count in [0, 1, 2, 500] {
      #expect(try mapInParallel(Array(0..<count)) { $0 * 2 } == (0..<count).map { $0 * 2 })
    }
    let error = #expect(throws: Odd.self) {
      try mapInParallel(Array(0..<100)) { if $0 % 10 == 7 { throw Odd(number: $0) } }
    }
    #expect(error?.number == 7)
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
