mirador completions prints what makes Tab work in bash, zsh and fish. Here Tab is pressed in each.

  $ . "$MIRADOR_ROOT/Tests/Transcripts/tab.sh"
  $ example Hello hello
  $ example Noop more/noop
  $ ln -s "$(command -v mirador)" mirador

Commands, for the tool on PATH and for the launcher in its folder. tab_bash and tab_zsh list the
candidates for a line's last word; type_in has a shell at a terminal, types and shows the line after Tab.

  $ tab_bash 'mirador bui'
  build
  $ tab_bash './mirador bui'
  build
  $ type_in bash './mirador bui'
  <./mirador build >
  $ type_in fish 'mirador bui'
  <mirador build >
  $ type_in fish './mirador bui'
  <./mirador build >
  $ tab_zsh 'mirador bui'
  build
  $ tab_zsh './mirador bui'
  build

Targets.

  $ tab_bash './mirador build -t '
  unix
  virtio
  $ type_in fish './mirador build -t v'
  <./mirador build -t virtio >
  $ tab_zsh './mirador build -t '
  unix
  virtio
  $ tab_bash './mirador check --target v'
  virtio
  $ type_in fish './mirador check --target v'
  <./mirador check --target virtio >
  $ tab_zsh './mirador check --target v'
  virtio

Options.

  $ tab_bash './mirador run --me'
  --memory
  $ type_in fish './mirador run --me'
  <./mirador run --memory >
  $ tab_zsh './mirador run --me'
  --memory

Lessons, by number and by name.

  $ tab_bash './mirador check 0' | head -n 2
  01-nothing-at-all
  02-hello-four-times
  $ type_in fish './mirador check 01'
  <./mirador check 01-nothing-at-all >
  $ tab_zsh './mirador check 0' | head -n 2
  01-nothing-at-all
  02-hello-four-times
  $ tab_bash './mirador hint ' | head -n 2
  01-nothing-at-all
  02-hello-four-times

Directories of unikernels, however deep they are, and images for run.

  $ tab_bash './mirador build '
  hello
  more/noop
  $ tab_zsh './mirador build '
  hello
  more/noop
  $ tab_bash './mirador build mo'
  more/noop
  $ type_in fish './mirador build mo'
  <./mirador build more/noop >
  $ tab_zsh './mirador build mo'
  more/noop
  $ mirador build hello -t unix -o hello.elf > /dev/null
  $ tab_bash './mirador run he'
  hello
  hello.elf
  $ type_in fish './mirador run hello.'
  <./mirador run hello.elf >
  $ tab_zsh './mirador run he'
  hello
  hello.elf
  $ cd more
  $ ../mirador ---completion build -- positional@0 1 4 mirador build '../' 2>&1
  ../hello
  ../more/noop
  $ tab_bash '../mirador build ../h'
  ../hello
  $ cd ..

Where there is none, any directory, to go on from.

  $ mkdir -p far/a/b/c/d
  $ tab_bash './mirador build far/'
  far/a/
  $ rm -r far

Shells.

  $ tab_bash './mirador completions '
  bash
  fish
  zsh

A script is only a script: it can be read by a shell as it comes.

  $ mirador completions bash | bash -n
  $ mirador completions zsh | zsh -n
  $ mirador completions fish | fish --no-execute
