import Configure

let heads = Argument("heads", default: .seconds(1), help: "When the first coin lands.")
let tails = Argument("tails", default: .seconds(2), help: "When the second coin lands.")

let unikernel = Unikernel(
  "coins", start: "Coins",
  needs: [.console, .clock, .name, .argument(heads), .argument(tails)],
  targets: [.unix, .virtio], inspector: true)
