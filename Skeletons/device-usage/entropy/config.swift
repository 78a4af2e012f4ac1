import Configure

let unikernel = Unikernel(
  "entropy", start: "Dice", needs: [.console, .entropy], targets: [.unix, .virtio])
