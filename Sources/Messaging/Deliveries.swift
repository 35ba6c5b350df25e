internal import Files
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

  /// Releases what waits for `spool`; the rest waits until its folder is back.
  package func release(_ spool: SpoolFolder) throws {
    for delivery in try vault.deliveries() {
      let json = try JSONParser.object(delivery.content)
      let staged = SpoolFolder.Staged(
        temporary: try json.string("temporary"), final: try json.string("final"))
      guard staged.final.hasPrefix(spool.path + "/") else { continue }
      try staged.release()
      try vault.finish(delivery)
    }
  }
}
