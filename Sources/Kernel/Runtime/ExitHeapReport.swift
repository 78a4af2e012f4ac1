// The report of the heap at exit, for unikernels whose config.swift says `heapReport: true`: generated mains
// make one when the arguments are read and have it watch when the devices are connected. Others have nothing
// of it, nor of the profile.

#if hasFeature(Embedded)
  internal import Introspection
  internal import Platform

  /// What is printed last: which blocks the application allocated and did not free, and where it did.
  public struct ExitHeapReport: Sendable {
    private let isWanted: Bool

    /// Makes the report the last of all hooks of `atExit`, when it is the first that is added.
    /// - Parameter isWanted: `--heap-report`; false: nothing happens.
    public init(isWanted: Bool) {
      self.isWanted = isWanted
      guard isWanted else { return }
      // Not after a panic or a trap, which have reports of their own.
      atExit { ExitHeapReport.write() }
      // What the end itself allocates is nobody's leak.
      exitBegins = { HeapProfile.pause() }
    }

    /// What is allocated from now on is reported if it is not freed. Every allocation is noted, which costs
    /// some time and 150 KiB.
    public func watch() {
      guard isWanted, !HeapProfile.start(period: 1) else { return }
      System.complain("heap at exit: there is no memory to watch it; give it more with --memory")
    }

    private static func write() {
      guard HeapProfile.isOn else { return }
      for line in HeapReport.leaks { System.complain(line) }
    }
  }
#endif
