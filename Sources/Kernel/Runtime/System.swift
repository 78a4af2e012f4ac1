// A boot as its generated main sees it: the arguments, the devices that are being connected, the end.
//
//     init            ──►  delay        ──►  connect        ──►  start        ──►  exit(0)
//     reads arguments      waits for         each device         fail, 1, when
//     63 after --help,     --delay           1 when one          it throws
//     64 when wrong                          cannot be
//
// Only generated mains call it, in this order; it connects nothing by itself.

#if hasFeature(Embedded)
  public import Arguments
  internal import Logging
  internal import Platform
  internal import Time

  /// Set by `atExit`: an image that does not call that has nothing of it.
  nonisolated(unsafe) var runExitHooks: ((_ status: Int) -> Never)?

  /// What a generated main works with: this boot's arguments, and the end.
  public struct System: Sendable {
    /// The arguments, by the place of their definition.
    public let values: ArgumentValues

    /// What this instance is called: `--name`, else the unikernel's own name.
    public var name: String { values.name }

    /// The words of the boot that are no options.
    public var arguments: [String] { values.words }

    /// Reads the boot arguments. After `--help` the unikernel ends here with status 63, as MirageOS's
    /// do, after a wrong one with 64.
    ///
    /// - Parameters:
    ///   - name: the unikernel's own name.
    ///   - takesWords: whether words that are no options are for the application; else they are wrong.
    ///   - arguments: what it takes beside the runtime's `--name`, `--logs`, `--delay`, `--help`.
    @export(interface)
    public init(name: String, takesWords: Bool = true, arguments: [ArgumentDefinition] = []) {
      let table = ArgumentTable(unikernel: name, arguments, takesWords: takesWords)
      do {
        values = try table.read(System.platformArguments())
      } catch {
        System.refuse(error, table)
      }
      bootLogThresholds = values.logsText
    }

    /// Waits for the time that `--delay` says.
    @export(interface)
    public func delay() async {
      let delay = values.delay
      guard delay > .zero else { return }
      // Nobody cancels a main's task.
      try? await sleepUntil(Instant(nanoseconds: platform_clock_monotonic()) + delay)
    }

    /// Ends the unikernel, after the hooks of `atExit`; the low eight bits of `status` reach the host.
    ///
    /// Not a free function: the compiler takes a module's `exit` for C's in the code that it makes
    /// around an async main.
    @export(interface)
    public static func exit(status: Int) -> Never {
      if let runExitHooks { runExitHooks(status) }
      end(status: status)
    }

    /// Ends the unikernel without its hooks, when the devices have taken what was written.
    static func end(status: Int) -> Never {
      nucleus_flush()
      settleDevices?()
      platform_exit(Int32(truncatingIfNeeded: status))
    }

    @inline(never)
    private static func refuse(_ failure: ArgumentFailure, _ table: ArgumentTable) -> Never {
      if case .help = failure {
        complain(table.help)
        end(status: 63)
      }
      complain(failure.message)
      complain(table.usage)
      end(status: 64)
    }

    /// Writes a line to the console without the console's driver, which a unikernel that did not ask
    /// for one does not have.
    @export(interface)
    static func complain(_ text: String) {
      nucleus_flush()
      var line = Array(text.utf8)
      line.append(UInt8(ascii: "\n"))
      // Safety: the array is readable for its count.
      unsafe platform_console_write(line, line.count)
    }

    /// Bytes that are no UTF-8 are replaced by U+FFFD: a text in Swift has no others, and an argument
    /// that is a bit wrong is better seen in a message than refused as a whole.
    private static func platformArguments() -> [String] {
      var arguments: [String] = []
      // Safety: the platform keeps `argument_count` NUL-terminated strings for ever.
      let information = unsafe platform_information().pointee
      for index in 0..<information.argument_count {
        unsafe arguments.append(String(cString: information.arguments[index]!))
      }
      return arguments
    }
  }
#endif
