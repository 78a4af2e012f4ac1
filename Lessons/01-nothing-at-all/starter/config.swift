import Configure

// A unikernel has a name, a type whose `start` is the application, a list of what `start` is given,
// and a list of the targets it is meant for.
let unikernel = Unikernel("nothing", start: "Nothing", needs: [.console], targets: [.unix])
