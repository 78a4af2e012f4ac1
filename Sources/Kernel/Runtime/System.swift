#if hasFeature(Embedded)
  internal import Platform

  /// What a generated main works with: this boot's devices and arguments, and the end.
  public struct System {
    public let name: String
    public let arguments: [String]

    /// - Parameter name: the unikernel's own name, which `--name` overrides.
    public init(name: String) {
      do {
        let boot = try BootArguments(System.platformArguments())
        self.name = boot.name ?? name
        self.arguments = boot.application
      } catch {
        switch error {
        case .missingValue(let option):
          System.complain("\(option) needs a value, such as \(option)=hello")
        }
        System.exit(status: 64)
      }
    }

    /// Ends the unikernel; the low eight bits of `status` reach the host.
    ///
    /// Not a free function: the compiler takes a module's `exit` for C's in the code that it makes
    /// around an async main.
    public static func exit(status: Int) -> Never {
      nucleus_flush()
      platform_exit(Int32(truncatingIfNeeded: status))
    }

    /// Prints an error that the application threw, and ends with status 1.
    public static func fail(_ error: some Error & CustomStringConvertible) -> Never {
      // Joined, not interpolated: from an interpolation in a generic function the compiler (Swift
      // 6.3.1, -Osize) makes an empty text.
      System.complain("start threw: " + error.description)
      exit(status: 1)
    }

    /// The same for an error that does not describe itself.
    public static func fail(_ error: some Error) -> Never {
      System.complain("start threw an error; make it CustomStringConvertible to see which")
      exit(status: 1)
    }

    /// Writes a line to the console without the console's driver, which a unikernel that did not ask
    /// for one does not have.
    private static func complain(_ text: String) {
      nucleus_flush()
      var line = text + "\n"
      // Safety: the buffer is readable for its count.
      line.withUTF8 { unsafe platform_console_write($0.baseAddress!, $0.count) }
    }

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
