/// What the rules decide, one question a function. Where there is no rule, nothing is refused.
extension MachinePolicy {
  /// `days`, or fewer.
  package func clamped(_ days: Int, _ rule: PolicyRule) -> Int {
    number(rule).map { min($0, days) } ?? days
  }

  /// The number of `rule`, when there is one.
  package func limit(_ rule: PolicyRule) -> Int? { number(rule) }

  /// Throws when `value` is more than `rule` allows; `what` is the value in the user's words.
  package func check(_ value: Int, atMost rule: PolicyRule, _ what: String) throws {
    guard let most = number(rule), value > most else { return }
    throw PolicyError.forbidden(rule, value: "at most \(most)", what: what)
  }

  /// Throws when `rule` decides on another word than `word`.
  package func check(_ word: String, is rule: PolicyRule) throws {
    guard let decided = self.word(rule), decided != word else { return }
    throw PolicyError.forbidden(rule, value: decided, what: word)
  }

  /// Throws unless `rule` lists `name`.
  package func check(_ name: String, among rule: PolicyRule) throws {
    guard let allowed = list(rule), !allowed.contains(name) else { return }
    throw PolicyError.forbidden(
      rule, value: PolicyValue.list(allowed).description, what: "the format \(name)")
  }

  /// Whether a person can say why somebody below the policy is written to.
  package var allowsExceptions: Bool { word(.exceptions) != "none" }

  /// Throws when a reason is `given` and none counts.
  package func checkException(_ given: String?, option: String) throws {
    guard given != nil, !allowsExceptions else { return }
    throw PolicyError.forbidden(.exceptions, value: "none", what: option)
  }

  package var wantsRegistered: Bool { word(.verification) == "registered" }

  /// Throws for envelopes that travel as files, where they may not.
  package func checkByHand() throws {
    guard word(.byHand) == "forbidden" else { return }
    throw PolicyError.forbidden(.byHand, value: "forbidden", what: "an envelope as a file")
  }

  /// Throws for a route that is not allowed. `resolved` is the same route with links followed: a
  /// link inside a folder that is allowed leads out of it. Nobody asks where they lead otherwise.
  package func checkRoute(_ route: String, resolved: @autoclosure () -> String? = nil) throws {
    guard let allowed = list(.routes) else { return }
    let isNamed = allowed.contains { $0.utf8.elementsEqual(route.utf8) }
    func matches(_ route: String) -> Bool {
      !RoutePattern.climbs(route) && allowed.contains { RoutePattern.matches($0, route) }
    }
    guard isNamed || matches(route) && (resolved().map(matches) ?? true) else {
      throw PolicyError.forbidden(
        .routes, value: PolicyValue.list(allowed).description, what: "the route \(route)")
    }
  }

  /// Whether passphrases have a rule here, so that no option takes a weaker one.
  package var judgesPassphrases: Bool {
    number(.passphraseCharacters) != nil || number(.passphraseUnguessable) != nil
  }

  package var wantsSecondFactor: Bool { word(.secondFactor) == "required" }
  package var forbidsKeyFiles: Bool { word(.keyFiles) == "forbidden" }

  /// age recipients that open every home which is made, as text.
  package var recoveryRecipients: [String] { list(.recovery) ?? [] }

  package var forwardsAudit: Bool { word(.auditForward) == "syslog" }
}
