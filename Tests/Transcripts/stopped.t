mirador console --stopped looks at a unikernel that cannot answer: from outside, while it stands still for a moment.

  $ export XDG_RUNTIME_DIR=$PWD
  $ mkdir shop && cat > shop/config.swift << 'END'
  > import Configure
  > let unikernel = Unikernel("shop", start: "Shop", needs: [.console, .clock], inspector: true)
  > END
  $ cat > shop/unikernel.swift << 'END'
  > import Kernel
  > enum Shop {
  >   static func start(console: any Console, clock: any MonotonicClock) async {
  >     let kitchen = Task(name: "kitchen") { await cook(clock) }
  >     let counter = Task(name: "counter") { await kitchen.value }
  >     await Task.yield()
  >     Log("orders").info("computing the bill")
  >     bill(clock)
  >     await counter.value
  >   }
  >   @inline(never) static func cook(_ clock: any MonotonicClock) async {
  >     do { try await clock.sleep(for: .seconds(3600)) } catch {}
  >   }
  >   @inline(never) static func bill(_ clock: any MonotonicClock) {
  >     while clock.now.nanoseconds > 0 {}
  >   }
  > }
  > END
  $ mirador build shop -t unix > /dev/null
  $ mirador run shop -t unix > log 2>&1 & run=$!
  $ until grep -qs computing log; do sleep 0.1; done
  $ mirador console shop -c tasks
  $ still() { mirador console "$@" 2>&1 | sed -E 's/[0-9.]+ ms/T/g; s/[0-9.]+ s$/T/; s/  +/  /g; s/^[0-9TZ:-]+ INF/D INF/'; }
  $ still shop --stopped -c state -c tasks -c 'timers | wc -l' -c 'logs 1'

What runs is told by its functions: the one that computes is among them.

  $ mirador console shop --stopped -c 'backtrace | grep -o "Shop.*"' 2> /dev/null | tail -n 2

Help and explanations come from here: nothing was asked of the unikernel.

  $ mirador console shop --stopped -c help
  $ mirador console shop --stopped -c 'explain backtrace' -c 'help task'
  $ echo 'logs --json' | mirador console shop --stopped 2> /dev/null | sed -E 's/[0-9TZ:-]+ INF/D INF/'
  $ mirador console shop --stopped -c level
  $ mirador console shop --stopped -c 'task 99' 2>&1 | tail -n 1

An image that was built anew since is not the one that runs.

  $ sed -i 's/computing/adding up/' shop/unikernel.swift && mirador build shop -t unix > /dev/null
  $ mirador console shop --stopped -c tasks
  $ kill $run && wait $run
  $ mirador console shop --stopped -c tasks

A unikernel that crashes under --hold is kept as it was then.

  $ mkdir till && sed 's/shop/till/; s/Shop/Till/' shop/config.swift > till/config.swift
  $ cat > till/unikernel.swift << 'END'
  > import Kernel
  > enum Till {
  >   static func start(console: any Console, clock: any MonotonicClock) async {
  >     let waiter = Task(name: "waiter") { try? await clock.sleep(for: .seconds(3600)) }
  >     await Task.yield()
  >     console.print("\(share(10, among: clock.now.nanoseconds & 0))")
  >     await waiter.value
  >   }
  >   @inline(never) static func share(_ sum: UInt64, among guests: UInt64) -> UInt64 { sum / guests }
  > }
  > END
  $ mirador build till -t unix > /dev/null
  $ mirador run till -t unix --hold > log 2>&1 & run=$!
  $ until grep -qs 'is kept' log; do sleep 0.1; done
  $ mirador ps | tr -s ' ' | sed -E 's/ [0-9]+ crashed [0-9]+ s / P crashed T /'
  $ still till --stopped -c tasks
  $ mirador console till --stopped -c 'backtrace | grep -o "Till.*"' 2> /dev/null | head -n 2
  $ kill -INT $run; wait $run
  $ grep -c 'Till.share' log
  $ ls mirador
