import Secrets
import Testing

@testable import KeyAgent

/// When an agent forgets, on clocks that the test moves.
@Suite struct HeldKeyTests {
  private let key = SecretBytes.random(count: 32)
  private static let begin = HeldKey.Moment(boot: 5000, monotonic: 4000)

  private static func secret(_ text: String) -> SecretBytes {
    var bytes = Array(text.utf8)
    return SecretBytes(moving: &bytes)
  }

  /// So many seconds after the beginning, of which the machine slept `asleep`.
  private static func after(_ seconds: Int, asleep: Int = 0) -> HeldKey.Moment {
    HeldKey.Moment(boot: begin.boot + seconds, monotonic: begin.monotonic + seconds - asleep)
  }

  private func held(pin: String? = nil, idle: Int = 60, total: Int = 600) throws -> HeldKey {
    let held = HeldKey(
      key, pin: pin.map(Self.secret), idle: idle, total: total, now: Self.begin)
    guard let held else { throw AgentError.notStarted }
    return held
  }

  private func isOpen(_ held: inout HeldKey, _ moment: HeldKey.Moment) -> Bool {
    held.take(at: moment).map { $0 == key } ?? false
  }

  private func expect(
    _ held: borrowing HeldKey, isGone: Bool? = nil, needsPIN: Bool? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (gone, closed) = (held.isGone, held.needsPIN)
    if let isGone { #expect(gone == isGone, sourceLocation: sourceLocation) }
    if let needsPIN { #expect(closed == needsPIN, sourceLocation: sourceLocation) }
  }

  @Test("idleness counts from the last use") func idle() throws {
    var held = try held()
    #expect(isOpen(&held, Self.after(59)))
    #expect(isOpen(&held, Self.after(118)))
    #expect(!isOpen(&held, Self.after(178)))
    expect(held, isGone: true)
  }

  @Test("asking how it stands is no use") func statusIsNoUse() throws {
    var held = try held()
    let statusAt30 = held.status(at: Self.after(30))
    #expect(statusAt30.idleLeft == 30)
    held.age(to: Self.after(59))
    expect(held, isGone: false)
    let statusAt59 = held.status(at: Self.after(59))
    #expect(statusAt59.totalLeft == 541)
    held.age(to: Self.after(60))
    expect(held, isGone: true)
  }

  @Test("a glance at the key is no use either") func glanceIsNoUse() throws {
    var held = try held()
    let glance = held.glance(at: Self.after(59))
    #expect(glance.map { $0 == key } ?? false)
    let late = held.glance(at: Self.after(60))
    #expect(late == nil)
    expect(held, isGone: true)
  }

  @Test("the end comes however often it is used", arguments: [nil, "2468"])
  func total(pin: String?) throws {
    var held = try held(pin: pin)
    for second in stride(from: 30, to: 600, by: 30) {
      #expect(isOpen(&held, Self.after(second)))
    }
    #expect(!isOpen(&held, Self.after(600)))
    expect(held, isGone: true)
  }

  @Test("time asleep counts as idle and towards the end") func sleepCounts() throws {
    var held = try held(idle: 7200, total: 3600)
    held.age(to: Self.after(3600, asleep: 3599))
    expect(held, isGone: true)
  }

  @Test("a sleep of the machine is forgotten after, a nap is not", arguments: [nil, "2468"])
  func sleep(pin: String?) throws {
    var held = try held(pin: pin)
    held.age(to: Self.after(10, asleep: 5))
    #expect(isOpen(&held, Self.after(10, asleep: 5)))
    // What was slept before the last use does not count again.
    #expect(isOpen(&held, Self.after(20, asleep: 10)))
    held.age(to: Self.after(30, asleep: 16))
    #expect(!isOpen(&held, Self.after(30, asleep: 16)))
    expect(held, needsPIN: pin != nil)
    expect(held, isGone: pin == nil)
  }

  @Test("a PIN opens what idleness closed") func pin() throws {
    var held = try held(pin: "2468")
    expect(held, needsPIN: false)
    #expect(!isOpen(&held, Self.after(60)))
    expect(held, needsPIN: true)
    let statusAt60 = held.status(at: Self.after(60))
    #expect(statusAt60.hasPIN)
    guard case .wrong(left: 4) = held.release(Self.secret("2469"), at: Self.after(70)) else {
      Issue.record("a wrong PIN")
      return
    }
    #expect(!isOpen(&held, Self.after(70)))
    guard case .key(let opened) = held.release(Self.secret("2468"), at: Self.after(80)) else {
      Issue.record("the right PIN")
      return
    }
    #expect(opened == key)
    #expect(isOpen(&held, Self.after(139)))
    #expect(!isOpen(&held, Self.after(199)))
  }

  @Test("the fifth wrong PIN in a row is the last") func fifth() throws {
    var held = try held(pin: "2468")
    for expected in (1...4).reversed() {
      guard case .wrong(let left) = held.release(Self.secret("0"), at: Self.after(1)) else {
        Issue.record("forgotten too early")
        return
      }
      #expect(left == expected)
    }
    expect(held, isGone: false)
    guard case .gone = held.release(Self.secret("1"), at: Self.after(1)) else {
      Issue.record("a sixth guess")
      return
    }
    expect(held, isGone: true)
    guard case .gone = held.release(Self.secret("2468"), at: Self.after(1)) else {
      Issue.record("the right PIN opens what is forgotten")
      return
    }
    #expect(!isOpen(&held, Self.after(1)))
  }

  @Test("the right PIN begins the count anew") func countsInARow() throws {
    var held = try held(pin: "2468")
    for pin in ["1", "2", "3", "4", "2468", "5", "6", "7", "8"] {
      _ = held.release(Self.secret(pin), at: Self.after(1))
    }
    expect(held, isGone: false)
  }

  @Test("no PIN opens an agent past its end") func pinAfterTheEnd() throws {
    var held = try held(pin: "2468")
    guard case .gone = held.release(Self.secret("2468"), at: Self.after(600)) else {
      Issue.record("opened after the end")
      return
    }
    expect(held, isGone: true)
  }
}
