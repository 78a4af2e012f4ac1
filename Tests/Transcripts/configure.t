A unikernel of one's own, from a skeleton:

  $ mirador new mine --from hello-key --no-inspector
  made  mine, from the skeleton tutorial/hello-key
  Edit:  mine/unikernel.swift
  Next:  ./mirador configure mine -t unix
  $ mirador new mine
  mirador: "mine" is there already. Choose another name.
  [2]
  $ mirador new other --from helo-key
  mirador: There is no skeleton "helo-key". Did you mean hello-key? List them: ./mirador new --list
  [2]
  $ mirador new 'two words'
  mirador: "two words" names no unikernel. Use letters, digits and dashes.
  [2]
  $ mirador new
  mirador: Give the new directory, such as: ./mirador new myunikernel
  Usage: mirador new [<directory>] [--from <from>] [--inspector] [--no-inspector] [--list]
    See './mirador new --help' for more information.
  [2]

The target and the arguments' defaults are chosen once:

  $ mirador build mine
  mirador: Which target: unix or virtio? Say -t unix, or choose it once: ./mirador configure mine -t unix
  [2]
  $ mirador configure mine -t unix --hello="Good morning"
  configured  mine for unix
  argument    --hello=Good morning  configured
  device      console: PlatformConsole
  device      clock: PlatformClock
  written     .mirador/configured.toml
  written     .mirador/main.swift
  Next:  ./mirador build mine
  $ cat mine/.mirador/configured.toml
  target = "unix"

  [arguments]
  hello = "Good morning"
  $ mirador describe mine
  unikernel   mine
  targets     unix (configured), virtio
  start       Hello.start(console:clock:hello:)

  Arguments
    --hello=Good morning  configured

  Devices on unix, virtio
    Hello  --hello
    ├── console  PlatformConsole
    └── clock  PlatformClock

  Next:  ./mirador build mine
  $ mirador describe mine --dot
  digraph "mine" {
    node [shape=box, fontname="monospace"];
    n0 [label="Hello\n--hello", style=bold];
    n1 [label="clock\nPlatformClock"];
    n2 [label="console\nPlatformConsole"];
    n0 -> n2;
    n0 -> n1;
  }
  $ mirador build mine | grep -c image
  1
  $ mirador run mine
  Good morning
  Good morning
  Good morning
  Good morning
  $ mirador run mine/.mirador/unix/mine -- --hello="Guten  Tag, \"Ada\" é"
  Guten  Tag, "Ada" é
  Guten  Tag, "Ada" é
  Guten  Tag, "Ada" é
  Guten  Tag, "Ada" é
  $ mirador run mine -- --help
  usage: mine [OPTION]...
         mine --help lists the options

  Application
    --hello=TEXT
        What to say. (default: Good morning)

  Runtime
    --name=TEXT
        What this instance is called. (default: mine)
    --logs=LEVELS
        What is logged, by source: error, warning, info, debug or quiet. (such as
        *:info,net:debug; default: *:info)
    --delay=DURATION
        How long to wait before devices are connected. (such as 250ms; default:
        0s)
    --help
        Show this help and end.
  [63]
  $ mirador run mine -- --helo=x
  unknown option --helo. Did you mean --hello?
  usage: mine [OPTION]...
         mine --help lists the options
  [64]

What is wrong is said as the unikernel would say it, and nothing is forgotten:

  $ mirador configure mine --helo=Hi
  mirador: unknown option --helo. Did you mean --hello?
  usage: mine [OPTION]...
         mine --help lists the options
  [2]
  $ mirador configure mine --logs=debug
  mirador: --logs belongs to every unikernel and is given at boot: mirador run … -- --logs=*:info,net:debug
  usage: mine [OPTION]...
         mine --help lists the options
  [2]
  $ mirador configure mine -t xen
  mirador: The value 'xen' is invalid for '-t <target>'. Please provide one of 'unix' and 'virtio'.
  Help:  -t <target>  unix or virtio.
  Usage: mirador configure [--target <target>] [--reset] [<words> ...]
  [2]
  $ mirador configure mine --reset --helo=Hi
  mirador: unknown option --helo. Did you mean --hello?
  usage: mine [OPTION]...
         mine --help lists the options
  [2]
  $ cat mine/.mirador/configured.toml
  target = "unix"

  [arguments]
  hello = "Good morning"
  $ mirador configure mine --help | tail -18
  usage: mine [OPTION]...
         mine --help lists the options

  Application
    --hello=TEXT
        What to say. (default: Good morning)

  Runtime
    --name=TEXT
        What this instance is called. (default: mine)
    --logs=LEVELS
        What is logged, by source: error, warning, info, debug or quiet. (such as
        *:info,net:debug; default: *:info)
    --delay=DURATION
        How long to wait before devices are connected. (such as 250ms; default:
        0s)
    --help
        Show this help and end.

Defaults may stand beside config.swift; what was configured wins:

  $ printf '[arguments]\nhello = "Moin"\n' > mine/unikernel.toml
  $ mirador describe mine | grep -e --hello=
    --hello=Good morning  configured
  $ mirador configure mine --reset -t unix
  configured  mine for unix
  argument    --hello=Moin  unikernel.toml
  device      console: PlatformConsole
  device      clock: PlatformClock
  written     .mirador/configured.toml
  written     .mirador/main.swift
  Next:  ./mirador build mine
  $ printf '[arguments]\nhelo = "Moin"\n' > mine/unikernel.toml
  $ mirador describe mine
  mirador: unikernel.toml: unknown option --helo. Did you mean --hello? Correct unikernel.toml.

  Edit:  mine/unikernel.toml
  Next:  ./mirador describe mine
  [3]
  $ rm mine/unikernel.toml

What was configured may not fit any more:

  $ printf 'target = "unix"\n\n[arguments]\nbye = "x"\n' > mine/.mirador/configured.toml
  $ mirador build mine
  mirador: .mirador/configured.toml: unknown option --bye. --help lists the options. Forget what was configured.

  Next:  ./mirador configure mine --reset
  [3]
  $ mirador configure mine --reset -t unix | head -1
  configured  mine for unix

A list has as many values as it is given:

  $ mkdir list
  $ cat > list/config.swift <<END
  > import Configure
  >
  > let peers = Argument(listOf: "peer", help: "Whom to greet.")
  > let unikernel = Unikernel("list", start: "Main", needs: [.console, .argument(peers, as: "peers")])
  > END
  $ cat > list/unikernel.swift <<END
  > import Kernel
  >
  > enum Main {
  >   static func start(console: any Console, peers: [String]) async {
  >     for peer in peers { console.print("<" + peer + ">") }
  >   }
  > }
  > END
  $ mirador configure list -t unix --peer="a b" --peer=c | head -2
  configured  list for unix
  argument    --peer=a b,c  configured
  $ mirador run list
  <a b>
  <c>
  $ mirador run list -- --peer=d
  <d>

Jobs run at once and share their devices; which device there is may follow the target or an argument:

  $ mkdir -p jobs/one jobs/two && echo 1 > jobs/one/size && echo 22 > jobs/two/size
  $ cat > jobs/config.swift <<END
  > import Configure
  >
  > let mode = Argument("mode", default: "short", oneOf: ["short", "long"], help: "Which store.")
  > let most = Argument<Int?>.optional("most", help: "How many.")
  > let store = Device<KeyValueReader>.choose(
  >   mode, [("short", .directory("one")), ("long", .directory("two"))])
  >
  > let unikernel = Unikernel(
  >   "jobs",
  >   jobs: [
  >     Job("First", needs: [.console, .device(store), .argument(most)]),
  >     Job("Second", needs: [.console, .clock]),
  >   ])
  > END
  $ cat > jobs/unikernel.swift <<END
  > import Kernel
  >
  > enum First {
  >   static func start(console: any Console, store: any KeyValueReader, most: Int?) async {
  >     let size = (try? await store.get("size").count) ?? 0
  >     console.print("size " + size.description + ", most " + (most ?? 0).description)
  >   }
  > }
  >
  > enum Second {
  >   static func start(console: any Console, clock: any MonotonicClock) async {
  >     try? await clock.sleep(for: .milliseconds(200))
  >     console.print("second")
  >   }
  > }
  > END
  $ mirador run jobs -t unix -- --most=7
  size 2, most 7
  second
  $ mirador run jobs -t virtio -- --mode=long
  --mode=long: this image was made for another value, short. Configure and build again: mirador configure --mode=…
  usage: jobs [OPTION]...
         jobs --help lists the options
  [64]
  $ mirador configure jobs -t virtio --mode=long | head -2
  configured  jobs for virtio
  argument    --mode=long  fixed  configured
  $ mirador run jobs
  size 3, most 0
  second
  $ rm -r jobs/two && mirador build jobs
  mirador: config.swift:6: error: there is no folder two. Make it, or correct the path.

  Edit:  jobs/config.swift
  Next:  ./mirador build jobs
  [3]

An error in a device's declaration is told where it stands:

  $ mirador clean list | tail -1
  Next:  ./mirador configure list
  $ cat > list/config.swift <<END
  > import Configure
  >
  > let console = Device<Console>("special", call: "SpecialConsole")
  > let unikernel = Unikernel("list", start: "Main", needs: [.device(console)])
  > END
  $ mirador build list -t unix
  mirador: config.swift:3: error: what this line asks for cannot be made: cannot find 'SpecialConsole' in scope
    let special = SpecialConsole()
  That is the line of .mirador/main.swift which came of it. Correct the device's declaration.

  Edit:  list/config.swift
  Next:  ./mirador build list -t unix
  [3]

A device where another kind belongs does not compile:

  $ cat > list/config.swift <<END
  > import Configure
  >
  > let clock = Device<MonotonicClock>.clock
  > func cache(of store: Device<KeyValueReader>) -> Device<KeyValueReader> { store }
  > let unikernel = Unikernel("list", start: "Main", needs: [.device(cache(of: clock))])
  > END
  $ mirador build list -t unix
  mirador: config.swift:5:76: error: cannot convert value of type 'Device<MonotonicClock>' to expected argument type 'Device<KeyValueReader>'
  3 | let clock = Device<MonotonicClock>.clock
  4 | func cache(of store: Device<KeyValueReader>) -> Device<KeyValueReader> { store }
  5 | let unikernel = Unikernel("list", start: "Main", needs: [.device(cache(of: clock))])
    |                                                                            |- error: cannot convert value of type 'Device<MonotonicClock>' to expected argument type 'Device<KeyValueReader>'
    |                                                                            `- note: arguments to generic parameter 'R' ('MonotonicClock' and 'KeyValueReader') are expected to be equal
  6 |\x20 (esc)

  Edit:  list/config.swift
  Next:  ./mirador build list -t unix
  [3]
