import Configure

let unikernel = Unikernel(
  "runtime-benchmark", start: "Benchmark", needs: [.console, .clock], targets: [.unix, .virtio])
