# Presses Tab in real shells; completions.t reads this. Each function prints the candidates for the last
# word of a command line, one a line, sorted.

# bash's own part in a completion: it looks the command up by its name without directories, splits
# the line, calls the function and shows the candidates that begin as the word does.
tab_bash() {
  bash --norc --noprofile -s -- "$1" << 'END' | sort
eval "$(mirador completions bash)"
COMP_LINE=$1 COMP_POINT=${#1}
read -ra COMP_WORDS <<< "$1"
[[ $1 != *' ' ]] || COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
rule=$(complete -p "${COMP_WORDS[0]##*/}") && rule=${rule#*-F } || exit
COMPREPLY=()
"${rule%% *}" "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
END
}

# zsh completes at a terminal only: a second one gets a terminal, and its compadd writes down what it
# is given.
tab_zsh() {
  rm -f hits
  cat > .tab.zsh << 'END'
autoload -U compinit
compinit -u -D
source <(mirador completions zsh)
compadd() {
  # With -O, -A or -D a list is only filtered.
  if [[ ${argv[1,(i)(-|--)]} != *-[OAD]* ]]; then
    local -a hits
    builtin compadd -A hits "$@"
    print -rl -- $hits >> hits
  fi
  builtin compadd "$@"
}
finish() { zle -I; print FINISHED }
zle -N finish
bindkey '^I' complete-word
bindkey '^X' finish
print READY
END
  timeout 20 zsh -f -s -- "$1" << 'END'
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner 'source .tab.zsh'
zpty -r inner seen '*READY*'
zpty -w -n inner "$1"$'\t\x18'
zpty -r inner seen '*FINISHED*'
zpty -d inner
END
  sort -u hits | sed '/^$/d'
}

# A whole bash or fish at a terminal: types the line and Tab, and shows what the line then is.
type_in() {
  cat > .tab.bash << 'END'
bind 'set enable-bracketed-paste off'
eval "$(mirador completions bash)"
echo READY
END
  cat > .tab.fish << 'END'
set -g fish_greeting
mirador completions fish | source
echo READY
END
  rm -f typed
  case $1 in
    bash) inner='bash --noprofile --rcfile .tab.bash -i' ;;
    fish) inner='fish --private --no-config -i -C "source .tab.fish"' ;;
  esac
  timeout 20 zsh -f -s -- "$inner" "$2" << 'END'
zmodload zsh/zpty
zpty inner "$1"
zpty -r inner seen '*READY*'
zpty -w -n inner "$2"$'\t\x01echo "<\x05>" > typed; exit\n'
while zpty -r inner seen; do :; done
END
  cat typed
}
