import Configure

let unikernel = Unikernel(
  "ports", start: "Ports",
  needs: [
    .console, .clock, .arguments, .device(.port("test.echo"), as: "port"),
    .device(.port("test.absent"), as: "absent"),
  ],
  targets: [.unix, .virtio])
