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
  mirador: shop does not answer: it hangs, or computes without ever waiting. It goes on. Look from outside: ./mirador console shop --stopped
  [6]
  $ still() { mirador console "$@" 2>&1 | sed -E 's/[0-9.]+ ms/T/g; s/[0-9.]+ s$/T/; s/  +/  /g; s/^[0-9TZ:-]+ INF/D INF/'; }
  $ still shop --stopped -c state -c tasks -c 'timers | wc -l' -c 'logs 1'
  shop stood still for T, and goes on
  state  running
  because  -
  in  Shop.bill(_:) at unikernel.swift:15
  tasks  4
  uptime  T
  shop stood still for T, and goes on
  task  name  state  for  since  at
  1  -  running  -  -  Shop.bill(_:) at unikernel.swift:15
  2  -  waiting  continuation  -  DeviceSignal.wait() at Sources/Kernel/Devices/DeviceSignal.swift:{number}
  3  kitchen  waiting  sleep, T left  -  Shop.cook(_:) at unikernel.swift:12
  4  counter  waiting  task 3  -  closure #2 in static Shop.start(console:clock:) at unikernel.swift:5
  shop stood still for T, and goes on
  2
  shop stood still for T, and goes on
  D INF [orders] computing the bill

What runs is told by its functions: the one that computes is among them.

  $ mirador console shop --stopped -c 'backtrace | grep -o "Shop.*"' 2> /dev/null | tail -n 2
  Shop.bill(_:) at unikernel.swift:15
  Shop.start(console:clock:) at unikernel.swift:8

Help and explanations come from here: nothing was asked of the unikernel.

  $ mirador console shop --stopped -c help
  From outside, while it stands still
    backtrace                 what runs: its functions, innermost first, then those that await it
    heap                      memory: how much there is, is used, and was used at most
    logs [COUNT]              the last lines of the log
    registers                 the processor's registers, and the application's
    sizes                     blocks of memory by size, those that were ever used
    state                     what it was doing when it was stopped
    task ID                   where a task waits: its functions, innermost first
    tasks                     every task, children below their parents, and what each waits for
    timers                    the deadlines that tasks sleep until, the next one first
  The console
    \x                        a line for each cell, or tables again
    explain COMMAND           how the answer is found out, and what it leaves out
    help [COMMAND]            this list, or a command's arguments and columns
    quit                      leave; the unikernel goes on
    top                       watch what runs
    watch [INTERVAL] COMMAND  again and again, changed cells marked; ^C ends it
  Behind any: --json, --expanded, | COMMAND of the shell, > FILE, >> FILE
  Some of it: --where COLUMN=PATTERN (* is any text), --first, --last, --show COLUMN
  ^C ends a command, never the unikernel.
  $ mirador console shop --stopped -c 'explain backtrace' -c 'help task'
  backtrace
    From the registers the chain of frame pointers is followed on the stack, and
    where the executor called, the chain of async contexts in the heap. The
    registers are the application's: while the processor is in the nucleus, those
    that it saved there; after a trap, those of the instruction that trapped.
    Addresses get their names here, from the symbols of the image.
  task ID
    where a task waits: its functions, innermost first
    ID  which task; an id that `tasks` lists
    Columns: frame (integer), function (address)
  $ echo 'logs --json' | mirador console shop --stopped 2> /dev/null | sed -E 's/[0-9TZ:-]+ INF/D INF/'
  {"command":"logs","outcome":"complete","rows":[{"line":"D INF [orders] computing the bill"}]}
  $ mirador console shop --stopped -c level
  mirador: There is no command "level". List them: help
  [2]
  $ mirador console shop --stopped -c 'task 99' 2>&1 | tail -n 1
  mirador: there is no such task, or not any more; list them: tasks

An image that was built anew since is not the one that runs.

  $ sed -i 's/computing/adding up/' shop/unikernel.swift && mirador build shop -t unix > /dev/null
  $ mirador console shop --stopped -c tasks
  mirador: what runs is another image than {here}/shop/.mirador/unix/shop.symbols, which was built anew since. End it and start it again: ./mirador run
  [5]
  $ kill $run && wait $run
  [143]
  $ mirador console shop --stopped -c tasks
  mirador: There is no running "shop". What runs: ./mirador ps
  [5]

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
  NAME TARGET PROCESS STATE FOR INSPECTOR IMAGE
  till unix P crashed T yes {here}/till/.mirador/unix/till
  Next: ./mirador console till --stopped
  $ still till --stopped -c tasks
  till has crashed (a trap or a panic) and is kept as it was then
  task  name  state  for  since  at
  1  -  running  -  -  Swift runtime failure: Division by zero in Till.share(_:among:) at unikernel.swift:9
  2  -  waiting  continuation  -  DeviceSignal.wait() at Sources/Kernel/Devices/DeviceSignal.swift:{number}
  3  waiter  waiting  sleep, T left  -  closure #1 in static Till.start(console:clock:) at unikernel.swift:4
  $ mirador console till --stopped -c 'backtrace | grep -o "Till.*"' 2> /dev/null | head -n 2
  Till.share(_:among:) at unikernel.swift:9
  Till.start(console:clock:) at unikernel.swift:6
  $ kill -INT $run; wait $run
  [130]
  $ grep -c 'Till.share' log
  1
  $ ls mirador
