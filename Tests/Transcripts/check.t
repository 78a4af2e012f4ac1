Checks of lessons: verdicts, their exit statuses, and what to do next.

The starter of lesson 1 does not pass; each check that fails says what was expected, why, and what to
try.

  $ mirador check 1 --target unix > verdict
  The starter of lesson 1 is in workspace/01-nothing-at-all.
  [1]
  $ grep FAIL verdict
    FAIL    config.swift lists both targets  0/2
    FAIL    config.swift needs nothing  0/2
    FAIL    it ends by itself with status 0  0/2
    FAIL    it prints nothing  0/1
    FAIL    no device driver is inside  0/1
  $ sed -n '2,8p' verdict
    FAIL    config.swift lists both targets  0/2
             expected:  targets with [.unix, .virtio]
             got:       targets [.unix], needs [.console]
             why:       The same source becomes a process or a virtual machine;
                        which one is decided at link time.
             try:       Write both .unix and .virtio in the list `targets` of
                        config.swift.
  $ tail -n 2 verdict
  Edit:  workspace/01-nothing-at-all/unikernel.swift
  Next:  ./mirador check 1    (stuck: ./mirador hint 1)

The solution does, on both targets.

  $ work 01-nothing-at-all solution
  $ mirador check 1 --accel tcg 2>/dev/null
  1 Nothing at all · unix
    pass    config.swift lists both targets  2/2
    pass    config.swift needs nothing  2/2
    pass    the image is built  1/1
    pass    the image starts
    pass    it ends by itself with status 0  2/2
    pass    it prints nothing  1/1
    pass    it fits 96 KiB  1/1
    pass    no device driver is inside  1/1
  Passed: 10 of 10 points in {time}

  1 Nothing at all · virtio
    pass    config.swift lists both targets  2/2
    pass    config.swift needs nothing  2/2
    pass    the image is built  1/1
    pass    the image starts
    pass    it ends by itself with status 0  2/2
    pass    it prints nothing  1/1
    pass    it fits 96 KiB  1/1
    pass    no device driver is inside  1/1
  Passed: 10 of 10 points in {time}, by tcg

  Next:  ./mirador learn 2    (Hello, four times)
  $ mirador list | head -n 2
     1  Nothing at all            15 min  passed
  >  2  Hello, four times         20 min  here

What does not compile is shown as the compiler says it, and the status is 3.

  $ cat > workspace/01-nothing-at-all/unikernel.swift << 'END'
  > import Kernel
  >
  > enum Nothing {
  >   static func start() async { nonsense() }
  > }
  > END
  $ mirador check 1 --target unix
  1 Nothing at all · unix
    pass    config.swift lists both targets  2/2
    pass    config.swift needs nothing  2/2
    FAIL    the image is built  0/1
             expected:  an image for unix
             got:       the sources do not build
             evidence:
                 wrong   unikernel.swift:4:31: error: cannot find 'nonsense' in scope
                 wrong   2 |\x20 (esc)
                 wrong   3 | enum Nothing {
                 wrong   4 |   static func start() async { nonsense() }
                 wrong     |                               `- error: cannot find 'nonsense' in scope
                 wrong   5 | }
                 wrong   6 |\x20 (esc)
             why:       Without an image there is nothing to look at.
             try:       Read the compiler's message: it names the file and the
                        line.
    skipped the image starts
             because:   needs "the image is built" first
    skipped it ends by itself with status 0  0/2
             because:   needs "the image starts" first
    skipped it prints nothing  0/1
             because:   needs "the image starts" first
    skipped it fits 96 KiB  0/1
             because:   needs "the image is built" first
    skipped no device driver is inside  0/1
             because:   needs "the image is built" first
  Not passed: 4 of 10 points in {time}

  Edit:  workspace/01-nothing-at-all/unikernel.swift
  Next:  ./mirador check 1    (stuck: ./mirador hint 1)
  [3]

A unikernel that never ends is a time-out, and the status is 6.

  $ work 01-nothing-at-all never-ends
  $ mirador check 1 --target unix > verdict
  [6]
  $ grep -A 2 TIMEOUT verdict
    TIMEOUT it ends by itself with status 0  0/2
             expected:  exit status 0 within 5.00 s
             got:       it was still running at its time limit of 5.0 s and was
  $ tail -n 4 verdict
  Not passed, out of time: 4 of 10 points in {time}

  Edit:  workspace/01-nothing-at-all/unikernel.swift
  Next:  ./mirador check 1    (stuck: ./mirador hint 1)

A verdict can be read by programs.

  $ work 01-nothing-at-all exits-3
  $ mirador check 1 --target unix --format json
  [
    {
      "checks" : [
        {
          "evidence" : [

          ],
          "expected" : "targets with [.unix, .virtio]",
          "got" : "targets [.unix, .virtio], needs []",
          "hint" : "Write both .unix and .virtio in the list `targets` of config.swift.",
          "id" : "targets",
          "milliseconds" : {number},
          "name" : "config.swift lists both targets",
          "points" : 2,
          "score" : 2,
          "status" : "pass",
          "why" : "The same source becomes a process or a virtual machine; which one is decided at link time."
        },
        {
          "evidence" : [

          ],
          "expected" : "needs []",
          "got" : "targets [.unix, .virtio], needs []",
          "hint" : "Make the list `needs` empty, and `start` a function without parameters.",
          "id" : "needs",
          "milliseconds" : {number},
          "name" : "config.swift needs nothing",
          "points" : 2,
          "score" : 2,
          "status" : "pass",
          "why" : "What a unikernel does not ask for is not connected, and cannot be misused."
        },
        {
          "evidence" : [

          ],
          "expected" : "an image for unix",
          "got" : "{number} bytes when loaded",
          "hint" : "Read the compiler's message: it names the file and the line.",
          "id" : "build",
          "milliseconds" : {number},
          "name" : "the image is built",
          "points" : 1,
          "score" : 1,
          "status" : "pass",
          "why" : "Without an image there is nothing to look at."
        },
        {
          "evidence" : [

          ],
          "expected" : "a machine that runs the image",
          "got" : "it ran for {time}",
          "hint" : "If the image does not start at all, run ./mirador doctor.",
          "id" : "boot",
          "milliseconds" : {number},
          "name" : "the image starts",
          "points" : 0,
          "score" : 0,
          "status" : "pass",
          "why" : "Everything below is judged from this one boot."
        },
        {
          "evidence" : [

          ],
          "expected" : "exit status 0 within 5.00 s",
          "got" : "exit status 3",
          "hint" : "Let `start` return: no error, no endless loop, no sleep.",
          "id" : "exit",
          "milliseconds" : {number},
          "name" : "it ends by itself with status 0",
          "points" : 2,
          "score" : 0,
          "status" : "fail",
          "why" : "Zero is how a program says that all is well; a thrown error gives 1."
        },
        {
          "evidence" : [

          ],
          "expected" : "no line at all",
          "got" : "no line",
          "hint" : "Remove the call of `console.print`.",
          "id" : "silent",
          "milliseconds" : {number},
          "name" : "it prints nothing",
          "points" : 1,
          "score" : 1,
          "status" : "pass",
          "why" : "Nothing means nothing: not a byte reached the console."
        },
        {
          "evidence" : [

          ],
          "expected" : "at most 98304 bytes when loaded",
          "got" : "{number} bytes when loaded",
          "hint" : "Remove what `start` calls. If it is empty already, run ./mirador reset 1 and begin anew.",
          "id" : "size",
          "milliseconds" : {number},
          "name" : "it fits 96 KiB",
          "points" : 1,
          "score" : 1,
          "status" : "pass",
          "why" : "The linker drops what nothing can reach; what is left is the price of booting."
        },
        {
          "evidence" : [

          ],
          "expected" : "no symbol with PlatformConsole, PlatformClock",
          "got" : "its {number} symbols are as expected",
          "hint" : "Remove every device from `needs` and from the parameters of `start`.",
          "id" : "devices",
          "milliseconds" : {number},
          "name" : "no device driver is inside",
          "points" : 1,
          "score" : 1,
          "status" : "pass",
          "why" : "A driver that is not in the image cannot be attacked through its device."
        }
      ],
      "duration" : {number},
      "exitStatus" : 1,
      "learner" : "learner",
      "lesson" : {
        "id" : "01-nothing-at-all",
        "sha256" : "{digest}",
        "version" : 1
      },
      "points" : 10,
      "schema" : 1,
      "score" : 8,
      "seed" : "[0-9a-f]{16}", (re)
      "start" : "20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", (re)
      "status" : "fail",
      "target" : "unix",
      "tool" : "0.1.0"
    }
  ]
  [1]

--dir names the work itself, wherever it is; the progress is not touched.

  $ example Noop noop
  $ mirador check 1 --target unix --dir noop
  1 Nothing at all · unix
    pass    config.swift lists both targets  2/2
    pass    config.swift needs nothing  2/2
    pass    the image is built  1/1
    pass    the image starts
    pass    it ends by itself with status 0  2/2
    pass    it prints nothing  1/1
    pass    it fits 96 KiB  1/1
    pass    no device driver is inside  1/1
  Passed: 10 of 10 points in {time}

  Next:  ./mirador learn 2    (Hello, four times)
  $ mirador check --all --dir noop
  mirador: --all needs a workspace, and --dir names the work on one lesson.
  [2]

A lesson that is not there, and a workspace that cannot be.

  $ mirador check 9
  mirador: Lesson 9 is not there yet. See those that are: ./mirador list
  [2]
  $ touch file
  $ mirador check 1 --dir file/below
  mirador: Cannot create {here}/file/below: Not a directory. A file is in the place of a directory: move it away and try again. Choose another place with --dir DIR or MIRADOR_WORKSPACE=DIR.
  [5]

Sources are judged. What `configure` remembered for the learner's own boots changes no verdict.

  $ work 03-say-it-your-way solution
  $ mirador configure workspace/03-say-it-your-way -t unix --count=5 | grep count
  argument    --count=5       configured
  $ mirador check 3 --target unix > verdict
  $ grep 'without arguments' verdict
    pass    the image starts without arguments
    pass    without arguments it says Hello! twice  1/1
  $ tail -n 1 verdict
  Next:  ./mirador solution 3    (compare with yours)
  $ mirador run workspace/03-say-it-your-way -t unix | sort | uniq -c | tr -s ' '
   5 Hello!
