internal import Files
internal import Identities
internal import Registers

/// What a list says of somebody who has a home of their own, elsewhere.
package struct OwnHome: Sendable {
  /// The path of the card that they handed over.
  package let card: String
  /// The digits that they read out or showed.
  package let fingerprint: String
}

/// People with homes of their own: the folder keeps their card and their identity, and no home.
extension FleetFolder {
  /// Compares what the list says of them with their cards and with what is known of them. Throws
  /// ``FleetError/badList(_:)`` with all that is wrong.
  func check(_ list: FleetList) throws {
    var faults: [Table.Fault] = []
    for person in list.people {
      do { try check(person) } catch let fault as Table.Fault { faults.append(fault) }
    }
    guard faults.isEmpty else {
      throw FleetError.badList(Array(faults.prefix(FleetList.mostFaults)))
    }
  }

  private func check(_ person: FleetPerson) throws {
    let known: FleetRecord?
    // What cannot be read is told when it is this person's turn.
    do { known = try self.known(person.home) } catch { return }
    guard let own = person.own else {
      guard known?.isElsewhere != true else {
        throw Table.Fault(
          line: person.line,
          reason: "“\(person.home)” has a home of their own, and card and fingerprint are empty")
      }
      return
    }
    guard let known else {
      if !person.isLeaver { _ = try card(of: person, own) }
      return
    }
    guard known.isElsewhere else {
      throw Table.Fault(
        line: person.line,
        reason: "the home of “\(person.home)” was made here, and has no card in the list")
    }
    guard known.identity.fingerprint.matches(own.fingerprint) else {
      throw Table.Fault(
        line: person.line,
        reason: "the fingerprint is not that of the key by which “\(person.home)” is known")
    }
  }

  /// The card that the person handed over. Throws what is wrong with it.
  private func card(of person: FleetPerson, _ own: OwnHome) throws -> Card {
    func fault(_ reason: String) -> Table.Fault { Table.Fault(line: person.line, reason: reason) }
    let bytes: [UInt8]?
    do {
      bytes = try Descriptor.readingForeign(own.card)?.readAll(limit: SignedDocument.sizeLimit)
    } catch { throw fault("the card “\(own.card)” cannot be read") }
    guard let bytes else { throw fault("“\(own.card)” is missing, not a file, or too long") }
    let documents = (try? SignedDocument.parse(stream: bytes)) ?? []
    let cards = documents.filter { $0.kind == .card }.compactMap { try? Card($0) }
    guard cards.count == 1 else { throw fault("“\(own.card)” is not a card, or was changed") }
    guard cards[0].identity.fingerprint.matches(own.fingerprint) else {
      throw fault("the fingerprint is not that of “\(own.card)”: ask whose card it is")
    }
    guard UnicodeText.folded(cards[0].name) == UnicodeText.folded(person.name) else {
      throw fault("“\(own.card)” is the card of “\(cards[0].name)”")
    }
    return cards[0]
  }

  /// Keeps the card, and who the person is from then on.
  func take(_ own: OwnHome, of person: FleetPerson) throws -> FleetRecord {
    let card: Card
    do { card = try self.card(of: person, own) } catch let fault as Table.Fault {
      throw FleetError.badList([fault])
    }
    try keep(card, of: person.home)
    let known = FleetRecord(identity: card.identity, vault: nil, state: .made)
    try keep(known, of: person.home)
    return known
  }
}
