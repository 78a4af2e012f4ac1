The help of every command, whole: a change of it is a decision.

  $ mirador --help
  OVERVIEW: A library operating system in Swift, and the workbench that teaches
  it.

  Without a command, Mirador shows the lesson you are at, and what to do next.

  Examples:
    ./mirador                 where am I?
    ./mirador check 1         check your work on lesson 1
    ./mirador hint 1          the next hint
    ./mirador run workspace/01-nothing-at-all -t virtio

  Exit statuses: 0 passed, 1 checks failed, 2 usage, 3 build failed,
  4 boot failed, 5 environment, 6 timeout, 7 tampered, 8 internal error,
  130 interrupted.

  USAGE: mirador <subcommand>

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.

  SUBCOMMANDS:
    learn (default)         Show where you are and what to do next (the default).
    next                    Show the next step of the lesson.
    back                    Show the step before.
    list                    List the lessons and how far you are.
    check                   Build your work, boot it and judge it from outside.
    hint                    Show the next hint of a lesson, or hint N.
    quiz                    Predict before you edit: the lesson's question, or
                            the answer to it.
    solution                Show a reference solution: after a pass, or on
                            request.
    reset                   Begin a lesson anew; your work is kept as a backup.
    new                     Start a unikernel of your own from a skeleton.
    configure               Choose a target and the arguments' defaults, once for
                            all builds.
    describe                Show devices, arguments and what each target would
                            use; or what an image is.
    query                   Print what is generated for a unikernel, or what a
                            host needs to run it.
    build                   Build the unikernel in a directory.
    run                     Build and boot a unikernel; its console is yours, its
                            exit status too.
    ps                      List the unikernels that run.
    console                 Look into a running unikernel.
    clean                   Remove what was made for a unikernel: images,
                            objects, configuration.
    doctor                  Examine this machine; every trouble comes with its
                            cure.
    lesson                  For authors of lessons.
    bench                   Measure: times, sizes and instructions, beside what
                            others take.
    map                     Show what an image is made of, beside a Linux kernel
                            or busybox.
    timeline                Show what a boot spends its time on, from the start
                            of the process to its end.
    pcap                    Look at packets that were captured.
    test                    Everything this project proves about itself;
                            continuous integration runs it.
    completions             Print the completion script of a shell.

    See './mirador help <subcommand>' for detailed help.
  $ mirador learn --help
  OVERVIEW: Show where you are and what to do next (the default).

  On a terminal, Enter goes on and q leaves; you resume where you were.

  Examples:
    ./mirador
    ./mirador learn 2         begin or resume lesson 2
    ./mirador learn --step 3

  USAGE: mirador learn [<lesson>] [--step <step>] [--dir <dir>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name. Default: where you are.

  OPTIONS:
    --step <step>           Show this step.
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador next --help
  OVERVIEW: Show the next step of the lesson.

  Example:
    ./mirador next

  USAGE: mirador next [--dir <dir>]

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador back --help
  OVERVIEW: Show the step before.

  Example:
    ./mirador back

  USAGE: mirador back [--dir <dir>]

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador list --help
  OVERVIEW: List the lessons and how far you are.

  Example:
    ./mirador list

  USAGE: mirador list [--dir <dir>]

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador check --help
  OVERVIEW: Build your work, boot it and judge it from outside.

  Every boot gets a fresh name; verdicts come from the console, the exit status,
  the image and the host's clock, never from what the unikernel claims.

  Examples:
    ./mirador check 1
    ./mirador check nothing --target unix
    ./mirador check 2 --format json
    ./mirador check --all

  USAGE: mirador check [<lesson>] [--target <target>] [--accel <accel>] [--format <format>] [--all] [--dir <dir>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name. Default: where you are.

  OPTIONS:
    -t, --target <target>   unix, virtio or all. (values: unix, virtio, all;
                            default: all)
    --accel <accel>         kvm, tcg or auto. (values: kvm, tcg, auto; default:
                            auto)
    --format <format>       text or json. (values: text, json; default: text)
    --all                   Check every lesson.
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador hint --help
  OVERVIEW: Show the next hint of a lesson, or hint N.

  Examples:
    ./mirador hint 1
    ./mirador hint 1 3

  USAGE: mirador hint [<lesson>] [<number>] [--dir <dir>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name. Default: where you are.
    <number>                Which hint, 1 to 3.

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador quiz --help
  OVERVIEW: Predict before you edit: the lesson's question, or the answer to it.

  Examples:
    ./mirador quiz 1
    ./mirador quiz 1 b

  USAGE: mirador quiz [<lesson>] [<answer>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name. Default: where you are.
    <answer>                Your answer, a letter; for lessons with more
                            questions one letter each.

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador solution --help
  OVERVIEW: Show a reference solution: after a pass, or on request.

  Before you have passed the lesson, --spoil is needed, and that you looked is
  noted.

  Examples:
    ./mirador solution 1
    ./mirador solution 1 --spoil

  USAGE: mirador solution <lesson> [--spoil] [--dir <dir>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name.

  OPTIONS:
    --spoil                 Show it although the lesson is not passed.
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador reset --help
  OVERVIEW: Begin a lesson anew; your work is kept as a backup.

  Example:
    ./mirador reset 1

  USAGE: mirador reset <lesson> [--dir <dir>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name.

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador build --help
  OVERVIEW: Build the unikernel in a directory.

  Examples:
    ./mirador build workspace/01-nothing-at-all -t virtio
    ./mirador build my/unikernel -t unix -o hello.elf --release 1.4.0
    cd my/unikernel && ../../mirador build -t unix

  USAGE: mirador build [<directory>] [--target <target>] [--output <output>] [--release <release>]

  ARGUMENTS:
    <directory>             The directory that holds config.swift and
                            unikernel.swift. (default: .)

  OPTIONS:
    -t, --target <target>   unix or virtio. Default: what was configured.
                            (values: unix, virtio)
    -o, --output <output>   Where the image goes.
    --release <release>     The application's version, as the bill of materials
                            will tell it. Default: 0.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador run --help
  OVERVIEW: Build and boot a unikernel; its console is yours, its exit status
  too.

  What follows -- is passed to the unikernel. ^C ends it. With --hold a unikernel
  that crashes is
  kept as it was then, for ./mirador console NAME --stopped, until ^C.

  A unikernel with a network interface is on a network of its own. On its other
  side is 10.0.0.1/24, in a namespace; how clients are run there is printed.
  Nothing of the machine is changed.

  Examples:
    ./mirador run workspace/02-hello-four-times -t virtio -- --name=Ada
    ./mirador run hello.elf -t virtio --accel tcg --memory 64
    ./mirador run hello --hold
    ./mirador run server --faults loss=5%,delay=20ms --pcap server.pcapng

  USAGE: mirador run [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--hold] [--faults <faults>] [--pcap <pcap>] -- [<arguments> ...]

  ARGUMENTS:
    <unikernel>             A directory with config.swift, or an image. (default:
                            .)
    <arguments>             Boot arguments.

  OPTIONS:
    -t, --target <target>   unix or virtio. Default: what was configured, or the
                            image says. (values: unix, virtio)
    --accel <accel>         kvm, tcg or auto. (values: kvm, tcg, auto; default:
                            auto)
    --memory <memory>       Mebibytes of memory.
    --hold                  Keep it when it crashes, to be looked at.
    --faults <faults>       What happens to frames, such as
                            loss=5%,delay=20ms,seed=7 (docs/wire.md).
    --pcap <pcap>           A file for the packets, written at the end.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador doctor --help
  OVERVIEW: Examine this machine; every trouble comes with its cure.

  Example:
    ./mirador doctor

  USAGE: mirador doctor [--dir <dir>]

  OPTIONS:
    --dir <dir>             A workspace, or a directory that holds a config.swift
                            itself.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador lesson --help
  OVERVIEW: For authors of lessons.

  USAGE: mirador lesson <subcommand>

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.

  SUBCOMMANDS:
    lint                    Prove that lessons can be trusted: right ones pass,
                            wrong ones fail.

    See './mirador help lesson <subcommand>' for detailed help.
  $ mirador lesson lint --help
  OVERVIEW: Prove that lessons can be trusted: right ones pass, wrong ones fail.

  Builds and boots the starter, the solution and every mutant on every target.

  Examples:
    ./mirador lesson lint
    ./mirador lesson lint 2 --target unix

  USAGE: mirador lesson lint [<lesson>] [--target <target>]

  ARGUMENTS:
    <lesson>                The lesson: 1, 01, or a name. Default: all.

  OPTIONS:
    -t, --target <target>   unix, virtio or all. (values: unix, virtio, all;
                            default: all)
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador bench --help
  OVERVIEW: Measure: times, sizes and instructions, beside what others take.

  Groups: start, boot, instructions, size, tasks, allocator, inspector, check,
  clone.
  Without one, all but clone, which takes minutes. What is compared is measured
  in turns; shown are medians. docs/performance.md says what each group
  measures and how.

  Examples:
    ./mirador bench
    ./mirador bench start boot --rounds 500
    ./mirador bench --format markdown
    ./mirador bench instructions --gate 60000

  USAGE: mirador bench [<groups> ...] [--rounds <rounds>] [--format <format>] [--gate <gate>]

  ARGUMENTS:
    <groups>                What to measure. (values: start, boot, instructions,
                            size, tasks, allocator, inspector, check, clone)

  OPTIONS:
    --rounds <rounds>       How often; each group has its own default.
    --format <format>       text, json or markdown. (values: text, json,
                            markdown; default: text)
    --gate <gate>           Fail when guest entry to main takes more instructions
                            than this.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador timeline --help
  OVERVIEW: Show what a boot spends its time on, from the start of the process to
  its end.

  The image is booted several times and looked at from outside; the boot of
  median length is shown. On a terminal a flame chart is drawn, elsewhere a
  table is printed. What is within the image can be seen on unix and under
  tcg, not under kvm. What follows -- is passed to the unikernel.
  docs/timeline.md says what the phases are.

  Examples:
    ./mirador timeline workspace/02-hello-four-times
    ./mirador timeline hello.elf --phase main --runs 20
    ./mirador timeline hello.elf --instructions
    ./mirador timeline hello.elf --accel tcg -o hello.svg

  USAGE: mirador timeline [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--runs <runs>] [--seconds <seconds>] [--instructions] [--phase <phase>] [--plain] [--json] [--output <output>] -- [<arguments> ...]

  ARGUMENTS:
    <unikernel>             A directory with config.swift, or an image. (default:
                            .)
    <arguments>             Boot arguments.

  OPTIONS:
    -t, --target <target>   unix or virtio. Default: what was configured, or the
                            image says. (values: unix, virtio)
    --accel <accel>         kvm, tcg or auto. (values: kvm, tcg, auto; default:
                            auto)
    --memory <memory>       Mebibytes of memory.
    --runs <runs>           How many boots; the one of median length is shown.
                            (default: 5)
    --seconds <seconds>     A boot that takes longer is ended. Default: 10; 60
                            with --instructions.
    --instructions          Count instructions, which are the same each time, in
                            the place of time; virtio only.
    --phase <phase>         Only this phase.
    --plain                 A table only, also on a terminal.
    --json                  Everything, for programs.
    -o, --output <output>   A file for the output; one that ends in .svg becomes
                            a picture.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador test --help
  OVERVIEW: Everything this project proves about itself; continuous integration
  runs it.

  Stops at the first step that fails; shows what each step took.

  Examples:
    ./mirador test
    ./mirador test --soak

  USAGE: mirador test [--soak]

  OPTIONS:
    --soak                  Also the steps that take long.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador completions --help
  OVERVIEW: Print the completion script of a shell.

  It completes commands, options, lessons, targets and directories of unikernels,
  for mirador and for ./mirador. Install it once, then start a new shell.

  bash:
    ./mirador completions bash > ~/.mirador-completion
    echo '. ~/.mirador-completion' >> ~/.bashrc
  zsh, where ~/.zshrc says `fpath+=~/.zfunc` before it calls compinit:
    mkdir -p ~/.zfunc
    ./mirador completions zsh > ~/.zfunc/_mirador
  fish:
    mkdir -p ~/.config/fish/completions
    ./mirador completions fish > ~/.config/fish/completions/mirador.fish

  USAGE: mirador completions <shell>

  ARGUMENTS:
    <shell>                 bash, zsh or fish. (values: bash, zsh, fish)

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.

`mirador help build` is the same as `mirador build --help`.

  $ mirador build --help > one; mirador help build > two; cmp one two
  $ mirador ps --help
  OVERVIEW: List the unikernels that run.

  Those of this user that ./mirador run started, whichever terminal they are in.

  Examples:
    ./mirador ps
    ./mirador ps --json

  USAGE: mirador ps [--json]

  OPTIONS:
    --json                  A line of JSON for each.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador console --help
  OVERVIEW: Look into a running unikernel.

  On a terminal: a prompt with completion, history and help. ^C ends a command,
  never the
  unikernel; ^D leaves. With -c, or with a script on standard input: the same
  lines, until the
  first that fails.

  Exit statuses: 0 all was answered, 1 the unikernel refused, 2 a line is not
  understood,
  5 there is no such unikernel, 6 it does not answer, 130 interrupted.

  With --stopped the unikernel is not asked but looked at from outside: one that
  hangs, or that
  crashed under ./mirador run --hold. It stands still for the moment of each
  question.

  Examples:
    ./mirador console
    ./mirador console hello -c levels -c 'logs 20 | grep net'
    echo timers | ./mirador console hello --json
    ./mirador console hello --stopped -c backtrace -c tasks

  USAGE: mirador console [<name>] [-c <line> ...] [--json] [--stopped]

  ARGUMENTS:
    <name>                  Its name, as ps shows it. Default: the only one.

  OPTIONS:
    -c <line>               A line to carry out; may be given often.
    --json                  A line of JSON for each answer.
    --stopped               Stop it and look from outside; it is not asked
                            anything.
    --version               Show the version.
    -h, --help              Show help information.
  $ mirador pcap --help
  OVERVIEW: Look at packets that were captured.

  USAGE: mirador pcap <subcommand>

  OPTIONS:
    --version               Show the version.
    -h, --help              Show help information.

  SUBCOMMANDS:
    show                    Print the packets of a file, one a line or as arrows
                            between hosts.

    See './mirador help pcap <subcommand>' for detailed help.
  $ mirador pcap show --help
  OVERVIEW: Print the packets of a file, one a line or as arrows between hosts.

  A line is a packet: its number, when it came, where, and what it says. A
  ladder draws packets as arrows, one column a host. Files of the wire have a
  number for each packet and what faults did to it; packets of other programs'
  files are counted. docs/wire.md says more.

  Examples:
    ./mirador pcap show lesson.pcapng
    ./mirador pcap show lesson.pcapng --ladder
    ./mirador pcap show lesson.pcapng --ladder --from 12 --to 30

  USAGE: mirador pcap show <file> [--ladder] [--from <from>] [--to <to>] [--ascii] [--width <width>]

  ARGUMENTS:
    <file>                  A file of packets: pcapng, or pcap as tcpdump writes
                            it.

  OPTIONS:
    --ladder                Draw arrows between hosts.
    --from <from>           The first packet to be shown, by its number.
    --to <to>               The last packet to be shown, by its number.
    --ascii                 Only ASCII characters.
    --width <width>         Columns of a ladder. Default: the terminal's, or 80.
    --version               Show the version.
    -h, --help              Show help information.
