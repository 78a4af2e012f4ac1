import Configure

let heads = Argument(
  "heads-after", default: .seconds(1), help: "How long it takes to toss the coin.")
let limit = Argument("limit", default: .seconds(2), help: "How long we wait for it.")

let unikernel = Unikernel(
  "timeout2", start: "Toss",
  needs: [.console, .clock, .argument(heads), .argument(limit)])
