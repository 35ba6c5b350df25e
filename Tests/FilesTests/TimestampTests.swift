import Files
import Testing

struct TimestampTests {
  /// The calendar repeats after four hundred years. 2200 is not a leap year.
  @Test func everyDayIsWrittenAndReadBack() throws {
    var previous = ""
    for number in 0..<146_097 {
      let time = Day(number).start + 43_200
      let text = time.description
      #expect(Timestamp(text) == time)
      #expect(time.day == Day(number))
      #expect(previous < text)
      previous = text
    }
    #expect(previous == "2369-12-31T12:00:00Z")
  }

  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T23:59:59Z", 86_399),
    ("2000-02-29T00:00:00Z", 951_782_400), ("2100-03-01T00:00:00Z", 4_107_542_400),
    ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func knownMoments(text: String, unix: Int) {
    #expect(Timestamp(text)?.unix == unix)
    #expect(Timestamp(unix: unix).description == text)
  }

  @Test(arguments: ["2100-02-29", "2026-04-31", "2026-00-10", "2026-01-00", "2026-01-32"])
  func daysThatAreNone(day: String) {
    #expect(Timestamp("\(day)T00:00:00Z") == nil)
  }

  @Test(arguments: ["2026-11-21T00:00:00Z", "2026-11-21T23:00:00Z", "2026-11-21T00:59:59Z"])
  func theOneForm(text: String) {
    #expect(Timestamp(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T24:00:00Z", "2026-11-21T00:60:00Z", "2026-11-21T23:59:60Z",
    "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-11-21t00:00:00Z", "2026-11-21T00:00:00z",
    "2026-11-21 00:00:00Z", "2026-11-21T00:00:00", "2026-11-21T00:00:00+00:00",
    "2026-11-21T00:00:00.0Z", "2026-11-21T00:00Z", "2026-11-21T0:00:00Z", "20261121T000000Z",
    " 2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z ", "2026-11-21T00:00:00Z\0",
    "+026-11-21T00:00:00Z", "2026-11-21T-1:00:00Z", "2026-11-21T00:00:0\u{663}Z",
  ])
  func otherForms(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func aDayEndsWhereTheNextBegins() {
    let day = Day(20_778)
    #expect(day.description == "2026-11-21")
    #expect(day.start.description == "2026-11-21T00:00:00Z")
    #expect(day.end == (day + 1).start)
    #expect(day.start.day == day && (day.end - 1).day == day && day.end.day == day + 1)
  }

  @Test func momentsBefore1970BelongToTheirOwnDay() {
    #expect(Timestamp(unix: -1).day == Day(-1))
    #expect(Timestamp(unix: -86_400).day == Day(-1))
    #expect(Timestamp(unix: -86_401).day == Day(-2))
  }

  @Test func aFixedClockAlwaysShowsTheSameTime() {
    let clock = Clock.fixed(Timestamp(unix: 86_400 * 3 + 5))
    #expect(clock.now().unix == 259_205)
    #expect(clock.today == Day(3))
  }
}
