package import Files

/// What was asked: a number of a register, and whose it should be.
package struct RegistrationQuestion: Sendable, Equatable {
  /// As asked for; no more than a word when ``register`` is nil.
  package var registerName: String
  package var number: String
  /// Whose the number should be; nil when no name was given.
  package var name: String?

  package var register: Register? { Register(rawValue: registerName) }

  package init(register: String, number: String, name: String? = nil) {
    registerName = register
    self.number = number
    self.name = name
  }

  /// Reads `REGISTER:NUMBER`, with whatever people put between digits; nil without a register.
  package init?(_ text: String, name: String? = nil) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let register = text[..<colon].filter { !$0.isWhitespace }.lowercased()
    guard !register.isEmpty else { return nil }
    self.init(
      register: register, number: String(text[text.index(after: colon)...]), name: name)
  }
}

/// What could be found out about a number: facts that are never merged. What they come to is
/// ``verdict``.
package struct Findings: Sendable {
  package let question: RegistrationQuestion
  /// Nil when there is no register of that name.
  package let number: NumberFacts?
  package let answer: Answer
  package let name: NameFact
  /// The profession, from the register or else from the number itself.
  package let profession: String
  package let professionTitle: String

  /// What the register says.
  package enum Answer: Sendable, Equatable {
    /// The number is malformed: no register can hold it.
    case notAsked
    case found(RegisterEntry, standing: RegisterEntry.Standing, source: String, date: Timestamp)
    /// The register does not hold the number.
    case notFound(source: String, date: Timestamp)
    case unknown(Ignorance)
  }

  /// Why the register could not be asked.
  package enum Ignorance: Sendable, Equatable {
    case unknownRegister
    case noSnapshot
    case staleSnapshot(date: Timestamp)
    case damagedSnapshot(String)
    /// The register cannot be asked online.
    case notOnline
    /// The program that asks is not there.
    case noHelper
    case unreachable(String)
    case timedOut
    /// It answered, but not what an answer looks like.
    case nonsense(String)

    package var name: String {
      switch self {
      case .unknownRegister: "unknown-register"
      case .noSnapshot: "no-snapshot"
      case .staleSnapshot: "stale-snapshot"
      case .damagedSnapshot: "damaged-snapshot"
      case .notOnline: "not-online"
      case .noHelper: "no-helper"
      case .unreachable: "unreachable"
      case .timedOut: "timed-out"
      case .nonsense: "nonsense"
      }
    }
  }

  package enum NameFact: String, Sendable {
    case agrees
    /// It may be the same name written otherwise: somebody has to look.
    case perhaps
    /// It cannot be the same name.
    case differs
    /// No name was given, or the register has none.
    case notCompared = "not-compared"
  }

  /// The sum of the facts of the register. Possession is none of them: no register knows keys.
  package enum Verdict: String, Sendable, CaseIterable {
    case active
    case restricted
    case ended
    case organisation
    case inactive
    case notRegistered = "not-registered"
    case nameDiffers = "name-differs"
    /// A name was asked for, and the register's is perhaps another, or it tells none.
    case nameUncertain = "name-uncertain"
    /// The register gives the number to two people.
    case ambiguous
    case malformed
    case unknown
  }

  package var verdict: Verdict {
    switch answer {
    case .notAsked: .malformed
    case .unknown: .unknown
    case .notFound: .notRegistered
    case .found(_, .restricted, _, _) where name != .differs: .restricted
    case .found(_, .ended, _, _): .ended
    case .found(_, .organisation, _, _): .organisation
    case .found(_, .inactive, _, _): .inactive
    case .found(_, .ambiguous, _, _): .ambiguous
    case .found:
      switch name {
      case .differs: .nameDiffers
      case .perhaps: .nameUncertain
      case .notCompared: question.name == nil ? .active : .nameUncertain
      case .agrees: .active
      }
    }
  }

  /// The other name of the person with which the name asked for agrees, where the first does not.
  package var otherName: String? {
    guard name == .agrees, let asked = question.name, let entry else { return nil }
    let person = PersonName(whole: asked)
    guard entry.personName.isEmpty || !entry.personName.agrees(with: person) else { return nil }
    return entry.others.first { PersonName(whole: $0).agrees(with: person) }
  }

  package var entry: RegisterEntry? {
    if case .found(let entry, _, _, _) = answer { return entry }
    return nil
  }

  /// Puts the facts together; `answer` is what the register said of the number on `day`.
  package init(_ question: RegistrationQuestion, answer: Answer) {
    let facts = question.register.map { NumberFacts(question.number, in: $0) }
    var entry: RegisterEntry?
    if case .found(let found, _, _, _) = answer { entry = found }
    self.question = question
    number = facts
    self.answer = answer
    name = Self.name(question.name, entry)
    var own: (code: String, title: String)?
    if let register = question.register, let facts, facts.format == .good {
      own = Professions.inNumber(facts.number, of: register)
    }
    profession = Self.first(entry?.profession, own?.code)
    professionTitle = Self.first(entry?.title, own?.title)
  }

  private static func name(_ asked: String?, _ entry: RegisterEntry?) -> NameFact {
    guard let asked, let entry, !entry.personName.isEmpty else { return .notCompared }
    switch entry.comparison(with: PersonName(whole: asked)) {
    case .agrees: return .agrees
    case .perhaps: return .perhaps
    case .differs: return .differs
    }
  }

  /// The first text that is not empty.
  private static func first(_ texts: String?...) -> String {
    texts.lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
  }
}
