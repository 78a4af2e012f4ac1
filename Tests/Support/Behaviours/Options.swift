import Arguments
import Kernel

/// Reads its words as arguments of every kind, and says what it got, byte for byte.
enum Options {
  /// In the order in which `tell` asks for them.
  private static let definitions = [
    ArgumentDefinition("text", .text, .application, .byDefault("Hello World!"), help: "A text."),
    ArgumentDefinition("number", .integer, .application, .byDefault("4"), help: "A number."),
    ArgumentDefinition("flag", .flag, .application, .optional, help: "A flag."),
    ArgumentDefinition("time", .duration, .application, .byDefault("1s"), help: "A time."),
    ArgumentDefinition(
      "choice", .choice(["plain", "größer"]), .application, .byDefault("plain"), help: "One of two."
    ),
    ArgumentDefinition("many", .texts, .application, .optional, help: "Texts."),
    ArgumentDefinition("required", .text, .devices, .required, help: "What there must be."),
    ArgumentDefinition("fixed", .text, .devices, .fixed("as built"), help: "What cannot change."),
  ]

  static func run(_ system: Guest) throws(Complaint) {
    let table = ArgumentTable(unikernel: system.name, definitions, takesWords: true)
    do {
      tell(try table.read(Array(system.arguments.dropFirst())), system.console)
    } catch {
      if case .help = error { return system.console.print(table.help) }
      throw Complaint(description: error.message)
    }
  }

  private static func tell(_ values: ArgumentValues, _ console: any Console) {
    console.print("text " + hexadecimal(values.text(0)))
    console.print("number \(values.integer(1))")
    console.print("flag \(values.flag(2))")
    console.print("time \(values.duration(3).nanoseconds)")
    console.print("choice " + hexadecimal(values.text(4)))
    for text in values.texts(5) { console.print("many " + hexadecimal(text)) }
    console.print("required " + hexadecimal(values.text(6)))
    console.print("fixed " + hexadecimal(values.text(7)))
    for word in values.words { console.print("word " + hexadecimal(word)) }
    console.print("delay \(values.delay.nanoseconds)")
  }
}
