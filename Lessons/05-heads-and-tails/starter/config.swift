import Configure

let heads = Argument("heads", default: .seconds(1), help: "How long the first coin flies.")
let tails = Argument("tails", default: .seconds(2), help: "How long the second coin flies.")

let unikernel = Unikernel(
  "heads", start: "Heads",
  needs: [.console, .clock, .name, .argument(heads), .argument(tails)],
  targets: [.unix, .virtio])
