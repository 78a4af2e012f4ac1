// The executor's queues. In a file, and so an object, of their own: who uses them does not then carry a copy
// of the code that makes them.

#if hasFeature(Embedded)
  internal import Time

  // One thread and no preemption: no locks.
  nonisolated(unsafe) var readyQueue = ReadyQueue()
  nonisolated(unsafe) var sleeperQueue = TimerQueue<Sleeper>()
#endif
