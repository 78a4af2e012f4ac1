import Configure

let unikernel = Unikernel(
  "sockets", start: "Sockets", needs: [.console, .clock, .stack], targets: [.unix, .virtio])
