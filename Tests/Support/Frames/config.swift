import Configure

let unikernel = Unikernel(
  "frames", start: "Frames", needs: [.console, .network, .arguments], targets: [.unix, .virtio])
