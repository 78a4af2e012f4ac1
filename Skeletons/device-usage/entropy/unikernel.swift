import Kernel

enum Dice {
  static func start(console: any Console, entropy: any Entropy) {
    var line = ""
    for byte in entropy.bytes(32) {
      if byte < 16 { line += "0" }
      line += String(byte, radix: 16)
    }
    console.print(line)
    for source in entropy.sources {
      console.print(source.name + (source.isHealthy ? ": healthy" : ": failed or missing"))
    }
  }
}
