import Configure

let only = Argument("only", default: "", help: "Do this operation alone.")
let count = Argument("count", default: 20_000, help: "How many segments in a round.")

let unikernel = Unikernel(
  "tcp-benchmark", start: "Benchmark",
  needs: [.console, .clock, .argument(only), .argument(count)], targets: [.unix, .virtio])
