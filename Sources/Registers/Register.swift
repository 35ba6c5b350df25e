/// The registers whose numbers are known here, by their short names.
package enum Register: String, Sendable, CaseIterable {
  case big, rpps, npi, lanr, efn, riziv, gmc, nmc, gphc, hcpc, agb

  package var title: String {
    switch self {
    case .big: "BIG-register (Netherlands)"
    case .rpps: "RPPS (France)"
    case .npi: "NPI (United States)"
    case .lanr: "LANR (Germany)"
    case .efn: "EFN (Germany)"
    case .riziv: "RIZIV/INAMI (Belgium)"
    case .gmc: "GMC (United Kingdom)"
    case .nmc: "NMC (United Kingdom)"
    case .gphc: "GPhC (United Kingdom)"
    case .hcpc: "HCPC (United Kingdom)"
    case .agb: "AGB (Netherlands)"
    }
  }

  /// What even a hit in the register does not say.
  package var caution: String? {
    switch self {
    case .npi: "an NPI is a billing number, not a licence: check the state's board too"
    case .nmc: "a PIN alone proves nothing: look it up every time"
    case .agb: "an AGB code is a billing code, not a registration"
    case .big, .rpps, .lanr, .efn, .riziv, .gmc, .gphc, .hcpc: nil
    }
  }

  /// Whether ``tacita-register`` can ask it over the network.
  package var isOnline: Bool { self == .big || self == .npi || self == .rpps }
}
