mirador console looks into a running unikernel. It answers -c and scripts as it answers at its prompt.

  $ export XDG_RUNTIME_DIR=$PWD
  $ cp -r "$MIRADOR_ROOT/Tests/Support/Inspected" look
  $ mirador build look -t unix > /dev/null
  $ mirador run look -t unix -- --crowd=1 > log 2>&1 & run=$!
  $ until grep -qs counting log; do sleep 0.1; done

Help comes from the unikernel: its own command is there as well.

  $ mirador console -c help
  The unikernel answers
    arguments                 the boot arguments: what holds, and since when
    arm REASON                allow commands that change the unikernel, until this console leaves
    boot                      the phases of this boot, and how long each took
    build                     the libraries that the image is linked of, with versions
    clock                     how long it runs, and the date
    cpu                       how long each task ran, the busiest first
    devices                   the devices, in the order in which they were connected
    disarm                    allow them no longer
    double NUMBER             twice a number
    heap                      memory: how much there is, is used, and was used at most
    levels                    the log's sources, and the most verbose level that each shows
    logs [COUNT]              the last lines of the log
    metrics                   counters, gauges and histograms
    sites                     memory in use by who took it, the most first; see profile
    sizes                     blocks of memory by size, those that were ever used
    task ID                   where a task waits: its functions, innermost first
    tasks                     every task, children below their parents, and what each waits for
    timers                    the deadlines that tasks sleep until, the next one first
  It changes something: arm first
    level SOURCE LEVEL        show a source's messages up to a level; * is every source
    profile PERIOD            sample who allocates, one in so many bytes; 0 ends it
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
  $ mirador console inspected -c 'help level' -c 'explain tasks'
  level SOURCE LEVEL
    show a source's messages up to a level; * is every source
    It changes the unikernel: first type arm REASON.
    SOURCE  its name; a name that `levels` lists
    LEVEL  the most verbose that is shown; one of error, warning, info, debug, quiet
    Columns: source (text), was (text), level (text)
  tasks
    A walk over the heap's blocks finds every task, in one go, while nothing else
    runs. at is where the application's part of a task waits; task ID shows all of
    it. Time is counted while a console is attached: before that, nobody looks at
    the clock.
    Addresses get their names here, from the symbols of the image.

Answers are tables, records and lines, or JSON.

  $ mirador console -c levels -c arguments -c 'double 21'
  source     level
  inspector  info
  counting   info
  argument  value      from
  crowd     1          boot
  name      inspected  configured
  logs      *:info     configured
  delay     0s         configured
  double  42
  $ mirador console --json -c levels -c 'double 21'
  {"command":"levels","outcome":"complete","rows":[{"level":"info","source":"inspector"},{"level":"info","source":"counting"}]}
  {"command":"double","outcome":"complete","rows":[{"double":42}]}
  $ mirador console -c 'levels --expanded' -c 'levels --json'
  - row 1
  source  inspector
  level   info
  - row 2
  source  counting
  level   info
  {"command":"levels","outcome":"complete","rows":[{"level":"info","source":"inspector"},{"level":"info","source":"counting"}]}
  $ mirador console -c 'devices | wc -l' -c 'levels > levels.txt' -c 'levels >> levels.txt'
  4
  $ cat levels.txt
  source     level
  inspector  info
  counting   info
  source     level
  inspector  info
  counting   info

Rows and columns are picked by the console itself, by what the cells show.

  $ mirador console -c 'levels --where level=info --last --show source'
  source
  counting
  $ mirador console -c 'arguments --where value=inspec* --show value --show argument'
  value      argument
  inspected  name
  $ mirador console --json -c 'levels --where source=*ting --where level=info'
  {"command":"levels","outcome":"complete","rows":[{"level":"info","source":"counting"}]}
  $ mirador console -c 'levels --where source=Counting --show level'
  nothing
  $ mirador console -c 'levels --show levl'
  mirador: levels has no column "levl"; it has source, level
  [2]
  $ mirador console -c 'levels --where source'
  mirador: after --where comes COLUMN=PATTERN, such as: --where state=waiting
  [2]

The same from standard input, where a line may go on.

  $ mirador console << 'END'
  > # what there is
  > levels
  > arm 'to see
  > more'
  > level counting \
  >   warning
  > levels
  > quit
  > levels
  > END
  source     level
  inspector  info
  counting   info
  armed  yes
  source  counting
  was     info
  level   warning
  source     level
  inspector  info
  counting   warning

What a console was allowed is over when it leaves.

  $ mirador console -c 'level counting info'
  mirador: level changes the unikernel; first type: arm REASON
  [1]
  $ grep -c 'inspector' log
  3

A line that fails ends the script, and its reason is the exit status.

  $ mirador console -c levls -c levels
  mirador: There is no command "levls". Did you mean levels? List them: help
  [2]
  $ mirador console -c 'level counting loud'
  mirador: "loud" is no LEVEL: one of error, warning, info, debug, quiet
  Usage: level SOURCE LEVEL
  [2]
  $ mirador console -c 'double'
  mirador: double wants NUMBER: which
  Usage: double NUMBER
  [2]
  $ mirador console -c 'double 1 2'
  mirador: double takes no "2"
  Usage: double NUMBER
  [2]
  $ mirador console -c "arm 'x"
  mirador: the line ends inside of '…'. Add the quote.
  [2]
  $ mirador console -c 'task 99999'
  mirador: there is no such task, or not any more
  [1]
  $ mirador console -c 'levels | exit 3'
  [1]
  $ mirador console -c 'levels > /nowhere/levels'
  mirador: /nowhere/levels cannot be written: No such file or directory
  [5]

Only one console at a time.

  $ mkfifo hold
  $ mirador console < hold > first 2>&1 & console=$!
  $ exec 4> hold; echo levels >&4; until grep -qs counting first; do sleep 0.1; done
  $ mirador console -c levels
  mirador: another console is attached to this unikernel. Leave that one, or wait for it to end.
  [5]
  $ exec 4>&-; wait $console

A unikernel that hangs goes on, and the console says so.

  $ kill -STOP $(pgrep -P $run)
  $ mirador console -c clock
  mirador: inspected does not answer: it hangs, or computes without ever waiting. It goes on. Look from outside: ./mirador console inspected --stopped
  [6]
  $ kill -CONT $(pgrep -P $run)
  $ mirador console -c 'double 4'
  double  8
  $ kill $run && wait $run
  [143]
