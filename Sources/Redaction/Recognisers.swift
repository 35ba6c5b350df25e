/// Which recogniser sees a number first: those that the text's own words decide, then those with
/// the longest or strongest check.
struct Recognisers {
  let kinds: Set<Kind>
  private let enabled: UInt32

  init(_ kinds: Set<Kind>) {
    self.kinds = kinds
    enabled = kinds.reduce(UInt32(0)) { $0 | $1.bit }
  }

  func looks(for kind: Kind) -> Bool { enabled & kind.bit != 0 }

  enum Outcome {
    case match(Match)
    /// Nothing; go on at this place.
    case nothing(next: Int)
  }

  /// What the digits that begin at `place` are. Numbers of things are nobody's; a label makes a
  /// number a patient's where nothing stronger finds as much of it.
  func number(
    _ text: TextWindow, at place: Int, _ column: inout BirthDate.Column?, origin: Int
  ) -> Outcome {
    let run = NumberRun(text, at: place)
    if let end = CodeNumber.end(text, run) { return .nothing(next: end) }
    let found = unlabelled(text, run, place, &column, origin)
    guard let (labelled, isPlain) = LabelledNumber.match(text, run, kinds: looks) else {
      return found
    }
    guard case .match(let match) = found, match.start <= labelled.start,
      match.end >= labelled.end
    else { return .match(labelled) }
    let isOutweighed =
      match.kind == .phone
      || (isPlain && match.reason == .checkDigit && Self.weak.contains(match.kind))
    return isOutweighed && match.end == labelled.end ? .match(labelled) : found
  }

  /// Kinds whose check digit is right by chance so often that a plain label weighs more.
  private static let weak: Set<Kind> = [.bsn, .nhs, .ssn, .registration]

  private func unlabelled(
    _ text: TextWindow, _ run: NumberRun, _ place: Int, _ column: inout BirthDate.Column?,
    _ origin: Int
  ) -> Outcome {
    let end = text.digitsEnd(place)
    if run.count >= 11, let match = numbered(text, run) { return .match(match) }
    if run.lead == place, let date = date(text, place, &column, origin) { return date }
    if let match = long(text, run) { return .match(match) }
    if run.lead == place, looks(for: .age), let match = HighAge.match(text, at: place) {
      return .match(match)
    }
    if looks(for: .address), let match = PostalAddress.match(text, at: place) {
      return .match(match)
    }
    return .nothing(next: end)
  }

  /// A date is read first, so that it is never taken for a part of another number.
  private func date(
    _ text: TextWindow, _ place: Int, _ column: inout BirthDate.Column?, _ origin: Int
  ) -> Outcome? {
    guard let date = CalendarDate(text, at: place) else {
      return looks(for: .birthDate)
        ? BirthDate.incomplete(text, at: place).map(Outcome.match) : nil
    }
    if looks(for: .birthDate),
      let match = BirthDate.match(text, date, &column, origin: origin)
    {
      return .match(match)
    }
    return date.isCompact || hasName(text, date) ? nil : .nothing(next: date.end)
  }

  /// A month's name may be a word, as in `2 mar 1234`: such a date hides nothing.
  private func hasName(_ text: TextWindow, _ date: CalendarDate) -> Bool {
    (date.start..<date.end).contains { text[$0].isASCIILetter }
  }

  /// Numbers that begin like a date, and have a check that dates seldom pass.
  private func numbered(_ text: TextWindow, _ run: NumberRun) -> Match? {
    if looks(for: .nir), let match = FrenchNIR.match(text, run) { return match }
    return looks(for: .belgian) ? BelgianNumber.match(text, run) : nil
  }

  private func long(_ text: TextWindow, _ run: NumberRun) -> Match? {
    if looks(for: .iban), let match = IBAN.match(text, run) { return match }
    guard run.count >= 2 || Telephone.goesOn(text, run) else { return nil }
    if looks(for: .registration), let match = ProfessionalNumber.named(text, run) {
      return match.because(.label)
    }
    if looks(for: .nir), let match = FrenchNIR.match(text, run) { return match }
    // Parentheses end a run, but not a telephone number.
    guard run.count >= 5 || Telephone.goesOn(text, run) else { return nil }
    if looks(for: .kvnr), let match = GermanKVNR.match(text, run) { return match }
    let isCalled = Telephone.labels.stand(text, before: run.start, reach: 20)
    let isTelephone =
      isCalled || text[run.start - 1] == UInt8(ascii: "+")
      || text[run.start - 1] == UInt8(ascii: "(")
      || run.digits[0] == 0 || Telephone.isExtended(text, run)
    if isTelephone, looks(for: .phone), let match = Telephone.match(text, run) {
      // A number with a check digit that the text names is not a telephone's.
      if isCalled || text[run.start - 1] == UInt8(ascii: "+") || !isNamed(text, run) {
        return match
      }
    }
    if looks(for: .bsn), let match = BSN.match(text, run) { return match }
    if looks(for: .nhs), let match = NHSNumber.match(text, run) { return match }
    if looks(for: .ssn), let match = USSocialSecurity.match(text, run) { return match }
    if looks(for: .registration), let match = ProfessionalNumber.checked(text, run) { return match }
    if looks(for: .phone), let match = Telephone.match(text, run) { return match }
    return nil
  }

  /// Whether a label before the run says that it is a citizen's number.
  private func isNamed(_ text: TextWindow, _ run: NumberRun) -> Bool {
    [BSN.labels, NHSNumber.labels, BelgianNumber.labels].contains {
      $0.stand(text, before: run.start)
    }
  }
}

extension Kind {
  /// Its place in ``allCases``.
  var index: Int {
    switch self {
    case .bsn: 0
    case .nhs: 1
    case .nir: 2
    case .belgian: 3
    case .kvnr: 4
    case .ssn: 5
    case .birthDate: 6
    case .age: 7
    case .phone: 8
    case .email: 9
    case .address: 10
    case .url: 11
    case .iban: 12
    case .registration: 13
    case .mrz: 14
    case .national: 15
    case .record: 16
    case .name: 17
    }
  }

  fileprivate var bit: UInt32 { 1 << UInt32(index) }
}
