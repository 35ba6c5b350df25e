internal import Files

/// What a home remembers of its route, sealed under subkey 2: each of these files can go at any
/// time, and is then made again.
package enum RouteCache: String, CaseIterable, Sendable {
  /// What the cards on the route said.
  case directory
  /// Which documents on the route were looked at.
  case seen

  /// More than 65,536 cards with all the attestations that are looked at never take.
  fileprivate static let largest = 1 << 30

  fileprivate var place: RowSeal.Place {
    let column =
      switch self {
      case .directory: "cards"
      case .seen: "documents"
      }
    return RowSeal.Place(table: rawValue, column: column, day: nil, primaryKey: [])
  }
}

extension OpenVault {
  /// Nil when there is none, or none that was sealed under this master key.
  package func routeCache(_ cache: RouteCache) -> [UInt8]? {
    guard let file = try? Descriptor.reading(vault.home.cache(cache)),
      let sealed = try? file.readAll(limit: RouteCache.largest)
    else { return nil }
    return try? seal.open(sealed, rowsKey, at: cache.place)
  }

  /// Nothing is lost when it cannot be written, but time.
  package func setRouteCache(_ cache: RouteCache, _ bytes: [UInt8]) {
    try? AtomicFile.write(
      seal.seal(bytes, rowsKey, at: cache.place), to: vault.home.cache(cache), replacing: true)
  }

  func forgetRouteCaches() {
    for cache in RouteCache.allCases { try? Directories.removeFile(vault.home.cache(cache)) }
  }
}
