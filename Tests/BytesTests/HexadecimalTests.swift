import Bytes
import Testing

@Suite struct HexadecimalTests {
  @Test func `bytes are two digits each`() {
    let bytes: [UInt8] = [0x00, 0x0f, 0xa5, 0xff]
    #expect(Hexadecimal.text(bytes.span.bytes) == "000fa5ff")
    #expect(Hexadecimal.bytes("000fa5ff") == bytes)
    #expect(Hexadecimal.bytes("00 0F A5\nff\n") == bytes)
    #expect(Hexadecimal.bytes("") == [])
  }

  @Test(arguments: ["0", "0g", "0 0", "000", "-1", "0x00", "é0", "00:0f"])
  func `anything else is refused`(text: String) {
    #expect(Hexadecimal.bytes(text) == nil)
  }

  @Test func `every digit has its value, and nothing else has one`() {
    for character in UInt8.min...UInt8.max {
      let expected =
        Character(Unicode.Scalar(character)).isASCII
        ? Character(Unicode.Scalar(character)).hexDigitValue : nil
      #expect(Hexadecimal.value(character).map(Int.init) == expected)
    }
    for value in 0..<16 as Range<UInt8> {
      #expect(Hexadecimal.value(Hexadecimal.digit(value)) == value)
    }
  }
}
