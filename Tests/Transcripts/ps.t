mirador ps lists the unikernels that run. Nothing runs at first.

  $ export XDG_RUNTIME_DIR=$PWD
  $ short() { mirador ps | tr -s ' ' | sed -E 's/ [0-9]+ (runs|crashed) [0-9]+ s / P \1 T /'; }
  $ mirador ps
  Nothing runs.
  Next:  ./mirador run DIR
  $ mirador ps --json
  $ mirador console
  mirador: Nothing runs. Start a unikernel: ./mirador run DIR
  [5]

A unikernel runs in the background, and another one under another name.

  $ cp -r "$MIRADOR_ROOT/Tests/Support/Inspected" look
  $ mirador build look -t unix > /dev/null
  $ mirador run look -t unix > log 2>&1 & first=$!
  $ until grep -qs counting log; do sleep 0.1; done
  $ mirador run look -t unix -- --name=second > log2 2>&1 & second=$!
  $ until grep -qs counting log2; do sleep 0.1; done
  $ short
  NAME TARGET PROCESS STATE FOR INSPECTOR IMAGE
  inspected unix P runs T yes {here}/look/.mirador/unix/inspected
  second unix P runs T yes {here}/look/.mirador/unix/inspected
  Next: ./mirador console inspected

With more than one, console wants to know which.

  $ mirador console -c clock
  mirador: Several run: inspected, second. Try: ./mirador console inspected
  [2]
  $ mirador console secnd -c clock
  mirador: There is no running "secnd". Did you mean second? What runs: ./mirador ps
  [5]

A unikernel without an inspector is listed as well, and cannot be looked into.

  $ kill $second && wait $second
  [143]
  $ sed 's/, inspector: true//; s/"inspected"/"plain"/' look/config.swift > config && mv config look/config.swift
  $ mkdir plain && mv look/*.swift plain && sed -i '/Inspector.register(/,/^      })$/d' plain/unikernel.swift
  $ mirador build plain -t unix > /dev/null
  $ mirador run plain -t unix > log2 2>&1 & second=$!
  $ until grep -qs counting log2; do sleep 0.1; done
  $ short
  NAME TARGET PROCESS STATE FOR INSPECTOR IMAGE
  inspected unix P runs T yes {here}/look/.mirador/unix/inspected
  plain unix P runs T no {here}/plain/.mirador/unix/plain
  Next: ./mirador console inspected
  $ mirador console plain -c clock
  mirador: plain has no inspector. Give it one in config.swift, Unikernel(…, inspector: true), then: ./mirador run
  [5]

What has ended is not listed any more, whichever way it ended.

  $ { kill -9 $second && wait $second; } 2> /dev/null
  [137]
  $ kill $first && wait $first
  [143]
  $ short
  Nothing runs.
  Next: ./mirador run DIR
  $ ls mirador
