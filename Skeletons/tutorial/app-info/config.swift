import Configure

let unikernel = Unikernel("app-info", start: "AppInfo", needs: [.console, .libraries])
