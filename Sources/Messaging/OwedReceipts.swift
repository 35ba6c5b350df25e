internal import Envelopes
internal import Files
internal import Identities
internal import MessageVault
internal import Secrets
internal import Teams
internal import Transports

/// What this home tells by itself: that messages came, and what became of those that were taken
/// back (docs/protocol.md, section 9). Only to orange and green senders, and only as the user
/// allows.
struct OwedReceipts {
  private let vault: OpenVault
  private let book: ContactBook

  init(_ vault: OpenVault, _ book: ContactBook) {
    self.vault = vault
    self.book = book
  }

  /// Seals and keeps what is owed, one receipt a sender; the ids of these receipts. Whoever calls
  /// this releases deliveries next.
  func post(by route: any Route) throws -> Set<[UInt8]> {
    let owed = try vault.owedReceipts()
    guard !owed.isEmpty, try OwnIdentity(vault).revocation() == nil else { return [] }
    var posted: Set<[UInt8]> = []
    let bySender = Dictionary(grouping: owed, by: \.record.from)
    for (sender, owed) in bySender.sorted(by: { $0.key < $1.key }) {
      if let id = try post(owed, to: sender, by: route) { posted.insert(id) }
    }
    return posted
  }

  private func post(
    _ owed: [OpenVault.OwedReceipt], to sender: Identity, by route: any Route
  ) throws -> [UInt8]? {
    guard let contact = book[sender], Self.mayBeTold(book.standing(of: contact).colour) else {
      try vault.changeMail {
        try $0.settle(owed.map(rowKey))
        return []
      }
      return nil
    }
    let now = vault.clock.now()
    let post = AnswerPost(vault: vault, address: route.address)
    let (entries, told) = try entries(owed, now: now)
    let sent = entries.map(\.at).reduce(now, max)
    // What cannot be sealed today waits until there is a newer card.
    guard !entries.isEmpty, try post.canReach(contact, on: sent.day) else { return nil }
    let sealed = try post.seal(
      .receipt(
        entries, id: RandomBytes.make(16), from: vault.identity, to: sender, now: now,
        expires: post.expiry(sent: sent), parts: AnswerParts.note),
      to: [contact])
    let line = AuditLine(
      "receipt", .create, at: now, object: sealed.rowKey.hex, parties: [sender.description],
      purpose: "entries \(entries.count)")
    try vault.changeMail {
      try $0.post(sealed)
      try $0.settle(told.map(rowKey))
      return [line]
    }
    return sealed.head.id
  }

  /// Whose questions are answered without a person.
  static func mayBeTold(_ colour: ContactColour) -> Bool { colour == .orange || colour == .green }

  /// As many entries as one receipt may have, and what they are about; the rest waits for the next
  /// run.
  private func entries(
    _ owed: [OpenVault.OwedReceipt], now: Timestamp
  ) throws -> ([ReceiptEntry], [OpenVault.OwedReceipt]) {
    var (entries, told) = ([] as [ReceiptEntry], [] as [OpenVault.OwedReceipt])
    for one in owed {
      let more = try self.entries(one, now: now)
      guard entries.count + more.count <= DeliveredReceipts.mostPerRun else { break }
      entries += more
      told.append(one)
    }
    return (entries, told)
  }

  private func rowKey(_ owed: OpenVault.OwedReceipt) -> [UInt8] {
    vault.rowKey(from: owed.record.from, id: owed.record.id)
  }

  private func entries(_ owed: OpenVault.OwedReceipt, now: Timestamp) throws -> [ReceiptEntry] {
    let record = owed.record
    var entries: [ReceiptEntry] = []
    if owed.owed.contains(.delivery), let told = record.told {
      entries.append(
        ReceiptEntry(id: record.id, digest: record.digest, state: .delivered, at: told))
    }
    if owed.owed.contains(.recallAnswer), let recall = record.recall {
      let rowKey = vault.rowKey(from: record.from, id: record.id)
      let state = try RecallState(record, hasContent: vault.message(rowKey) != nil)
      if let answer = state.answer(id: record.id, at: max(now, recall.sent)) {
        entries.append(answer)
      }
    }
    return entries
  }
}

/// The parts of a message about others.
enum AnswerParts {
  static let note = [MessageHead.Part(name: "body", type: MessageHead.textType)]
}

extension RecallState {
  init(_ record: ReceiptRecord?, hasContent: Bool) {
    guard let record else {
      self.init()
      return
    }
    self.init(
      digest: record.digest, hasContent: hasContent, isRecalled: record.recall != nil,
      uses: ReceiptEntry.Uses(rawValue: record.uses.rawValue))
  }
}
