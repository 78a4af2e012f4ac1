import Configure

let unikernel = Unikernel("noop", start: "Noop")
