internal import Files
internal import FoundationEssentials
internal import GRDB
internal import Secrets

/// Which messages may be unread, so that to find them costs what is unread and what is new, not
/// what is kept. The record is sealed and always as long: nobody else learns what was read.
///
/// It is only a memory of what was seen. Where it is missing, all messages are looked at again.
private struct UnreadMark {
  /// Of the messages that arrived up to this number,
  var last = 0
  /// those are unread, or were when it was written; oldest first.
  var unread: [Int] = []

  static let size = 2048
  static let most = size / 8 - 1

  init() {}

  /// `unread` are those of all up to `last`; the mark covers as many as it has room for.
  init(last: Int, unread: [Int]) {
    self.last = unread.count > Self.most ? unread[Self.most] - 1 : last
    self.unread = Array(unread.prefix(Self.most))
  }

  /// u64 last ‖ the u64 of each ‖ zeros.
  var encoded: [UInt8] {
    var bytes: [UInt8] = []
    for number in [last] + unread { bytes.append(bigEndian: UInt64(number)) }
    return bytes + [UInt8](repeating: 0, count: Self.size - bytes.count)
  }

  init?(encoded bytes: [UInt8]) {
    guard bytes.count == Self.size else { return nil }
    let numbers = stride(from: 0, to: Self.size, by: 8).compactMap {
      Int(exactly: bytes[$0..<$0 + 8].bigEndianInteger)
    }
    guard numbers.count == Self.most + 1 else { return nil }
    last = numbers[0]
    unread = numbers.dropFirst().filter { $0 > 0 }
  }
}

extension OpenVault {
  /// So many messages are looked at anew before what was seen of them is written down.
  private static let unreadPage = 256

  /// Hands over the messages that were not read and have not expired, newest arrival first, as long
  /// as `visit` asks for more.
  package func visitUnread(_ visit: (StoredMessage) throws -> Bool) throws {
    let mark = unreadMark()
    var (looked, last, unread, goesOn) = (0, mark.last, [Int](), true)
    func take(_ message: StoredMessage) throws -> Bool {
      guard !message.summary.isRead else { return true }
      unread.append(message.arrival)
      return try visit(message)
    }
    try visitMessages(after: mark.last) { message in
      (looked, last) = (looked + 1, max(last, message.arrival))
      goesOn = try take(message)
      return goesOn
    }
    guard goesOn else { return }
    for arrival in mark.unread.reversed() {
      guard let message = try message(arrival: arrival) else { continue }
      guard try take(message) else { return }
    }
    if looked > Self.unreadPage { setUnreadMark(UnreadMark(last: last, unread: unread.reversed())) }
  }

  private func unreadMark() -> UnreadMark {
    let sealed = try? store.database.read {
      try Data.fetchOne($0, kept("SELECT record FROM unread"))
    }
    // One under another master key is of no use, and does no harm.
    let bytes = sealed.flatMap { try? seal.open(Array($0), rowsKey, at: Self.unreadPlace) }
    return bytes.flatMap(UnreadMark.init(encoded:)) ?? UnreadMark()
  }

  /// Nothing is lost when it cannot be written, but time.
  private func setUnreadMark(_ mark: UnreadMark) {
    let sealed = Data(seal.seal(mark.encoded, rowsKey, at: Self.unreadPlace))
    try? store.database.write {
      try $0.run("INSERT OR REPLACE INTO unread(id, record) VALUES (1, ?)", [sealed])
    }
  }

  private static var unreadPlace: RowSeal.Place {
    RowSeal.Place(
      table: "unread", column: "record", day: nil, primaryKey: [UInt8](bigEndian: UInt64(1)))
  }
}
