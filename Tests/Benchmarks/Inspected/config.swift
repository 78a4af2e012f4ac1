import Configure

let unikernel = Unikernel(
  "inspected-benchmark", start: "Inspected", needs: [.console, .clock, .arguments],
  targets: [.unix, .virtio], inspector: true)
