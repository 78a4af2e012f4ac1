import Configure

let unikernel = Unikernel(
  "hello-inspected", start: "Hello", needs: [.console], targets: [.unix, .virtio], inspector: true)
