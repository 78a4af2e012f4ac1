// A declaration in a body; `number` and `text` as in Packing.
//
//     name help explanation tier shape
//     n, and n columns:    name type
//     n, and n arguments:  name kind required help; kind 3 and 6 with a command's name, 5 with n and n words

extension CommandDeclaration {
  func pack(into packer: inout Packer) {
    packer.text(name, limit: InspectionLimits.name)
    packer.text(help, limit: InspectionLimits.text / 4)
    packer.text(explanation, limit: InspectionLimits.text)
    packer.byte(tier.rawValue)
    packer.byte(shape.rawValue)
    packer.columns(columns)
    packer.number(UInt64(arguments.count))
    for argument in arguments {
      packer.text(argument.name, limit: InspectionLimits.name)
      packer.kind(argument.kind)
      packer.byte(argument.isRequired ? 1 : 0)
      packer.text(argument.help, limit: InspectionLimits.text / 8)
    }
  }
}

extension Packer {
  mutating func columns(_ columns: [Column]) {
    number(UInt64(columns.count))
    for column in columns {
      text(column.name, limit: InspectionLimits.name)
      byte(column.type.rawValue)
    }
  }

  fileprivate mutating func kind(_ kind: CommandArgumentKind) {
    switch kind {
    case .text: byte(0)
    case .integer: byte(1)
    case .duration: byte(2)
    case .id(let command):
      byte(3)
      text(command, limit: InspectionLimits.name)
    case .level: byte(4)
    case .choice(let words):
      byte(5)
      number(UInt64(words.count))
      for word in words { text(word, limit: InspectionLimits.name) }
    case .name(let command):
      byte(6)
      text(command, limit: InspectionLimits.name)
    }
  }
}

extension Unpacker {
  mutating func declaration() -> CommandDeclaration? {
    guard let name = text(limit: InspectionLimits.name),
      let help = text(limit: InspectionLimits.text / 4), let explanation = text(),
      let tier = byte().flatMap(CommandTier.init(rawValue:)),
      let shape = byte().flatMap(AnswerShape.init(rawValue:)), let columns = columns(),
      let arguments = arguments()
    else { return nil }
    return CommandDeclaration(
      name, help: help, explanation: explanation, tier: tier, shape: shape, arguments: arguments,
      columns: columns)
  }

  mutating func columns() -> [Column]? {
    guard let count = count(InspectionLimits.columns) else { return nil }
    var columns: [Column] = []
    for _ in 0..<count {
      guard let name = text(limit: InspectionLimits.name),
        let type = byte().flatMap(CellType.init(rawValue:))
      else { return nil }
      columns.append(Column(name, type))
    }
    return columns
  }

  private mutating func arguments() -> [CommandArgument]? {
    guard let count = count(InspectionLimits.arguments) else { return nil }
    var arguments: [CommandArgument] = []
    for _ in 0..<count {
      guard let name = text(limit: InspectionLimits.name), let kind = kind(),
        let isRequired = byte(), isRequired <= 1,
        let help = text(limit: InspectionLimits.text / 8)
      else { return nil }
      arguments.append(CommandArgument(name, kind, isRequired: isRequired == 1, help: help))
    }
    return arguments
  }

  private mutating func kind() -> CommandArgumentKind? {
    switch byte() {
    case 0: .text
    case 1: .integer
    case 2: .duration
    case 3: text(limit: InspectionLimits.name).map { .id(command: $0) }
    case 4: .level
    case 5: choices().map { .choice($0) }
    case 6: text(limit: InspectionLimits.name).map { .name(command: $0) }
    default: nil
    }
  }

  private mutating func choices() -> [String]? {
    guard let count = count(InspectionLimits.choices) else { return nil }
    var words: [String] = []
    for _ in 0..<count {
      guard let word = text(limit: InspectionLimits.name) else { return nil }
      words.append(word)
    }
    return words
  }
}
