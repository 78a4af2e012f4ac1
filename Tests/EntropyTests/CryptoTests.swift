import Testing

@testable import Entropy

@Suite struct ChaCha20Tests {
  private func block(
    _ key: [UInt8], _ counter: UInt32, _ nonce: (UInt32, UInt32, UInt32) = (0, 0, 0)
  ) -> [UInt8] {
    var words = key.withUnsafeBytes { ChaCha20(key: $0, nonce: nonce) }.block(counter)
    return withUnsafeBytes(of: &words) { Array($0) }
  }

  /// RFC 8439, 2.3.2.
  @Test func theBlockFunction() {
    #expect(
      hex(block(Array(0..<32), 1, (0x0900_0000, 0x4a00_0000, 0)))
        == "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
        + "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e")
  }

  /// RFC 8439, A.1, test vectors 1 to 4.
  @Test(arguments: [
    (
      0, 0, UInt32(0),
      "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
        + "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
    ),
    (
      0, 0, 1,
      "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
        + "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f"
    ),
    (
      31, 1, 1,
      "3aeb5224ecf849929b9d828db1ced4dd832025e8018b8160b82284f3c949aa5a"
        + "8eca00bbb4a73bdad192b5c42f73f2fd4e273644c8b36125a64addeb006c13a0"
    ),
    (
      1, 0xff, 2,
      "72d54dfbf12ec44b362692df94137f328fea8da73990265ec1bbbea1ae9af0ca"
        + "13b25aa26cb4a648cb9b9d1be65b2c0924a66c54d545ec1b7374f4872e99f096"
    ),
  ])
  func publishedBlocks(place: Int, value: UInt8, counter: UInt32, expected: String) {
    var key = [UInt8](repeating: 0, count: 32)
    key[place] = value
    #expect(hex(block(key, counter)) == expected)
  }
}

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples (NIST, "SHA-256 examples"), and the empty message.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func publishedHashes(text: String, expected: String) {
    var hash = SHA256()
    hash.update(text.utf8)
    #expect(hex(hash.finish()) == expected)
  }

  /// Every place where the padding can begin.
  @Test func lengthsAroundABlock() {
    var seen: Set<[UInt8]> = []
    for count in 0...130 {
      var hash = SHA256()
      hash.update([UInt8](repeating: 0, count: count))
      #expect(seen.insert(hash.finish()).inserted)
    }
  }
}

func hex(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
