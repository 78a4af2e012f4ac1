import Configure

let crowd = Argument("crowd", default: 0, help: "How many tasks sleep beside the others.")

let unikernel = Unikernel(
  "inspected", start: "Inspected", needs: [.console, .clock, .argument(crowd)], inspector: true)
