import Configure

let unikernel = Unikernel("heads1", start: "Heads", needs: [.console, .clock])
