import Configure

let leaks = Argument("leaks", default: 3, help: "How many blocks are not freed.")

let unikernel = Unikernel(
  "leaking", start: "Leaking", needs: [.console, .argument(leaks)], targets: [.unix, .virtio],
  heapReport: true)
