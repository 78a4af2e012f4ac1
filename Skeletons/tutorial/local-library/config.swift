import Configure

let unikernel = Unikernel(
  "local-library", start: "Main", needs: [.console],
  libraries: [.local("Greeting", path: "Greeting")])
