import Configure

let letters = Argument("letters", default: 10, help: "How many letters come.")
let every = Argument("every", default: 1, help: "Which are echoed: each, every second, …")

let unikernel = Unikernel(
  "echo", start: "Echo", needs: [.console, .name, .argument(letters), .argument(every)],
  targets: [.unix, .virtio])
