import Configure

let unikernel = Unikernel(
  "key-value", start: "Secret", needs: [.console, .device(.directory("files"))])
