import Configure

/// Writes the main of a unikernel: it connects what config.swift names and calls `start`.
enum MainGenerator {
  /// The type that the compiler complains about when `start` is not as declared.
  static let typeName = "GeneratedMain"

  static func main(for unikernel: Unikernel) -> String {
    let types = unikernel.needs.map(\.parameterType).joined(separator: ", ")
    let call = unikernel.needs.map(\.expression).joined(separator: ", ")
    return """
      // Made by mirador from config.swift; changed there, not here.
      //
      //   unikernel  \(unikernel.name)
      //   start      \(unikernel.startReference)

      import Kernel

      @main
      enum \(typeName) {
        static func main() async {
          let system = System(name: "\(unikernel.name)")
          await run(\(unikernel.startReference), system)
          System.exit(status: 0)
        }

        // Twice, since an error that describes itself is printed with its description; an image has no
        // run-time types to find that out with.

        private static func run<Failure: Error>(
          _ start: (\(types)) async throws(Failure) -> Void, _ system: System
        ) async {
          do throws(Failure) { try await start(\(call)) } catch { System.fail(error) }
        }

        private static func run<Failure: Error & CustomStringConvertible>(
          _ start: (\(types)) async throws(Failure) -> Void, _ system: System
        ) async {
          do throws(Failure) { try await start(\(call)) } catch { System.fail(error) }
        }
      }

      """
  }

  /// The main of the process that evaluates a config.swift: prints what it declares.
  static let evaluator = """
    import Configure
    import Kernel

    @main
    enum \(typeName) {
      static func main() {
        PlatformConsole().print(unikernel.text)
        System.exit(status: 0)
      }
    }

    """
}
