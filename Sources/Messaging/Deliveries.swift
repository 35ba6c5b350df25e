package import Files
package import MessageVault
package import Transports

/// Envelopes that were kept and staged but perhaps not yet released: a run that was killed leaves
/// them to the next one.
package struct Deliveries {
  private let vault: OpenVault

  package init(_ vault: OpenVault) { self.vault = vault }

  static func encode(_ staged: SpoolFolder.Staged) -> [UInt8] {
    CanonicalJSON.encode(
      JSONObject(["final": .string(staged.final), "temporary": .string(staged.temporary)]))
  }

  /// An envelope that could not be put into its mailbox, and why.
  package struct Waiting: Sendable {
    package let envelope: SpoolFolder.Staged
    package let reason: FileError
  }

  /// Releases what waits for `spool`; the rest waits until its folder is back. One that fails does
  /// not keep the others: it is returned, and tried again another time.
  @discardableResult
  package func release(_ spool: SpoolFolder) throws -> [Waiting] {
    var waiting: [Waiting] = []
    for delivery in try vault.deliveries() {
      let staged = try Self.decode(delivery.content)
      guard staged.final.hasPrefix(spool.path + "/") else { continue }
      do { try staged.release() } catch let error as FileError {
        waiting.append(Waiting(envelope: staged, reason: error))
        continue
      }
      // It is delivered whatever comes of its row, which goes at the next run otherwise.
      try? vault.finish(delivery)
    }
    return waiting
  }

  private static func decode(_ content: [UInt8]) throws -> SpoolFolder.Staged {
    do {
      let json = try JSONParser.object(content)
      return SpoolFolder.Staged(
        temporary: try json.string("temporary"), final: try json.string("final"))
    } catch is JSONError {
      throw VaultError.damaged("deliveries")
    }
  }
}
