# What transcripts may use beside the tool; every transcript's shell reads this first.

# example NAME FOLDER: a copy of Tests/Benchmarks/NAME, without what was built in it.
example() {
  mkdir -p "$2" && cp "$MIRADOR_ROOT/Tests/Benchmarks/$1"/*.swift "$2"
}

# work LESSON VARIANT: the learner's work on a lesson, in the workspace. VARIANT is `starter`,
# `solution`, or the name of one of the lesson's wrong solutions.
work() {
  mkdir -p "$MIRADOR_WORKSPACE"
  rm -rf "${MIRADOR_WORKSPACE:?}/$1"
  cp -r "$MIRADOR_ROOT/Lessons/$1/starter" "$MIRADOR_WORKSPACE/$1"
  case $2 in
    starter) return 0 ;;
    solution) set -- "$1" solution.patch ;;
    *) set -- "$1" "mutants/$2.patch" ;;
  esac
  patch -s -p1 -d "$MIRADOR_WORKSPACE/$1" -i "$MIRADOR_ROOT/Lessons/$1/$2"
}
