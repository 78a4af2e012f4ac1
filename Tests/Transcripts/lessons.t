A learner's way through a lesson: learn, next, back, list, hint, quiz, check, solution, reset.

Without a word the tool shows where the learner is; the first time it makes a workspace.

  $ mirador
  The starter of lesson 1 is in workspace/01-nothing-at-all.
  Mirador · lesson 1 of {number}: Nothing at all · step 1 of 7

  A program that is its own operating system

  A unikernel is one program, linked with the parts of an operating system that
  it calls and with nothing else. There is no kernel below it, no shell beside
  it, no other user.

  The smallest one does nothing: it starts, and it ends. That sounds like a
  joke, but somebody must set up a processor, memory and a stack before the
  first line of your program runs, and somebody must switch the machine off
  after the last one. In this lesson you build all of that from source and boot
  it, and then you take away everything that "nothing" does not need.

  You need about 15 minutes. The files are yours to edit; ./mirador reset 1
  gives you fresh ones and keeps the old.

  Edit:  workspace/01-nothing-at-all/unikernel.swift
  Next:  ./mirador next    (or ./mirador check 1)
  $ ls workspace workspace/01-nothing-at-all
  workspace:
  01-nothing-at-all

  workspace/01-nothing-at-all:
  config.swift
  unikernel.swift

Later screens are shown here by their first and last lines.

  $ ends() { sed -n '1p;$p'; }
  $ mirador next | ends
  Mirador · lesson 1 of {number}: Nothing at all · step 2 of 7
  Next:  ./mirador next    (or ./mirador check 1)
  $ mirador back | ends
  Mirador · lesson 1 of {number}: Nothing at all · step 1 of 7
  Next:  ./mirador next    (or ./mirador check 1)
  $ mirador learn --step 99 | ends
  Mirador · lesson 1 of {number}: Nothing at all · step 7 of 7
  Next:  ./mirador check 1
  $ mirador learn 2 2>/dev/null | ends
  Mirador · lesson 2 of {number}: Hello, four times · step 1 of 6
  Next:  ./mirador next    (or ./mirador check 2)
  $ mirador list | head -n 2
     1  Nothing at all            15 min
  >  2  Hello, four times         20 min  here
  $ mirador list | grep yet
     8 to 21  not there yet
    23 and 24  not there yet
  $ mirador list | tail -n 1
  Next:  ./mirador learn 2

Hints come one at a time, and the last one again.

  $ mirador hint 1
  Hint 1 of 3 · Nothing at all

  Look at the two lists in config.swift: one says what the program is given,
  the other where it runs. Then compare the first list with the parameters of
  `start` in unikernel.swift. Do they still belong together after your change?

  Next:  ./mirador check 1    (more: ./mirador hint 1)
  $ mirador hint 1
  Hint 2 of 3 · Nothing at all

  Every entry of `needs` is a labelled parameter of `start`, so an empty list
  means a function without parameters. A function that throws nothing does not
  say `throws`, and a body may be empty. The targets are written `.unix` and
  `.virtio`, with a comma between them.

  Next:  ./mirador check 1    (more: ./mirador hint 1)
  $ mirador hint 1 3 | ends
  Hint 3 of 3 · Nothing at all
  Next:  ./mirador check 1    (that was the last hint)
  $ mirador hint 1 4
  mirador: There are 3 hints. Try: ./mirador hint 1
  [2]
  $ mirador hint 9
  mirador: Lesson 9 is not there yet. See those that are: ./mirador list
  [2]

The quiz asks, and says why not.

  $ mirador quiz 1
  The start function will be empty and needs nothing. What will be in the virtio
  image?

  a  Nothing: an empty program gives an empty image.
  b  Boot code, traps, memory, the executor that runs start, and the way out.
  c  A small Linux kernel that starts the program.
  d  The whole library OS; unused drivers are switched off at run time.

  Next:  ./mirador quiz 1 a    (or another letter)
  $ mirador quiz 1 a
  a  Nothing: an empty program gives an empty image.

  Not so. The processor starts in 32-bit mode without page tables or a stack. An
  empty image could not even reach the end of an empty function.

  Next:  ./mirador quiz 1    (try again)
  [1]
  $ mirador quiz 1 b
  b  Boot code, traps, memory, the executor that runs start, and the way out.

  Right. Somebody must enter 64-bit mode, map memory, catch traps, run start as
  a task and switch the machine off. That code is reachable, so the linker keeps
  it; the rest goes.

  Next:  ./mirador next

The solution is for those who have passed, or who insist.

  $ mirador solution 2
  mirador: You have not passed lesson 2 yet. A hint helps more: ./mirador hint 2. To look all the same: ./mirador solution 2 --spoil
  [1]
  $ mirador solution 2 --spoil | tail -n 1
  Next:  ./mirador check 2

Reset keeps the old work.

  $ echo "// mine" >> workspace/01-nothing-at-all/unikernel.swift
  $ mirador reset 1
  Your old work is in workspace/.backups/01-nothing-at-all-{number}T{number}Z.
  A fresh starter is in workspace/01-nothing-at-all.
  Next:  ./mirador learn 1
  $ tail -n 1 workspace/.backups/*/unikernel.swift
  // mine
  $ tail -n 1 workspace/01-nothing-at-all/unikernel.swift
  }
  $ mirador reset 9
  mirador: Lesson 9 is not there yet. See those that are: ./mirador list
  [2]

A name may be short, or nearly right.

  $ mirador learn nothng
  mirador: There is no lesson "nothng". Did you mean 01-nothing-at-all? See them with: ./mirador list
  [2]
  $ mirador learn hello --step 1 | ends
  Mirador · lesson 2 of {number}: Hello, four times · step 1 of 6
  Next:  ./mirador next    (or ./mirador check 2)

A damaged memory of the progress is no reason to lose anything.

  $ ls -A workspace
  .backups
  .progress.json
  01-nothing-at-all
  02-hello-four-times
  $ echo nonsense > workspace/.progress.json
  $ mirador list | head -n 2
  The progress file could not be read (it is damaged). It was kept as {here}/workspace/.progress.json.damaged-{number}T{number}Z, and a new one was begun; your work in the lessons is untouched. Run ./mirador check --all to fill it again.
  >  1  Nothing at all            15 min  here
     2  Hello, four times         20 min
  $ ls -A workspace
  .backups
  .progress.json.damaged-{number}T{number}Z
  01-nothing-at-all
  02-hello-four-times
