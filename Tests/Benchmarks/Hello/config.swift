import Configure

let unikernel = Unikernel(
  "hello", start: "Hello", needs: [.console], targets: [.unix, .virtio])
