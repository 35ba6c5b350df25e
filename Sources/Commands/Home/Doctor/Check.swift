/// What doctor found of one thing, and what to do about it.
struct Check {
  enum Subject: String {
    case home, permissions, clock, space, kernel, card, agent, route, registers, purge, backup,
      unread, mail, sent, teams, policy
  }

  enum Verdict: String {
    case good
    /// As it may be, and good to know.
    case note
    /// Something needs doing.
    case todo
  }

  let subject: Subject
  let verdict: Verdict
  let message: String
  let hint: String?

  private init(_ subject: Subject, _ verdict: Verdict, _ message: String, _ hint: String?) {
    self.subject = subject
    self.verdict = verdict
    self.message = message
    self.hint = hint
  }

  static func good(_ subject: Subject, _ message: String) -> Check {
    Check(subject, .good, message, nil)
  }

  static func note(_ subject: Subject, _ message: String, hint: String) -> Check {
    Check(subject, .note, message, hint)
  }

  static func todo(_ subject: Subject, _ message: String, hint: String?) -> Check {
    Check(subject, .todo, message, hint)
  }

  /// What `look` finds, or the error that kept it from checking.
  static func of(_ subject: Subject, _ look: () throws -> Check) -> Check {
    do { return try look() } catch { return Check(subject, describing: error) }
  }

  init(_ subject: Subject, describing error: any Error) {
    let failure = Failure(describing: error)
    self.init(subject, .todo, failure.message, failure.hint)
  }
}
