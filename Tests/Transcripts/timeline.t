mirador timeline shows what a boot spends its time on. Numbers differ from boot to boot; phases do not.

  $ example Hello hello
  $ shape() {
  >   sed -E 's/[0-9]+(\.[0-9]+)? (ns|µs|ms|s)\>/T/g; s/^Note: [0-9]+ stops/Note: N stops/
  >     s/ +[0-9.]+ %/ P/; s/[█▏▎▍▌▋▊▉]+//; s/^ +//; s/ +/ /g'
  > }
  $ mirador timeline hello -t unix --runs 3 | shape
  hello (unix): T, the median of 3 boots (T to T)

  time percent phase
  T P boot
  T P process starts
  T P image
  T P entry
  T P platform
  T P lock-down
  T P heap
  T P runtime
  T P main
  T P arguments
  T P delay
  T P console
  T P application
  T P to its first output
  T P after its first output
  T P exit
  Note: N stops to look took T, which is taken out.
  Note: without looking: T, the median of 3 boots.
  Next: ./mirador timeline hello --phase image

Instructions are the same each time, so the second boot is the first again.

  $ mirador timeline hello -t virtio --instructions > first
  $ mirador timeline hello -t virtio --instructions | cmp first - && echo same
  same
  $ sed -E 's/[0-9 ]+ instructions/ N instructions/; s/^[0-9 ]+\.[0-9] %/ N P/; s/[█▏▎▍▌▋▊▉]+//; s/ +/ /g' first
  hello (virtio, tcg): N instructions

   count percent phase
   N P boot
   N P firmware
   N P image
   N P entry
   N P nucleus
   N P platform
   N P heap
   N P runtime
   N P main
   N P arguments
   N P delay
   N P console
   N P application
   N P to its first output
   N P after its first output
   N P power off
  Next: ./mirador timeline hello --phase image

One phase; a picture; everything, for programs.

  $ mirador timeline hello -t unix --phase main --runs 1 | shape
  hello (unix): T

  time percent phase
  T P main
  T P arguments
  T P delay
  T P console
  Note: N stops to look took T, which is taken out.
  Note: without looking: T, the median of 1 boots.
  Next: ./mirador timeline hello -o timeline.svg
  $ mirador timeline hello -t unix --runs 1 -o boot.svg; head -c 38 boot.svg
  Next:  open boot.svg in a browser
  <?xml version="1.0" encoding="UTF-8"?> (no-eol)
  $ mirador timeline hello -t unix --runs 1 --json | grep -c '"name" : '
  16

What cannot be.

  $ mirador timeline hello -t unix --instructions
  mirador: Instructions are counted by the emulator: --instructions -t virtio, without --accel kvm.
  Usage: mirador timeline [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--runs <runs>] [--seconds <seconds>] [--instructions] [--phase <phase>] [--plain] [--json] [--output <output>] -- [<arguments> ...]
    See './mirador timeline --help' for more information.
  [2]
  $ mirador timeline hello --instructions --accel kvm
  mirador: Instructions are counted by the emulator: --instructions -t virtio, without --accel kvm.
  Usage: mirador timeline [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--runs <runs>] [--seconds <seconds>] [--instructions] [--phase <phase>] [--plain] [--json] [--output <output>] -- [<arguments> ...]
    See './mirador timeline --help' for more information.
  [2]
  $ mirador timeline hello -t unix --runs 1 --phase nothing
  mirador: There is no phase "nothing". Its phases are: boot, process starts, image, entry, platform, lock-down, heap, runtime, main, arguments, delay, console, application, to its first output, after its first output, exit. Give one of these, in quotes when it has spaces.
  [2]
  $ mirador timeline hello --runs 0
  mirador: --runs must be 1 to 1000.
  Usage: mirador timeline [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--runs <runs>] [--seconds <seconds>] [--instructions] [--phase <phase>] [--plain] [--json] [--output <output>] -- [<arguments> ...]
    See './mirador timeline --help' for more information.
  [2]
  $ mirador timeline hello --json -o boot.svg
  mirador: A file that ends in .svg is a picture: leave out --json and --plain.
  Usage: mirador timeline [<unikernel>] [--target <target>] [--accel <accel>] [--memory <memory>] [--runs <runs>] [--seconds <seconds>] [--instructions] [--phase <phase>] [--plain] [--json] [--output <output>] -- [<arguments> ...]
    See './mirador timeline --help' for more information.
  [2]
  $ mirador timeline nowhere
  mirador: There is no "nowhere". Give a directory that holds config.swift and unikernel.swift; to begin with one of a lesson: ./mirador learn
  [2]
  $ cp hello/.mirador/unix/hello lonely; mirador timeline lonely --runs 1
  mirador: "lonely" has no _start: its NAME.symbols is not beside it, or another version of Mirador built it. Build it again: ./mirador build DIRECTORY
  [2]
