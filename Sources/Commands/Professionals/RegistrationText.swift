internal import Files
internal import Identities
internal import Registers
internal import Attesting

/// What was found out about a registration, as people and scripts see it: four facts, and what they
/// come to.
enum RegistrationText {
  static func status(_ outcome: CardCheck.Outcome) -> Status {
    switch outcome {
    case .yes: .done
    case .no: .no
    case .malformed: .badData
    case .unknown: .unavailable
    }
  }

  static func title(_ findings: Findings) -> String {
    let number = findings.number?.number ?? findings.question.number
    let register = findings.question.registerName
    return register.isEmpty ? number : "\(register):\(number)"
  }

  /// A line with the verdict, then a line a fact.
  static func text(
    _ findings: Findings, _ possession: CardCheck.Possession?, _ book: (Identity) -> String?,
    _ printer: Printer
  ) -> String {
    var rows = [["  format", format(findings)], ["  check digit", checkDigit(findings)]]
    rows.append(["  register", register(findings)])
    if let name = name(findings) { rows.append(["  name", name]) }
    if !findings.profession.isEmpty {
      rows.append(["  profession", "\(findings.profession) \(findings.professionTitle)"])
    }
    if let entry = findings.entry, !entry.note.isEmpty { rows.append(["  note", entry.note]) }
    rows.append(["  possession", Self.possession(possession, book)])
    let verdict = printer.style(
      findings.verdict.rawValue, style(findings.outcome), on: printer.output)
    return "\(verdict)  \(title(findings).escapedForTerminal())\n"
      + Columns.aligned(rows.map { $0.map { $0.escapedForTerminal() } })
  }

  private static func style(_ outcome: CardCheck.Outcome) -> Printer.Style {
    switch outcome {
    case .yes: .green
    case .no, .malformed: .red
    case .unknown: .yellow
    }
  }

  private static func format(_ findings: Findings) -> String {
    switch findings.number?.format {
    case .good: "good"
    case .malformed(let reason): "malformed: \(reason)"
    case nil: unknownRegister(findings.question.registerName)
    }
  }

  static func unknownRegister(_ name: String) -> String {
    let all = Register.allCases.map(\.rawValue)
    return name.isEmpty
      ? "no REGISTER:NUMBER"
      : "tacita knows no register “\(name)”, but \(all.joined(separator: ", "))"
  }

  private static func checkDigit(_ findings: Findings) -> String {
    switch findings.number?.checkDigit {
    case .good: "good"
    case .wrong: "wrong"
    case .suspect: "suspect: it fails, but the rule is not published, or has exceptions"
    case .none?: "none known for this register"
    case .unchecked, nil: "not checked"
    }
  }

  private static func register(_ findings: Findings) -> String {
    switch findings.answer {
    case .notAsked: return "not asked: there is no such number"
    case .unknown(let ignorance): return "could not find out: \(text(ignorance))"
    case .notFound(let source, let date): return "not registered, says \(source) of \(date.short)"
    case .found(let entry, let standing, let source, let date):
      let until = entry.until.map { ", until \($0)" } ?? ""
      return "\(standing.word)\(until), says \(source) of \(date.short)"
    }
  }

  static func text(_ ignorance: Findings.Ignorance) -> String {
    switch ignorance {
    case .unknownRegister: "no such register is known here"
    case .noSnapshot: "there is no snapshot; make one with tacita register import"
    case .staleSnapshot(let date): "the snapshot is of \(date.short), older than --max-age allows"
    case .damagedSnapshot(let reason): "the snapshot cannot be used: \(reason); import it again"
    case .notOnline: "this register cannot be asked online"
    case .noHelper: "the program tacita-register is neither beside tacita nor on PATH"
    case .unreachable(let reason): reason
    case .timedOut: "no answer in time"
    case .nonsense(let reason): "what answered makes no sense: \(reason)"
    }
  }

  private static func name(_ findings: Findings) -> String? {
    guard let asked = findings.question.name else { return findings.entry?.name }
    switch findings.name {
    case .agrees:
      let name = findings.entry?.name ?? ""
      guard let other = findings.otherName else { return "“\(asked)” agrees with “\(name)”" }
      return "“\(asked)” agrees with “\(other)”, another name of “\(name)”"
    case .differs: return "“\(asked)” differs from “\(findings.entry?.name ?? "")”"
    case .perhaps:
      return "“\(asked)” may be “\(findings.entry?.name ?? "")” or another: look at both"
    case .notCompared: return "“\(asked)” not compared: the register gives no name"
    }
  }

  private static func possession(
    _ possession: CardCheck.Possession?, _ name: (Identity) -> String?
  ) -> String {
    switch possession {
    case nil: return "not asked: a number by itself ties no key to anybody"
    case .unknown: return "could not find out: no home says whose attestations you believe"
    case .attested(let attestation):
      return "attested \(attestation.method.rawValue) by "
        + "\(name(attestation.issuer) ?? attestation.issuer.description)"
        + ", until \(attestation.validUntil.short)"
    case .notAttested(let rejected):
      guard let first = rejected.last else { return "not attested by anyone you trust" }
      return "not attested: the attestation of \(first.attestation.issued.short) does not apply: "
        + first.reason
    }
  }
}

/// JSON.
extension RegistrationText {
  static func json(_ findings: Findings, _ possession: CardCheck.Possession?) -> JSONObject {
    var json = JSONObject([
      "asked": .string(findings.question.number),
      "checkDigit": .string(checkDigitWord(findings)),
      "format": .string(findings.number?.format == .good ? "good" : formatWord(findings)),
      "name": .string(findings.name.rawValue), "number": .string(findings.number?.number ?? ""),
      "possession": .string(possession?.word ?? "not-asked"),
      "register": .string(findings.question.registerName),
      "schema": "tacita/registration/1", "verdict": .string(findings.verdict.rawValue),
    ])
    if case .malformed(let reason)? = findings.number?.format {
      json["formatReason"] = .string(reason)
    }
    if !findings.profession.isEmpty { json["profession"] = .string(findings.profession) }
    if !findings.professionTitle.isEmpty {
      json["professionTitle"] = .string(findings.professionTitle)
    }
    if let caution = findings.question.register?.caution { json["caution"] = .string(caution) }
    fill(&json, findings.answer)
    json["otherName"] = findings.otherName.map { .string($0) }
    fill(&json, possession)
    let outcome = possession.map { findings.outcome(with: $0) } ?? findings.outcome
    json["status"] = .number(Int(status(outcome).rawValue))
    return json
  }

  private static func checkDigitWord(_ findings: Findings) -> String {
    (findings.number?.checkDigit ?? .unchecked).rawValue
  }

  private static func formatWord(_ findings: Findings) -> String {
    findings.number == nil && !findings.question.registerName.isEmpty ? "unknown" : "malformed"
  }

  private static func fill(_ json: inout JSONObject, _ answer: Findings.Answer) {
    switch answer {
    case .notAsked: json["registerStatus"] = "not-asked"
    case .unknown(let ignorance):
      json["registerStatus"] = "unknown"
      json["reason"] = .string(ignorance.name)
      json["message"] = .string(text(ignorance))
    case .notFound(let source, let date):
      json["registerStatus"] = "not-registered"
      json["source"] = .string(source)
      json["sourceDate"] = .string(date.description)
    case .found(let entry, let standing, let source, let date):
      json["registerStatus"] = .string(standing.word)
      json["registeredName"] = .string(entry.name)
      json["source"] = .string(source)
      json["sourceDate"] = .string(date.description)
      json["until"] = entry.until.map { .string($0.description) }
      json["note"] = entry.note.isEmpty ? nil : .string(entry.note)
      json["details"] = entry.details.isEmpty ? nil : .string(entry.details)
    }
  }

  private static func fill(_ json: inout JSONObject, _ possession: CardCheck.Possession?) {
    switch possession {
    case .attested(let attestation)?:
      json["attestation"] = .string(attestation.digest.hex)
      json["attestedBy"] = .string(attestation.issuer.description)
      json["attestedUntil"] = .string(attestation.validUntil.description)
    case .notAttested(let rejected)?:
      guard !rejected.isEmpty else { return }
      json["rejected"] = .array(
        rejected.map {
          .object(
            JSONObject([
              "attestation": .string($0.attestation.digest.hex),
              "issuer": .string($0.attestation.issuer.description), "reason": .string($0.reason),
            ]))
        })
    case .unknown?, nil: break
    }
  }
}
