import Configure

// Declare `--hello` and `--count` here, and hand both to `start` by way of `needs`.
let unikernel = Unikernel(
  "greeter", start: "Greeter", needs: [.console], targets: [.unix, .virtio])
