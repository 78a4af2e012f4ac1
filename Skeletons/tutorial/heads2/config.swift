import Configure

let unikernel = Unikernel("heads2", start: "Heads", needs: [.console, .clock])
