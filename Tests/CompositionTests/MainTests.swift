import Composition
import Configure
import Testing

@Suite struct MainTests {
  private func main(_ unikernel: Unikernel, _ target: Target = .unix) throws -> String {
    try MainGenerator.main(of: Composition(unikernel, for: target))
  }

  @Test func aSmallOne() throws {
    let hello = Argument("hello", default: "Hi \"you\"\\\u{7}", help: "What to say.", line: 3)
    let unikernel = Unikernel(
      "hello", start: "Hello", needs: [.console, .name, .argument(hello)], line: 5)
    #expect(
      try main(unikernel) == """
        // Made by mirador from config.swift; changed there, not here.
        //
        //   unikernel  hello
        //   start      Hello.start(console:name:hello:)

        import Kernel

        @main
        enum GeneratedMain {
          static func main() async {
            let system = System(name: "hello", takesWords: false, arguments: [
              // config.swift:3
              ArgumentDefinition("hello", .text, .application, .byDefault("Hi \\"you\\"\\\\\\u{7}"), help: "What to say."),
            ])
            await system.delay()

            // config.swift:5  any Console
            let console = PlatformConsole()

            // config.swift:5  start
            await run0(Hello.start(console:name:hello:), console, system.name, system.values.text(0))
            System.exit(status: 0)
          }

          private static func run0<Failure: Error>(
            _ start: (any Console, String, String) async throws(Failure) -> Void, _ value0: any Console, _ value1: String, _ value2: String
          ) async {
            do throws(Failure) { try await start(value0, value1, value2) } catch { System.fail(error) }
          }

          private static func run0<Failure: Error & CustomStringConvertible>(
            _ start: (any Console, String, String) async throws(Failure) -> Void, _ value0: any Console, _ value1: String, _ value2: String
          ) async {
            do throws(Failure) { try await start(value0, value1, value2) } catch { System.fail(error) }
          }
        }

        """)
  }

  @Test func devicesThatFailSayWhich() throws {
    let unikernel = Unikernel("u", start: "U", needs: [.device(.disk)], line: 9)
    let text = try main(unikernel, .virtio)
    #expect(text.contains("    // config.swift:3  any Store\n"))
    #expect(text.contains("let disk = await System.connect(\"disk\", line: 3) {"))
    #expect(text.contains("() async throws(DiskFailure) in"))
    #expect(text.contains("try await Disk(files: (asset0Start(), asset0End()))"))
    #expect(text.contains("private func asset0Start() -> UnsafeRawPointer"))
  }

  @Test func jobsRunAtOnce() throws {
    let text = try main(Unikernel("u", jobs: [Job("A", needs: [.console]), Job("B")]))
    #expect(text.contains("async let job0: Void = run0(A.start(console:), console)"))
    #expect(text.contains("async let job1: Void = run1(B.start)"))
    #expect(text.contains("_ = await (job0, job1)"))
  }

  @Test func everyLineLeadsBackToConfig() throws {
    let unikernel = Unikernel("u", start: "U", needs: [.device(.disk), .console], line: 9)
    let text = try main(unikernel, .virtio)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func place(_ part: String) throws -> Int? {
      let index = try #require(lines.firstIndex { $0.contains(part) })
      return MainGenerator.configLine(of: index + 1, in: text)
    }
    #expect(try place("try await Disk") == 3)
    #expect(try place("PlatformConsole()") == 9)
    #expect(try place("await run0(") == 9)
    #expect(try place("import Kernel") == nil)
    #expect(MainGenerator.configLine(of: 0, in: text) == nil)
    #expect(MainGenerator.configLine(of: 10_000, in: text) == nil)
  }

  @Test func targetsThatUseTheSameShareTheMain() throws {
    let unikernel = Unikernel("u", start: "U", needs: [.console, .clock])
    #expect(try main(unikernel, .unix) == main(unikernel, .virtio))
  }
}
