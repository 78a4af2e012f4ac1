#if hasFeature(Embedded)
  public import _Concurrency

  extension Task where Success == Never, Failure == Never {
    /// Lets every other ready task run first.
    ///
    /// Shadows the concurrency library's own, which makes, runs and frees a job of its own for each
    /// call; here the task's own place in the ready queue is enough.
    public static func yield() async {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<Void, Never>) in
        enqueueYielded(continuation)
      }
    }
  }
#endif
