import Configure

let hello = Argument("hello", default: "Hello World!", help: "What to say.")

let unikernel = Unikernel(
  "hello-key", start: "Hello", needs: [.console, .clock, .argument(hello)])
