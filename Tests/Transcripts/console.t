mirador console looks into a running unikernel. It answers -c and scripts as it answers at its prompt.

  $ export XDG_RUNTIME_DIR=$PWD
  $ cp -r "$MIRADOR_ROOT/Tests/Support/Inspected" look
  $ mirador build look -t unix > /dev/null
  $ mirador run look -t unix -- --crowd=1 > log 2>&1 & run=$!
  $ until grep -q counting log; do sleep 0.1; done

Help comes from the unikernel: its own command is there as well.

  $ mirador console -c help
  $ mirador console inspected -c 'help level' -c 'explain tasks'

Answers are tables, records and lines, or JSON.

  $ mirador console -c levels -c arguments -c 'double 21'
  $ mirador console --json -c levels -c 'double 21'
  $ mirador console -c 'levels --expanded' -c 'levels --json'
  $ mirador console -c 'devices | wc -l' -c 'levels > levels.txt' -c 'levels >> levels.txt'
  $ cat levels.txt

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

What a console was allowed is over when it leaves.

  $ mirador console -c 'level counting info'
  $ grep -c 'inspector' log

A line that fails ends the script, and its reason is the exit status.

  $ mirador console -c levls -c levels
  $ mirador console -c 'level counting loud'
  $ mirador console -c 'double'
  $ mirador console -c 'double 1 2'
  $ mirador console -c "arm 'x"
  $ mirador console -c 'task 99999'
  $ mirador console -c 'levels | exit 3'
  $ mirador console -c 'levels > /nowhere/levels'

Only one console at a time.

  $ mkfifo hold && mirador console < hold > first 2>&1 & console=$!
  $ exec 4> hold; echo levels >&4; until grep -q counting first; do sleep 0.1; done
  $ mirador console -c levels
  $ exec 4>&-; wait $console

A unikernel that hangs goes on, and the console says so.

  $ kill -STOP $(pgrep -P $run)
  $ mirador console -c clock
  $ kill -CONT $(pgrep -P $run)
  $ mirador console -c 'double 4'
  $ kill $run && wait $run
