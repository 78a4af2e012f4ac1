import Configure

let a = Argument("a", default: .milliseconds(300), help: "How long oracle A thinks.")
let b = Argument("b", default: .milliseconds(900), help: "How long oracle B thinks.")
let c = Argument("c", default: .milliseconds(400), help: "How long oracle C thinks.")
let silence = Argument("silence", default: .milliseconds(1500), help: "The time after that.")

let unikernel = Unikernel(
  "oracles", start: "Visitor",
  needs: [.console, .clock, .name, .argument(a), .argument(b), .argument(c), .argument(silence)],
  targets: [.unix, .virtio], inspector: true)
