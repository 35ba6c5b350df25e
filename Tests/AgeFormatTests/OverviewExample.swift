import AgeFormat

/// Seals a note for two people, and opens it as one of them.
func sealForTwo(_ note: String) throws -> String {
  // Each person makes an identity. They keep `text` secret and publish `recipient.text`.
  let vries = try HybridIdentity()
  let jansen = try HybridIdentity()
  let published = [vries.recipient.text, jansen.recipient.text]

  // The sender reads the published recipients, and writes the file piece by piece.
  var file: [UInt8] = []
  let sealer = try AgeFile.sealer(to: published.map { try HybridRecipient($0) }) { file += $0 }
  for piece in [note, "\n"] { try Array(piece.utf8).withUnsafeBytes { try sealer.write($0) } }
  try sealer.finish()

  // B. Jansen opens it. Every piece is authentic. The note is complete when `next()` returns nil.
  let identity = try HybridIdentity(jansen.text)
  let opener = try AgeFile.open(MemorySource(file), identities: [identity])
  var plaintext: [UInt8] = []
  while let piece = try opener.next() { plaintext += piece }
  return String(decoding: plaintext, as: UTF8.self)
}
