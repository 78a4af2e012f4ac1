import Configure

// The order of `needs` is the order of the parameters of `start`.
let unikernel = Unikernel(
  "hello", start: "Hello", needs: [.console], targets: [.unix, .virtio])
