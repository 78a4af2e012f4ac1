Commands for authors and for machines: doctor, lesson lint, bench.

The doctor looks at this machine. What it finds differs; what it looks at does not.

  $ mirador doctor | sed -n 's/^\(ok\|note\|FAIL\) *\(.*\): .*/\2/p' | cut -d : -f 1
  swiftc
  clang
  ld.lld
  llvm-symbolizer
  qemu-system-x86_64
  KVM
  user namespaces
  disk space
  git
  workspace
  $ mirador doctor --dir /proc/nowhere > found
  [5]
  $ grep -A 1 workspace found
  FAIL  workspace: /proc/nowhere
        fix: Cannot create /proc/nowhere: No such file or directory. Nothing was changed. Choose another place with --dir DIR or MIRADOR_WORKSPACE=DIR.
  $ tail -n 1 found
  Next:  mend what FAILs, then ./mirador doctor

Lint finds what is damaged in a lesson: status 1, and where.

  $ mkdir -p root/Lessons/01-first && touch root/Package.swift
  $ MIRADOR_ROOT=$PWD/root mirador lesson lint
  mirador: 01-first/lesson.toml: missing
  [1]
  $ mirador lesson lint 99
  mirador: There is no lesson "99". See them with: ./mirador list
  [2]

A figure of a benchmark differs from host to host; what it is of does not.

  $ mirador bench instructions --rounds 1 --gate 1 > figures 2> errors
  [1]
  $ tail -n 1 errors
  mirador: Guest entry to main takes {number} instructions, more than the gate of 1. Look for what the boot does more than before: git log Sources/Kernel
  $ grep -c 'entry to main' figures
  2
