import Configure

let unikernel = Unikernel("hello", start: "Hello", needs: [.console, .clock])
