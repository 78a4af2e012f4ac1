What every command does with words it does not know.

A misspelt command is answered with the one that was meant.

  $ mirador chekc
  mirador: There is no command "chekc". Try: ./mirador check
  [2]
  $ mirador biuld hello -t unix
  mirador: There is no command "biuld". Try: ./mirador build
  [2]
  $ mirador frobnicate hello
  mirador: There is no command "frobnicate". Try: ./mirador --help
  [2]
  $ mirador biuld
  mirador: There is no command "biuld". Try: ./mirador build
  [2]
  $ mirador frobnicate
  mirador: There is no lesson "frobnicate". See them with: ./mirador list
  [2]

So is a misspelt option, of any command.

  $ mirador build --taget unix
  mirador: Unknown option '--taget'. Did you mean '--target'?
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador run . --targt unix
  mirador: Unknown option '--targt'. Did you mean '--target'?
  Usage: mirador run [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--hold] [--faults <faults>] [--pcap <pcap>] -- [<arguments> ...]
    See './mirador run --help' for more information.
  [2]
  $ mirador check --formt json
  mirador: Unknown option '--formt'. Did you mean '--format'?
  Usage: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]
    See './mirador check --help' for more information.
  [2]
  $ mirador learn --stp 2
  mirador: Unknown option '--stp'. Did you mean '--step'?
  Usage: mirador learn [<lesson>] [--step <step>] [--dir <dir>]
    See './mirador learn --help' for more information.
  [2]
  $ mirador hint --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador hint [<lesson>] [<number>] [--dir <dir>]
    See './mirador hint --help' for more information.
  [2]
  $ mirador quiz --dri x
  mirador: Unknown option '--dri'
  Usage: mirador quiz [<lesson>] [<answer>]
    See './mirador quiz --help' for more information.
  [2]
  $ mirador solution 1 --spol
  mirador: Unknown option '--spol'. Did you mean '--spoil'?
  Usage: mirador solution <lesson> [--spoil] [--dir <dir>]
    See './mirador solution --help' for more information.
  [2]
  $ mirador reset 1 --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador reset <lesson> [--dir <dir>]
    See './mirador reset --help' for more information.
  [2]
  $ mirador list --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador list [--dir <dir>]
    See './mirador list --help' for more information.
  [2]
  $ mirador next --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador next [--dir <dir>]
    See './mirador next --help' for more information.
  [2]
  $ mirador back --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador back [--dir <dir>]
    See './mirador back --help' for more information.
  [2]
  $ mirador doctor --dri x
  mirador: Unknown option '--dri'. Did you mean '--dir'?
  Usage: mirador doctor [--dir <dir>]
    See './mirador doctor --help' for more information.
  [2]
  $ mirador lesson lint --taget unix
  mirador: Unknown option '--taget'. Did you mean '--target'?
  Usage: mirador lesson lint [<lesson>] [--target <target>]
    See './mirador lesson lint --help' for more information.
  [2]
  $ mirador bench --round 3
  mirador: Unknown option '--round'. Did you mean '--rounds'?
  Usage: mirador bench [<groups> ...] [--rounds <rounds>] [--format <format>] [--gate <gate>]
    See './mirador bench --help' for more information.
  [2]
  $ mirador test --sok
  mirador: Unknown option '--sok'. Did you mean '--soak'?
  Usage: mirador test [--soak]
    See './mirador test --help' for more information.
  [2]
  $ mirador completions --shel bash
  mirador: Unknown option '--shel'
  Usage: mirador completions <shell>
    See './mirador completions --help' for more information.
  [2]
  $ mirador build hello --frobnicate
  mirador: Unknown option '--frobnicate'
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador build hello -t unix -x
  mirador: Unknown option '-x'
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador run hello --taget=unix -- --taget
  mirador: Unknown option '--taget'. Did you mean '--target'?
  Usage: mirador run [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--hold] [--faults <faults>] [--pcap <pcap>] -- [<arguments> ...]
    See './mirador run --help' for more information.
  [2]

A value that is none of an option's is answered with those it has.

  $ mirador build . -t unx
  mirador: The value 'unx' is invalid for '-t <target>'. Please provide one of 'unix' and 'virtio'.
  Help:  -t <target>  unix or virtio. Default: what was configured.
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador check 1 -t both
  mirador: The value 'both' is invalid for '-t <target>'. Please provide one of 'unix', 'virtio' or 'all'.
  Help:  -t <target>  unix, virtio or all.
  Usage: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]
    See './mirador check --help' for more information.
  [2]
  $ mirador check 1 --accel kmv
  mirador: The value 'kmv' is invalid for '--accel <accel>'. Please provide one of 'kvm', 'tcg' or 'auto'.
  Help:  --accel <accel>  kvm, tcg or auto.
  Usage: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]
    See './mirador check --help' for more information.
  [2]
  $ mirador run . -t virtio --memory lots
  mirador: The value 'lots' is invalid for '--memory <memory>'
  Help:  --memory <memory>  Mebibytes of memory.
  Usage: mirador run [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--hold] [--faults <faults>] [--pcap <pcap>] -- [<arguments> ...]
    See './mirador run --help' for more information.
  [2]
  $ mirador run . -t virtio --memory 0
  mirador: --memory must be 1 to 65536 mebibytes.
  Usage: mirador run [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--hold] [--faults <faults>] [--pcap <pcap>] -- [<arguments> ...]
    See './mirador run --help' for more information.
  [2]
  $ mirador bench boots
  mirador: The value 'boots' is invalid for '<groups>'. Please provide one of the following:
    - start
    - boot
    - instructions
    - size
    - tasks
    - allocator
    - inspector
    - check
    - clone
  Help:  <groups>  What to measure.
  Usage: mirador bench [<groups> ...] [--rounds <rounds>] [--format <format>] [--gate <gate>]
    See './mirador bench --help' for more information.
  [2]
  $ mirador bench --rounds 0
  mirador: --rounds must be 1 to 1000000.
  Usage: mirador bench [<groups> ...] [--rounds <rounds>] [--format <format>] [--gate <gate>]
    See './mirador bench --help' for more information.
  [2]
  $ mirador bench boot --gate 5
  mirador: --gate is about instructions. Try: ./mirador bench instructions --gate 5
  Usage: mirador bench [<groups> ...] [--rounds <rounds>] [--format <format>] [--gate <gate>]
    See './mirador bench --help' for more information.
  [2]
  $ mirador completions tcsh
  mirador: The value 'tcsh' is invalid for '<shell>'. Please provide one of 'bash', 'zsh' or 'fish'.
  Help:  <shell>  bash, zsh or fish.
  Usage: mirador completions <shell>
    See './mirador completions --help' for more information.
  [2]
  $ mirador quiz 1 z
  mirador: "z" is none of the answers a, b, c, d. Try: ./mirador quiz 1
  [2]

What is missing is named.

  $ mirador build hello
  mirador: There is no "hello". Give a directory that holds config.swift and unikernel.swift; to begin with one of a lesson: ./mirador learn
  [2]
  $ mirador build hello -t
  mirador: Missing value for '-t <target>'
  Help:  -t <target>  unix or virtio. Default: what was configured.
  Usage: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]
    See './mirador build --help' for more information.
  [2]
  $ mirador reset
  mirador: Missing expected argument '<lesson>'
  Help:  <lesson>  The lesson: 1, 01, or a name.
  Usage: mirador reset <lesson> [--dir <dir>]
    See './mirador reset --help' for more information.
  [2]
  $ mirador solution
  mirador: Missing expected argument '<lesson>'
  Help:  <lesson>  The lesson: 1, 01, or a name.
  Usage: mirador solution <lesson> [--spoil] [--dir <dir>]
    See './mirador solution --help' for more information.
  [2]
  $ mirador completions
  mirador: Missing expected argument '<shell>'
  Help:  <shell>  bash, zsh or fish.
  Usage: mirador completions <shell>
    See './mirador completions --help' for more information.
  [2]
  $ mirador lesson
  OVERVIEW: For authors of lessons.

  USAGE: mirador lesson <subcommand>

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.

  SUBCOMMANDS:
    lint                    Prove that lessons can be trusted: right ones pass,
                            wrong ones fail.

    See './mirador help lesson <subcommand>' for detailed help.

What is too much as well.

  $ mirador check 1 2
  mirador: Unexpected argument '2'
  Usage: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]
    See './mirador check --help' for more information.
  [2]
  $ mirador check 1 --all
  mirador: Give a lesson or --all, not both.
  Usage: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]
    See './mirador check --help' for more information.
  [2]
  $ mirador list 1
  mirador: Unexpected argument '1'
  Usage: mirador list [--dir <dir>]
    See './mirador list --help' for more information.
  [2]

The version is one word.

  $ mirador --version
  0.1.0

When nobody reads any more, a command ends as others do: by the signal for that, without a word.

  $ exec 3>&1
  $ { sleep 1; mirador list; echo "status $?" >&3; } | true
  status 141
  $ { sleep 1; mirador help run; echo "status $?" >&3; } | true
  status 141
  $ mirador help run | head -n 1
  OVERVIEW: Build and boot a unikernel; its console is yours, its exit status

Without a standard output there is nothing to say; one that is full is an error.

  $ mirador list >&-
  $ mirador list > /dev/full
  mirador: The output is not complete: No space left on device. Make room for it.
  [5]
  $ mirador run --help > /dev/full
  mirador: The output is not complete: No space left on device. Make room for it.
  [5]

Without the launcher, outside a checkout, the tool says where to go.

  $ MIRADOR_ROOT=/nowhere mirador list
  mirador: MIRADOR_ROOT=/nowhere is not a checkout of Mirador. Unset it.
  [5]
  $ (unset MIRADOR_ROOT; cp -L "$(command -v mirador)" alone && ./alone list)
  mirador: No checkout of Mirador is here. Go into one and run ./mirador there.
  [5]

Someone who typed another path to the launcher is told to type that again.

  $ MIRADOR_COMMAND=../mirador mirador hint 99
  mirador: There is no lesson "99". See them with: ../mirador list
  [2]
  $ MIRADOR_COMMAND=../mirador mirador build --help | grep cd
    cd my/unikernel && ../../mirador build -t unix
  $ MIRADOR_COMMAND='a "b"' mirador hint 99
  mirador: There is no lesson "99". See them with: ./mirador list
  [2]
