internal import Files

/// What the home remembers of the cards on its route, sealed under subkey 2: the file can go at any
/// time, and is then made again.
extension OpenVault {
  /// More than 65,536 cards with all the attestations that are looked at never take.
  private static let largestCache = 1 << 30

  /// Nil when there is none, or none that was sealed under this master key.
  package func directoryCache() -> [UInt8]? {
    guard let file = try? Descriptor.reading(vault.home.directoryCache),
      let sealed = try? file.readAll(limit: Self.largestCache)
    else { return nil }
    return try? seal.open(sealed, rowsKey, at: Self.cachePlace)
  }

  /// Nothing is lost when it cannot be written, but time.
  package func setDirectoryCache(_ bytes: [UInt8]) {
    try? AtomicFile.write(
      seal.seal(bytes, rowsKey, at: Self.cachePlace), to: vault.home.directoryCache,
      replacing: true)
  }

  func forgetDirectory() { try? Directories.removeFile(vault.home.directoryCache) }

  private static var cachePlace: RowSeal.Place {
    RowSeal.Place(table: "directory", column: "cards", day: nil, primaryKey: [])
  }
}
