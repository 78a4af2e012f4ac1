import Configure

let unikernel = Unikernel(
  "behaviours", start: "Behaviours", needs: [.console, .clock, .name, .arguments],
  targets: [.unix, .virtio])
