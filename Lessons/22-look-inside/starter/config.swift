import Configure

let guests = Argument("guests", default: 5, help: "How many guests come.")
let staying = Argument("staying", default: 2, help: "How many of them stay for the night.")
let strike = Argument("strike", default: .seconds(1), help: "How often the clock strikes.")
let seed = Argument("seed", default: 1, help: "What the rooms hide follows from it.")

let unikernel = Unikernel(
  "museum", start: "Museum",
  needs: [
    .console, .clock, .name, .argument(guests), .argument(staying), .argument(strike),
    .argument(seed),
  ], libraries: [.local("Exhibit", path: "Exhibit")], targets: [.unix, .virtio], inspector: true)
