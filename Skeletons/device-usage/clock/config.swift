import Configure

let seconds = Argument("seconds", default: 5, help: "For how many seconds to speak.")

let unikernel = Unikernel(
  "clock", start: "SpeakingClock",
  needs: [.console, .clock, .wallClock, .argument(seconds)])
