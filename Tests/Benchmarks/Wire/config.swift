import Configure

let only = Argument(
  "only", default: "", help: "Do this operation alone, without looking at the clock.")
let count = Argument("count", default: 20_000, help: "How many times.")

let unikernel = Unikernel(
  "wire-benchmark", start: "Benchmark",
  needs: [.console, .clock, .argument(only), .argument(count)], targets: [.unix, .virtio])
