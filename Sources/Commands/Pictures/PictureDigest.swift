internal import Secrets

enum PictureDigest {
  /// 32 bytes.
  static func sha256(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes) }
}
