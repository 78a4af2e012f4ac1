mirador ps lists the unikernels that run. Nothing runs at first.

  $ export XDG_RUNTIME_DIR=$PWD
  $ short() { mirador ps | tr -s ' ' | sed -E 's/ [0-9]+ [0-9]+ s / P T /'; }
  $ mirador ps
  $ mirador ps --json
  $ mirador console

A unikernel runs in the background, and another one under another name.

  $ cp -r "$MIRADOR_ROOT/Tests/Support/Inspected" look
  $ mirador build look -t unix > /dev/null
  $ mirador run look -t unix > log 2>&1 & first=$!
  $ until grep -q counting log; do sleep 0.1; done
  $ mirador run look -t unix -- --name=second > log2 2>&1 & second=$!
  $ until grep -q counting log2; do sleep 0.1; done
  $ short

With more than one, console wants to know which.

  $ mirador console -c clock
  $ mirador console secnd -c clock

A unikernel without an inspector is listed as well, and cannot be looked into.

  $ kill $second && wait $second
  $ sed 's/, inspector: true//; s/"inspected"/"plain"/' look/config.swift > config && mv config look/config.swift
  $ mkdir plain && mv look/*.swift plain && sed -i '/Inspector.register(/,/^      })$/d' plain/unikernel.swift
  $ mirador build plain -t unix > /dev/null
  $ mirador run plain -t unix > log2 2>&1 & second=$!
  $ until grep -q counting log2; do sleep 0.1; done
  $ short
  $ mirador console plain -c clock

What has ended is not listed any more, whichever way it ended.

  $ kill -9 $second && wait $second
  $ kill $first && wait $first
  $ short
  $ ls mirador
