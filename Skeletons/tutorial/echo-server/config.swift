import Configure

let lines = Argument("lines", default: 10, help: "How many lines are read.")
let seed = Argument("seed", default: 1, help: "The same seed gives the same lines and pauses.")

let unikernel = Unikernel(
  "echo-server", start: "Echo",
  needs: [.console, .clock, .argument(lines), .argument(seed)])
