package import Files
internal import Foundation
internal import GRDB
internal import Identities
internal import Secrets

@testable package import MessageVault

extension OpenVault {
  /// What opens what expires by `day`: file keys, day keys and prekeys, opened and as they are
  /// sealed.
  package func secrets(upTo day: Day) throws -> [[UInt8]] {
    var found: [[UInt8]] = []
    for message in try messages() where message.expiryDay <= day {
      found.append(try content(of: message).fileKey)
    }
    try keys.database.read { database in
      for sql in [
        "SELECT key FROM dayKeys WHERE day <= ?", "SELECT secret FROM prekeys WHERE expiryDay <= ?",
      ] {
        found += try Row.fetchAll(database, sql: sql, arguments: [day.number]).map { row in
          Array((row[0] as Data?) ?? Data()).suffix(48)
        }
      }
    }
    for number in day.number - 70...day.number {
      if let key = try dayKeys.existing(Day(number)) {
        found.append(key.withUnsafeBytes { Array($0) })
      }
      for prekey in try prekeys(on: Day(number)) where prekey.lastDay <= day {
        found += [prekey.kemSeed, prekey.hintSecret]
      }
    }
    return found
  }
}
