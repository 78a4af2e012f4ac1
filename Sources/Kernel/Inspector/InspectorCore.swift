// The unikernel's side of the protocol, without a port, a clock or a task: bytes and the time go in, bytes
// and "not before" come out.
//
//     silent ──hello──► announcing ──all commands told──► ready ──request──► answering ──end──► ready
//        ▲                  │                               │                    │ cancel
//        └── a hello begins a session anew from every state: the answer ends, the session is disarmed
//
// One request at a time: another one is refused as busy. What goes out is bounded: an answer is packed frame
// by frame when the port takes the last one, and refusals beyond eight that wait are dropped.

internal import InspectionProtocol
public import Time

/// Who answers, as the welcome says it.
public struct InspectorIdentity: Sendable {
  let name: String
  let boot: UInt64

  public init(name: String, boot: UInt64) {
    self.name = name
    self.boot = boot
  }
}

/// A session of the inspector.
public struct InspectorCore {
  /// What is to be done next.
  public enum Output: Equatable {
    /// Send these, and ask again.
    case bytes([UInt8])
    /// Nothing before this time, unless something comes.
    case wait(until: Instant)
    /// Nothing until something comes.
    case idle
  }

  private enum State {
    case silent
    case announcing(next: Int)
    case ready
    case answering(Answer)
  }

  private struct Answer {
    let id: UInt32
    let command: String
    var next: (Instant) -> InspectionAnswer.Step
    var rows = 0
    var work = Duration.zero
    /// A row that did not fit into the last frame.
    var left: [Cell]?
  }

  private let identity: InspectorIdentity
  private let registry: () -> [InspectionCommand]
  /// What the session was told.
  private var commands: [InspectionCommand] = []
  /// Told whether a console is there, when that changes.
  private let attended: (Bool) -> Void
  /// Told what an operator should be able to read later: who armed, and what was changed.
  private let note: (String) -> Void
  private var decoder = FrameDecoder()
  private var state = State.silent
  /// Messages that go before the answer's.
  private var urgent: [ServerMessage] = []
  private var isArmed = false

  private static let urgentLimit = 8
  /// Rows of one frame: what a step takes stays short, however small they are.
  private static let rowsPerFrame = 64

  /// - Parameter registry: asked at each hello for the commands that there are; those of the session
  ///   itself are added, and of two with one name the first counts.
  public init(
    _ identity: InspectorIdentity, registry: @escaping () -> [InspectionCommand],
    attended: @escaping (Bool) -> Void = { _ in }, note: @escaping (String) -> Void
  ) {
    self.identity = identity
    self.registry = registry
    self.attended = attended
    self.note = note
  }

  /// Takes what the port gave.
  public mutating func received(_ bytes: some Sequence<UInt8>, at now: Instant) {
    decoder.append(bytes)
    while let frame = decoder.next() {
      guard let message = ClientMessage(frame) else { continue }
      switch message {
      case .hello(let version, let session): begin(version, session)
      case .request(let id, let command, let arguments): run(id, command, arguments, now)
      case .cancel(let id): cancel(id)
      case .bye: detached()
      }
    }
  }

  /// The other end is gone: the session is over, and what it was allowed with it.
  public mutating func detached() {
    if case .silent = state {} else { attended(false) }
    urgent = []
    state = .silent
    if isArmed { note("disarmed") }
    isArmed = false
  }

  /// The next thing to do. A frame at most, made in a short time.
  /// - Parameter clock: read to tell what an answer's rows cost.
  public mutating func next(at now: Instant, clock: () -> Instant) -> Output {
    if !urgent.isEmpty { return .bytes(urgent.removeFirst().frame.bytes) }
    switch state {
    case .silent, .ready: return .idle
    case .announcing(let next):
      guard next < commands.count else {
        state = .ready
        return .idle
      }
      state = .announcing(next: next + 1)
      return .bytes(ServerMessage.command(commands[next].declaration).frame.bytes)
    case .answering(let answer): return proceed(answer, now, clock)
    }
  }

  // MARK: - Messages

  private mutating func begin(_ version: UInt8, _ session: UInt32) {
    detached()
    guard version == InspectionLimits.version else {
      // To this hello and no other: the next console may read it.
      return refuse(
        session, .version,
        "this unikernel speaks version \(InspectionLimits.version) of the protocol; "
          + "use the mirador that built it")
    }
    commands = Array((SessionCommands.all + registry()).prefix(InspectionLimits.commands))
    let welcome = Welcome(
      version: InspectionLimits.version, session: session, boot: identity.boot,
      name: identity.name, commandCount: commands.count)
    attended(true)
    urgent.append(.welcome(welcome))
    state = .announcing(next: 0)
  }

  private mutating func run(
    _ id: UInt32, _ name: String, _ arguments: [Cell], _ now: Instant
  ) {
    switch state {
    // Without a hello nobody knows who is asking: what is left of a session that was cut off.
    case .silent: return
    case .answering: return refuse(id, .busy, "another answer is under way")
    case .announcing, .ready: break
    }
    // Bytes, not characters: comparing by meaning brings Unicode's tables into the image.
    let found = commands.first { $0.declaration.name.isBytewise(name) }
    guard let command = found else {
      return refuse(id, .unknownCommand, "there is no such command")
    }
    let declaration = command.declaration
    guard let fitting = declaration.fit(arguments) else {
      return refuse(id, .arguments, "the arguments are not those of " + declaration.name)
    }
    guard declaration.tier == .read || isArmed else {
      return refuse(
        id, .notArmed, declaration.name + " changes the unikernel; first type: arm REASON")
    }
    if let control = SessionCommands(declaration.name) { obey(control, fitting) }
    if declaration.tier == .armed { note("changed by " + declaration.words(fitting)) }
    start(id, command, InspectionCall(arguments: fitting, now: now))
  }

  private mutating func obey(_ control: SessionCommands, _ arguments: [Cell]) {
    switch control {
    case .arm:
      isArmed = true
      if case .text(let reason) = arguments[0] { note("armed: " + reason) }
    case .disarm:
      if isArmed { note("disarmed") }
      isArmed = false
    }
  }

  private mutating func start(
    _ id: UInt32, _ command: InspectionCommand, _ call: InspectionCall
  ) {
    switch command.start(call).content {
    case .steps(let next):
      state = .answering(Answer(id: id, command: command.declaration.name, next: next))
    case .failure(let failure):
      refuse(id, failure.reason, failure.text)
    }
  }

  private mutating func cancel(_ id: UInt32) {
    guard case .answering(let answer) = state, answer.id == id else { return }
    end(answer, .cancelled)
  }

  // MARK: - Answers

  private mutating func proceed(
    _ current: Answer, _ now: Instant, _ clock: () -> Instant
  ) -> Output {
    var answer = current
    var packer = RowPacker(id: answer.id)
    if let row = answer.left {
      _ = packer.append(row)
      answer.left = nil
      answer.rows += 1
    }
    var pause: Instant?
    loop: while packer.count < Self.rowsPerFrame {
      guard answer.rows < InspectionLimits.rows else {
        end(answer, .cut)
        break
      }
      switch answer.next(now) {
      case .row(let row):
        guard packer.append(row) else {
          answer.left = row
          break loop
        }
        answer.rows += 1
      case .wait(let until):
        pause = until
        break loop
      case .end:
        answer.work = answer.work + (clock() - now)
        end(answer, .complete)
        guard packer.count > 0 else { return .bytes(urgent.removeFirst().frame.bytes) }
        return .bytes(packer.frame.bytes)
      }
    }
    answer.work = answer.work + (clock() - now)
    if case .answering = state { state = .answering(answer) }
    if packer.count > 0 { return .bytes(packer.frame.bytes) }
    if let pause { return .wait(until: pause) }
    return .bytes(urgent.removeFirst().frame.bytes)
  }

  private mutating func end(_ answer: Answer, _ outcome: AnswerOutcome) {
    state = .ready
    urgent.append(
      .end(id: answer.id, outcome: outcome, rows: UInt64(answer.rows), work: answer.work))
  }

  private mutating func refuse(
    _ id: UInt32, _ reason: InspectionFailure.Reason, _ text: String
  ) {
    guard urgent.count < Self.urgentLimit else { return }
    urgent.append(.failure(id: id, InspectionFailure(reason, text)))
  }
}
